import { type EnvEntry, InvalidOptionError } from '@gencode/env'
import type { Engine } from '../engine.ts'
import { MujocoEnv } from '../mujoco-env.ts'
import type { Robot } from './parts.ts'
import { type MujocoId, robots } from './table.ts'

/** How `make` makes one of the environments. */
export function entryOf(engine: Engine, id: MujocoId): EnvEntry {
  const { defaults, define, maxEpisodeSteps, rewardThreshold } = robots[id] as unknown as Robot<
    Readonly<Record<string, unknown>>
  >
  return {
    create(options) {
      const given = Object.entries(options).filter(([, value]) => value !== undefined)
      for (const [name, value] of given) checkOption(id, name, value, defaults[name])
      return new MujocoEnv(engine, id, define({ ...defaults, ...Object.fromEntries(given) }))
    },
    options: Object.keys(defaults),
    maxEpisodeSteps,
    ...(rewardThreshold === undefined ? {} : { rewardThreshold }),
    runsIn: 'mujoco',
  }
}

/** @throws InvalidOptionError unless it is of its default's kind */
function checkOption(id: string, name: string, value: unknown, standard: unknown): void {
  const refuse = (what: string): never => {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)
    throw new InvalidOptionError(`${id}: ${name} is ${what}, not ${shown}`)
  }
  // A body's name or number, a positive integer and a model's text are checked where they are used.
  if (['mainBody', 'frameSkip', 'xml'].includes(name)) return
  if (typeof standard === 'boolean' && typeof value !== 'boolean') refuse('true or false')
  if (typeof standard === 'number' && !(typeof value === 'number' && Number.isFinite(value)))
    refuse('a number')
  if (Array.isArray(standard) && !isRange(value)) refuse('two numbers, the lower one first')
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [low, high] = value
  return typeof low === 'number' && typeof high === 'number' && low <= high
}
