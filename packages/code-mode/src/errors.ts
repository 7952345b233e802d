import { GencodeError } from '@gencode/contract/errors'

/** What is wrong with the tools or the state that code mode was given; never what a program did. */
export class CodeModeError extends GencodeError {
  static override readonly marker: string = 'CodeModeError'
}
