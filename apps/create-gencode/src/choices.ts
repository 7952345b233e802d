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

/** The built-in tasks that are offered first; any other id is taken as well. */
export const offeredTasks = [
  'CartPole-v1',
  'MountainCar-v0',
  'Acrobot-v1',
  'Pendulum-v1',
  'LunarLander-v3',
] as const

export function isModel(name: string): name is ModelChoice {
  return Object.hasOwn(models, name)
}
