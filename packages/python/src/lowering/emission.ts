/** A line of the output: where it is to stand, if anywhere, and its text. */
export type Emitted = readonly [line: number | undefined, text: string]

/** How much JavaScript one program may become, in characters. */
const mostOutput = 2_000_000

/** What has been written of a program: its statements, and what of the runtime they need. */
export class Emission {
  helpers: Set<string> = new Set()
  /** Values that are made once: their names, by what makes them. */
  constants: Map<string, string> = new Map()
  output: Emitted[] = []
  #size = 0
  #names = 0

  /** Nothing has been written yet. */
  begin(): void {
    this.helpers = new Set()
    this.constants = new Map()
    this.output = []
    this.#size = 0
    this.#names = 0
  }

  /** A part of the runtime, by its name. */
  use(name: string): string {
    this.helpers.add(name)
    return `$${name}`
  }

  /** @throws RangeError where the program becomes too long */
  emit(line: number | undefined, text: string): void {
    this.#size += text.length
    if (this.#size > mostOutput) throw new RangeError('the JavaScript would be too long')
    this.output.push([line, text])
  }

  /** A name of the JavaScript that is declared where it is used. */
  fresh(): string {
    return `$${++this.#names}`
  }

  /** A value made once, before anything runs. */
  constant(helper: string, text: string): string {
    const key = `${this.use(helper)}(${text})`
    const known = this.constants.get(key)
    if (known) return known
    const name = `$c${this.constants.size + 1}`
    this.constants.set(key, name)
    return name
  }
}
