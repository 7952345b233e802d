import { until } from '../response/scan.ts'

/** Changes to a text that never add, drop or move a line. */
export class Edits {
  readonly #edits: { start: number; end: number; text: string }[] = []
  readonly #code: string

  constructor(code: string) {
    this.#code = code
  }

  /** Puts spaces in place of a range; what follows stays where it was. */
  blank(start: number, end: number): void {
    if (end > start) this.#edits.push({ start, end, text: blanked(this.#code.slice(start, end)) })
  }

  /** Blanks whole statements: a `;` stays where the next line would otherwise run on from the last. */
  blankStatement(start: number, end: number): void {
    const text = blanked(this.#code.slice(start, end))
    const next = nextToken(this.#code, end)
    const previous = this.#code.slice(0, start).trimEnd().at(-1)
    const runsOn = '([`+-/*.,?'.includes(next || ' ') && previous !== undefined && !';{}'.includes(previous)
    this.#edits.push({ start, end, text: runsOn && text.startsWith(' ') ? `;${text.slice(1)}` : text })
  }

  /** Puts `text` (of one line) in place of a range, keeping the range's line breaks behind it. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text: text + this.#code.slice(start, end).replace(/[^\n\r]+/g, '') })
  }

  insert(position: number, text: string): void {
    this.#edits.push({ start: position, end: position, text })
  }

  /** The changed text. Of two changes that overlap, the one that starts first (the wider one) counts. */
  apply(): string {
    const code = this.#code
    const order = this.#edits.map((edit, index) => ({ ...edit, index }))
    order.sort((a, b) => a.start - b.start || isInsert(b) - isInsert(a) || b.end - a.end || a.index - b.index)
    let out = ''
    let at = 0
    for (const edit of order) {
      if (edit.start < at) continue
      out += code.slice(at, edit.start) + edit.text
      at = edit.end
    }
    return out + code.slice(at)
  }
}

/** Spaces in place of everything but line breaks. */
function blanked(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]+/g, (part) => ' '.repeat(part.length))
}

const isInsert = (edit: { start: number; end: number }): number => Number(edit.start === edit.end)

/** The first character after white space and comments, `''` at the end. */
function nextToken(code: string, from: number): string {
  for (let at = from; at < code.length; at++) {
    const character = code[at] as string
    if (/\s/.test(character)) continue
    const two = code.slice(at, at + 2)
    if (two === '//') at = until(code, '\n', at + 2) - 1
    else if (two === '/*') at = until(code, '*/', at + 2) + 1
    else return character
  }
  return ''
}
