import { GencodeError } from '@gencode/contract/errors'

/** Anything wrong with how training was asked for; its message says what to do. */
export class TrainError extends GencodeError {
  static override readonly marker: string = 'TrainError'
}
