import { GencodeError } from '@gencode/contract/errors'

/** What whoever uses a sandbox is told once it was disposed of. */
export function disposed(): GencodeError {
  return new GencodeError('The sandbox was disposed of: create another one')
}
