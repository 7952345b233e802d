/** What a project is made for. */
export interface Choices {
  /** Where it goes. */
  readonly folder: string
  /** `own`, or the id of a built-in task. */
  readonly task: string
  readonly model: ModelChoice
}

/** The models that a project can start with. */
export const models = {
  baseline: 'no language model: samples reward programs, needs nothing',
  ollama: 'a local model of Ollama',
  'openai-compatible': 'any server that speaks the OpenAI API: llama-server, vLLM, LM Studio, a provider',
} as const

/** One of them. */
export type ModelChoice = keyof typeof models

/** The built-in tasks that are offered first. */
export const offeredTasks = [
  'CartPole-v1',
  'MountainCar-v0',
  'Acrobot-v1',
  'Pendulum-v1',
  'LunarLander-v3',
] as const

/** The other built-in ones. */
const furtherTasks = [
  'MountainCarContinuous-v0',
  'BipedalWalker-v3',
  'BipedalWalkerHardcore-v3',
  'highway-v0',
  'highway-fast-v0',
  'FrozenLake-v1',
  'CliffWalking-v1',
  'Taxi-v4',
]

/** Those whose environments `@gencode/env-mujoco` makes. */
const mujocoTasks = [
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

/** All ids that a project can be made for. */
export const taskIds: readonly string[] = [...offeredTasks, ...furtherTasks, ...mujocoTasks]

/** Whether a task's environment is one of MuJoCo's. */
export function isOfMujoco(task: string): boolean {
  return mujocoTasks.includes(task)
}

export function isModel(name: string): name is ModelChoice {
  return Object.hasOwn(models, name)
}
