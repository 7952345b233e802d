import { GencodeError } from '@gencode/contract/errors'

/** What the command's exit status means. */
export const exitCode = {
  done: 0,
  /** No acceptable function. */
  noFunction: 1,
  /** Wrong usage: an unknown flag, task, file or setting. */
  usage: 2,
  /** The model, Python, or another part that the command needs is not there. */
  missing: 3,
  interrupted: 130,
} as const

/** One of the documented exit statuses. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** What failed beside the work, which is told already: a status that would be 0 is this one. */
export function endWith(status: ExitCode): void {
  process.once('exit', (ended) => {
    if (ended === exitCode.done) process.exitCode = status
  })
}

/** The person asked for something that does not exist or does not fit; the message says what would. */
export class UsageError extends GencodeError {
  static override readonly marker: string = 'UsageError'
}

/** A part of the machine that the command needs is not there; the message says how to get it. */
export class MissingPartError extends GencodeError {
  static override readonly marker: string = 'MissingPartError'
}
