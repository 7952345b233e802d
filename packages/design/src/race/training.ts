import { CodeError } from '@gencode/contract/errors'
import type { RewardTask } from '@gencode/env'
import {
  type CurvePoint,
  type RewardFunction,
  type SeedResult,
  type TermPoint,
  type TrainedPolicy,
  type Trainer,
  type TrainingWorkers,
  train,
} from '@gencode/train'
import type { Refusal } from '../refusal.ts'
import type { Notebook } from '../run/notebook.ts'

/** What training with one seed gave, as the run keeps it. Plain JSON. */
export interface Training {
  readonly seed: number
  /** Share of successful greedy episodes, 0 to 1. */
  readonly successRate: number
  readonly episodes: number
  /** Environment steps in all: of training, of choosing among policies, of measuring. */
  readonly steps: number
  /** Mean return in the environment's own reward. */
  readonly environmentReturn: number
  readonly metrics: Readonly<Record<string, number>>
  /** At most 20 points of the learning curve. */
  readonly curve: readonly CurvePoint[]
  readonly policy: TrainedPolicy
  /** Of the reward's named terms at up to ten points, where they were asked for. */
  readonly terms?: readonly TermPoint[]
}

/** How candidates are trained. */
export interface TrainingSettings {
  readonly trainer?: Trainer | undefined
  /** Environment steps of each training. @default the task's own */
  readonly budget?: number | undefined
  /** Greedy episodes that each training is measured on. @default 100 */
  readonly episodes?: number | undefined
}

/** Who trains: the task, how, where. */
export interface TrainingPlace {
  readonly task: RewardTask
  readonly settings: TrainingSettings
  readonly workers: number | TrainingWorkers
  readonly notebook: Notebook
  readonly signal: AbortSignal | undefined
  readonly onWarning: ((warning: string) => void) | undefined
}

/** A candidate's function as `train` takes it. */
export function rewardOf({ code, entry }: { readonly code: string; readonly entry: string }): RewardFunction {
  return { source: code, entry, params: [], tier: 'quickjs' }
}

/** What a training ended in: its figures, or why the function can't be trained with. */
export type TrainingOutcome = { readonly training: Training } | { readonly refusal: Refusal }

/**
 * Trains with a reward on one seed, unless the run holds it already.
 *
 * @param name what the run calls it: a candidate's number, or a control's name
 * @throws what a trainer, an environment or a worker throws: no code is at fault then
 */
export function trainOnce(
  name: string,
  reward: RewardFunction,
  seed: number,
  { task, settings, workers, notebook, signal, onWarning }: TrainingPlace,
): Promise<TrainingOutcome> {
  return notebook.once('design/training', `${name} seed ${seed}`, async () => {
    try {
      const { seeds } = await train(task, reward, { ...settings, seeds: [seed], workers, signal, onWarning })
      const [result] = seeds
      if (!result) throw new Error('A training gave no result')
      return { training: trainingOf(result) }
    } catch (error) {
      if (!(error instanceof CodeError)) throw error
      const { code, feedback } = error
      return { refusal: { code, feedback: `In training with seed ${seed}: ${feedback}` } }
    }
  })
}

/** What is kept of a training. @param before environment steps that measuring it on the way has taken */
export function trainingOf(result: SeedResult, before = 0): Training {
  const { seed, successRate, episodes, environmentReturn, metrics, policy, terms } = result
  const steps = before + result.environmentSteps + result.assessmentSteps + result.evaluationSteps
  const curve = thinned(result.curve)
  const figures = { seed, successRate, episodes, steps, environmentReturn, metrics, curve, policy }
  return terms ? { ...figures, terms } : figures
}

/** At most 20 points, the last one kept. */
function thinned(curve: readonly CurvePoint[]): CurvePoint[] {
  const every = Math.ceil(curve.length / 20)
  return curve.filter((_, index) => (curve.length - 1 - index) % every === 0)
}
