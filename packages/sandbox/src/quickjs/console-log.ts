import type { ConsoleMessage } from '../types.ts'

const levels = ['debug', 'error', 'info', 'log', 'warn'] as const
const mostMessages = 1000
const mostLetters = 65_536

/** What a guest writes to its console, within limits, until it is handed on. */
export class ConsoleLog {
  #messages: ConsoleMessage[] = []
  #room = mostLetters
  #count = 0
  #isCut = false

  /** Makes room for what comes next. */
  begin(): void {
    this.#room = mostLetters
    this.#count = 0
    this.#isCut = false
  }

  add(level: number, text: string): void {
    const name = levels[level]
    if (name === undefined || this.#isCut) return
    this.#isCut = this.#count++ >= mostMessages || text.length > this.#room
    this.#room -= text.length
    this.#messages.push(
      this.#isCut ? { level: 'warn', text: 'The rest of the output was cut.' } : { level: name, text },
    )
  }

  /** What was written since the last time. */
  take(): readonly ConsoleMessage[] {
    const messages = this.#messages
    if (messages.length > 0) this.#messages = []
    return messages
  }
}
