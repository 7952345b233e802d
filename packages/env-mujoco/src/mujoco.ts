import { type Env, type MakeOptions, makeFrom, UnknownIdError } from '@gencode/env'
import type { MujocoDefinition } from './definition.ts'
import { loadEngine } from './engine.ts'
import { MujocoEnv } from './mujoco-env.ts'
import { entryOf } from './robots/entry.ts'
import { type MujocoId, type MujocoOptions, mujocoIds } from './robots/table.ts'

/** A model of one's own as an environment. */
export interface MujocoModel extends MujocoDefinition, MakeOptions {
  /** What errors and `spec.id` call it. @default 'MuJoCo' */
  readonly id?: string
}

/** What `mujoco` gives: checked and limited as `make` does; `unwrapped` is the `MujocoEnv`. */
export type MadeMujoco = Env<Float64Array, ArrayLike<number>>

/**
 * Makes one of Gymnasium's MuJoCo environments, or one of a model of your own. MuJoCo is loaded at the first call. `close` it
 * when you are done: it holds memory of MuJoCo's.
 *
 * @param id such as `'Hopper-v5'`, or a model with what it observes and what a step is worth
 * @param options Gymnasium's keyword arguments in camelCase, and `maxEpisodeSteps`
 * @throws MujocoError where MuJoCo can't be loaded, or can't read the model; UnknownIdError, InvalidOptionError
 */
export async function mujoco<Id extends MujocoId>(
  id: Id,
  options?: Partial<MujocoOptions[Id]> & MakeOptions,
): Promise<MadeMujoco>
export async function mujoco(model: MujocoModel): Promise<MadeMujoco>
export async function mujoco(given: MujocoId | MujocoModel, options?: object): Promise<MadeMujoco> {
  if (typeof given === 'string') {
    checkId(given)
    const entry = entryOf(await loadEngine(), given)
    return makeFrom(entry, given, options as Readonly<Record<string, unknown>>) as unknown as MadeMujoco
  }
  const engine = await loadEngine()
  const { id = 'MuJoCo', maxEpisodeSteps, ...definition } = given
  const entry = { create: () => new MujocoEnv(engine, id, definition) as unknown as Env }
  return makeFrom(
    entry,
    id,
    maxEpisodeSteps === undefined ? {} : { maxEpisodeSteps },
  ) as unknown as MadeMujoco
}

/** @throws UnknownIdError, with all there are */
export function checkId(id: string): asserts id is MujocoId {
  if (!(mujocoIds as readonly string[]).includes(id))
    throw new UnknownIdError(
      `There is no MuJoCo environment ${JSON.stringify(id)}; there are ${mujocoIds.join(', ')}, and mujoco({ xml }) for a model of your own`,
    )
}
