import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import type { EnvEntry } from './env-entry.ts'
import { builtInEnvs } from './envs/built-in.ts'
import { EnvError, UnknownIdError } from './errors.ts'
import { didYouMean } from './nearest.ts'
import { needsPackage } from './needs-package.ts'

const entries = new Map<string, EnvEntry>(Object.entries(builtInEnvs))

const entryNames: NamesOf<EnvEntry> = {
  create: true,
  maxEpisodeSteps: true,
  rewardThreshold: true,
  nondeterministic: true,
  options: true,
  runsIn: true,
}

/**
 * Makes an environment known to `make` by its id, such as `'Corridor-v0'`.
 *
 * @throws EnvError where the id is taken, or the entry can't be one
 */
export function register(id: string, entry: EnvEntry): void {
  checkNames(`The entry of ${id}`, entryNames, entry, EnvError)
  if (typeof entry.create !== 'function')
    throw new EnvError(`The entry of ${id} needs create, a function that gives an environment`)
  if (entries.has(id)) throw new EnvError(`An environment ${id} is registered already`)
  entries.set(id, entry)
}

/** The ids that `make` knows, built-in ones first. */
export function registeredIds(): string[] {
  return [...entries.keys()]
}

/** @throws UnknownIdError, naming the nearest ids; NeedsPackageError */
export function entryOf(id: string): EnvEntry {
  const entry = entries.get(id)
  if (entry) return entry
  const elsewhere = needsPackage(id)
  if (elsewhere) throw elsewhere
  throw new UnknownIdError(`There is no environment ${JSON.stringify(id)}${didYouMean(id, registeredIds())}`)
}
