import ora, { type Ora } from 'ora'
import picocolors from 'picocolors'
import { printable } from './printable.ts'

type Colors = ReturnType<typeof picocolors.createColors>

/** The flags that every command has. */
export interface OutputFlags {
  /** One JSON document on standard output, and nothing else there. */
  readonly json?: boolean
  /** Nothing on standard error but errors. */
  readonly quiet?: boolean
}

/** What fails after the document (a full disk) is told on standard error alone. */
let isDocumented = false

function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') return true
  return stream.isTTY === true && process.env.TERM !== 'dumb'
}

/**
 * Where a command writes. The result goes to standard output: a text, or with `--json` one document.
 * Everything else (progress, verdicts, hints) goes to standard error, so that a pipe holds the result alone.
 */
export class Output {
  readonly json: boolean
  readonly quiet: boolean
  /** Whether a person watches: spinners and redrawn lines only then. */
  readonly live: boolean
  /** Colours for standard error. */
  readonly colors: Colors
  /** Colours for standard output. */
  readonly resultColors: Colors
  #midLine = false

  constructor(flags: OutputFlags) {
    this.json = flags.json ?? false
    this.quiet = flags.quiet ?? false
    // A terminal that does not know its width (0 columns) can't be redrawn.
    const isScreen = process.stderr.isTTY === true && process.stderr.columns > 0
    this.live = !this.quiet && isScreen && process.env.TERM !== 'dumb'
    this.colors = picocolors.createColors(wantsColor(process.stderr))
    this.resultColors = picocolors.createColors(wantsColor(process.stdout))
  }

  /** A line of the result; nothing with `--json`. */
  result(text: string): void {
    this.endLine()
    if (!this.json) process.stdout.write(`${text}\n`)
  }

  /** The code that is the result: as it is in a file or a pipe, safe to look at in a terminal. */
  async code(text: string, language: 'javascript' | 'python' = 'javascript'): Promise<void> {
    const shown = process.stdout.isTTY ? printable(text) : text
    if (this.json || !this.resultColors.isColorSupported) return this.result(shown)
    const { highlighted } = await import('./highlight.ts')
    this.result(highlighted(shown, language))
  }

  /** The one document of `--json`; nothing without it, and nothing after it. */
  document(value: unknown): void {
    this.endLine()
    if (!this.json || isDocumented) return
    isDocumented = true
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  }

  /** A line of progress. */
  note(text: string): void {
    this.endLine()
    if (!this.quiet) process.stderr.write(`${text}\n`)
  }

  /** A piece of streamed text. */
  stream(text: string): void {
    if (this.quiet || text === '') return
    process.stderr.write(this.colors.dim(printable(text)))
    this.#midLine = !text.endsWith('\n')
  }

  /** An error, shown even with `--quiet`. */
  error(text: string): void {
    this.endLine()
    process.stderr.write(`${this.colors.red('error')} ${printable(text)}\n`)
  }

  /** A spinner where a person watches; elsewhere its texts are not shown. */
  spinner(text: string): Ora {
    this.endLine()
    // Standard input stays as it is: in raw mode Ctrl-C would be no signal.
    return ora({ text, stream: process.stderr, discardStdin: false, isSilent: !this.live }).start()
  }

  /** Ends a streamed line that has no line break yet. */
  endLine(): void {
    if (this.#midLine) process.stderr.write('\n')
    this.#midLine = false
  }
}
