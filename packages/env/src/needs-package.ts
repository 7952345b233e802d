import { NeedsPackageError } from './errors.ts'

/** Gymnasium's MuJoCo environments, which `@gencode/env-mujoco` makes. */
const inMujoco = [
  'Hopper-v5',
  'Swimmer-v5',
  'Walker2d-v5',
  'HalfCheetah-v5',
  'Ant-v5',
  'Humanoid-v5',
  'HumanoidStandup-v5',
  'InvertedPendulum-v5',
  'InvertedDoublePendulum-v5',
  'Reacher-v5',
  'Pusher-v5',
]

/** The error for an environment that is known here, but made by another package; undefined for any other id. */
export function needsPackage(id: string): NeedsPackageError | undefined {
  if (!inMujoco.includes(id)) return undefined
  return new NeedsPackageError(
    `${id} runs in MuJoCo, which is a package of its own. Install @gencode/env-mujoco: once its registerMujoco() has been awaited, make and task give it here. Or in Python: install @gencode/env-gymnasium and, in Python, gymnasium[mujoco]; its gymnasiumTask(${JSON.stringify(id)}) is this task with an environment.`,
  )
}
