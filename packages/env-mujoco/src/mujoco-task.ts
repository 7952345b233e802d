import { type Env, makeFrom, type RewardTask, type TaskOverrides, task } from '@gencode/env'
import { type Engine, loadEngine } from './engine.ts'
import { checkId } from './mujoco.ts'
import { entryOf } from './robots/entry.ts'
import type { MujocoId } from './robots/table.ts'

/** This package, from where another thread makes the same task. */
const home = '@gencode/env-mujoco'

/**
 * The reward task of one of Gymnasium's MuJoCo environments: as `@gencode/env` describes it, with environments that are made
 * at once. It says where it comes from (`source`), so that workers can make it, too.
 *
 * @param overrides what of the description is replaced; @default nothing
 * @throws MujocoError `mujoco/engine`, UnknownIdError
 */
export async function mujocoTask(
  id: MujocoId,
  overrides: Omit<TaskOverrides<Env>, 'makeEnv'> = {},
): Promise<RewardTask<Env>> {
  checkId(id)
  return describedTask(await loadEngine(), id, overrides)
}

/** The same where MuJoCo is there already. */
export function describedTask(
  engine: Engine,
  id: MujocoId,
  overrides: Omit<TaskOverrides<Env>, 'makeEnv'> = {},
): RewardTask<Env> {
  const entry = entryOf(engine, id)
  const makeEnv = (options?: Readonly<Record<string, unknown>>): Env => makeFrom(entry, id, options)
  const described = task(id, { ...overrides, makeEnv })
  const isChanged = overrides.success !== undefined || overrides.metrics !== undefined
  const source = { module: home, export: 'mujocoTask', args: [id] }
  return Object.freeze({ ...described, ...(isChanged ? {} : { source }) })
}
