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

/** Those that run in Python alone, and what pip installs for them. */
const inPython: Readonly<Record<string, string>> = { 'highway-v0': 'highway-env' }

/** The error for an environment that is known here, but made by another package; undefined for any other id. */
export function needsPackage(id: string): NeedsPackageError | undefined {
  const bridge = (pip: string) =>
    `install @gencode/env-gymnasium and, in Python, ${pip}; its gymnasiumTask(${JSON.stringify(id)}) is this task with an environment.`
  if (inMujoco.includes(id))
    return new NeedsPackageError(
      `${id} runs in MuJoCo, which is a package of its own. Install @gencode/env-mujoco: once its registerMujoco() has been awaited, make and task give it here. Or in Python: ${bridge('gymnasium[mujoco]')}`,
    )
  const pip = inPython[id]
  return pip === undefined ? undefined : new NeedsPackageError(`${id} runs in Python alone: ${bridge(pip)}`)
}
