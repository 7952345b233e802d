import type { Journal, JournalLine } from '@gencode/core'

/** What kinds of lines the loop writes. */
type DesignLineType =
  | 'design/proposal'
  | 'design/episodes'
  | 'design/order'
  | 'design/training'
  | 'design/reflection'
  | 'design/advice'
  | 'design/feedback'
  | 'design/time'
  | 'design/result'

/**
 * Keeps what was worked out in a run: what stands there already is taken from there, so that nothing is asked or trained
 * twice, and a run that goes on after a crash is the same as one that was never disturbed.
 */
export interface Notebook {
  /** What the run holds under this key; else what `make` gives, once it stands there. Plain JSON. */
  once<Value>(type: DesignLineType, key: string, make: () => Promise<Value> | Value): Promise<Value>
}

/** A notebook on a journal. */
export function createNotebook(journal: Journal): Notebook {
  const known = new Map<string, unknown>()
  for (const line of journal.lines) if (isDesignLine(line)) known.set(`${line.type} ${line.key}`, line.value)
  return {
    async once<Value>(type: DesignLineType, key: string, make: () => Promise<Value> | Value) {
      const place = `${type} ${key}`
      if (known.has(place)) return known.get(place) as Value
      // As it will be read again: a run that goes on must see what the one before saw.
      const value = JSON.parse(JSON.stringify(await make())) as Value
      await journal.append({ type, key, value })
      known.set(place, value)
      return value
    },
  }
}

function isDesignLine(line: JournalLine): line is JournalLine & {
  readonly type: `design/${string}`
  readonly key: string
  readonly value: unknown
} {
  return line.type.startsWith('design/') && 'key' in line && 'value' in line
}

/** A journal in memory, for a run that nobody keeps. */
export function memoryJournal(): Journal {
  const lines: JournalLine[] = []
  return {
    lines,
    append(line) {
      lines.push(line)
    },
  }
}
