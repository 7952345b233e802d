import { GencodeError } from '@gencode/contract/errors'

/** What is said of a value that cannot cross into a guest. */
export function notPlain(value: unknown): GencodeError {
  const what =
    typeof value === 'object' ? (value?.constructor?.name ?? 'class instance') : (typeof value as string)
  return new GencodeError(`Only plain data crosses into a sandbox, not a ${what}`)
}

/** What is said of data that holds itself, or nearly does. */
export function nestedTooDeeply(): GencodeError {
  return new GencodeError('The data is nested too deeply to cross into a sandbox')
}
