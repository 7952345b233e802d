import { type Journal, type JournalLine, RunMismatchError } from '@gencode/core'

/** What kinds of lines the loop writes. */
type DesignLineType =
  | 'design/proposal'
  | 'design/episodes'
  | 'design/order'
  | 'design/training'
  | 'design/reflection'
  | 'design/watch'
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
  /** What the run holds under this key. */
  known(type: DesignLineType, key: string): unknown
  /** Keeps a value under this key, which the run does not hold yet; gives it as it will be read again. */
  keep<Value>(type: DesignLineType, key: string, value: Value): Promise<Value>
}

/** One of these is in the value of a line; of a list nothing is asked. */
const fields: Readonly<Record<DesignLineType, readonly string[]>> = {
  'design/proposal': ['usage'],
  'design/episodes': [],
  'design/order': ['random', 'refusal'],
  'design/training': ['policy', 'training', 'refusal', 'code'],
  'design/reflection': ['reflection'],
  'design/watch': ['text'],
  'design/advice': ['text'],
  'design/feedback': [],
  'design/time': ['over'],
  'design/result': ['stopped'],
}

/**
 * A notebook on a journal.
 *
 * @throws RunMismatchError for a line that somebody has emptied: without it, its value is worked out again
 */
export function createNotebook(journal: Journal): Notebook {
  const known = new Map<string, unknown>()
  for (const [index, line] of journal.lines.entries()) {
    if (!isDesignLine(line)) continue
    if (!isWhole(line))
      throw new RunMismatchError(
        `Line ${index + 1} of the run (${line.type} ${line.key}) is damaged: its value is ${JSON.stringify(line.value).slice(0, 40)}. Mend it, or remove the line, and it is worked out again.`,
      )
    known.set(`${line.type} ${line.key}`, line.value)
  }
  async function keep<Value>(type: DesignLineType, key: string, value: Value): Promise<Value> {
    // As it will be read again: a run that goes on must see what the one before saw.
    const plain = JSON.parse(JSON.stringify(value)) as Value
    known.set(`${type} ${key}`, plain)
    await journal.append({ type, key, value: plain })
    return plain
  }
  return {
    known: (type, key) => known.get(`${type} ${key}`),
    keep,
    async once<Value>(type: DesignLineType, key: string, make: () => Promise<Value> | Value) {
      const place = `${type} ${key}`
      return known.has(place) ? (known.get(place) as Value) : await keep(type, key, await make())
    },
  }
}

interface DesignLine {
  readonly type: `design/${string}`
  readonly key: string
  readonly value: unknown
}

function isWhole({ type, value }: DesignLine): boolean {
  if (type === 'design/episodes') return Array.isArray(value)
  const needed = fields[type as DesignLineType] ?? []
  const isObject = typeof value === 'object' && value !== null
  return isObject && (needed.length === 0 || needed.some((field) => field in value))
}

function isDesignLine(line: JournalLine): line is JournalLine & DesignLine {
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
