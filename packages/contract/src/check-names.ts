import { GencodeError } from './errors.ts'

/** Every name that options have; one that is forgotten is no `NamesOf` them. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>

/**
 * Refuses an option that there is not: misspelt, it would be ignored without a word. Those that are undefined are not looked at.
 *
 * @param whom to start a sentence with
 * @throws GencodeError that names the first one, and those that there are
 */
export function checkNames<Options extends object>(
  whom: string,
  names: NamesOf<Options>,
  options: Options,
  Thrown: new (message: string) => GencodeError = GencodeError,
): void {
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !Object.hasOwn(names, name))
      throw new Thrown(`${whom} has no option ${name}; it has ${Object.keys(names).join(', ')}`)
}
