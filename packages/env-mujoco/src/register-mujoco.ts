import { type Env, type MakeOptions, type RewardTask, register, registerTask } from '@gencode/env'
import { loadEngine } from './engine.ts'
import { describedTask } from './mujoco-task.ts'
import { entryOf } from './robots/entry.ts'
import { type MujocoId, type MujocoOptions, mujocoIds } from './robots/table.ts'

type Types = {
  [Id in MujocoId]: {
    observation: Float64Array
    action: ArrayLike<number>
    options: Partial<MujocoOptions[Id]> & MakeOptions
  }
}

declare module '@gencode/env' {
  interface EnvTypes extends Types {}
}

let registering: Promise<void> | undefined

/**
 * Loads MuJoCo, and makes its environments and tasks known to `make`, `makeVector`, `task` and `listEnvs` of `@gencode/env`,
 * which give them at once from then on. Once a thread; calling it again is harmless.
 *
 * @throws MujocoError `mujoco/engine`
 */
export function registerMujoco(): Promise<void> {
  registering ??= (async () => {
    const engine = await loadEngine()
    for (const id of mujocoIds) {
      register(id, entryOf(engine, id))
      registerTask(describedTask(engine, id) as RewardTask<Env>)
    }
  })().catch((error: unknown) => {
    registering = undefined
    throw error
  })
  return registering
}
