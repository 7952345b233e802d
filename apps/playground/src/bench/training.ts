import type { CurvePoint, TrainingResult, TrainingWorkers } from '@gencode/train'
import { type ReadonlySignal, signal } from '@preact/signals'
import { type Playable, playableOf } from '../tasks/playable.ts'
import { mujocoThread } from './mujoco-thread.ts'

/** The curves of a training's seeds so far. */
export type Curves = ReadonlyMap<number, readonly Pick<CurvePoint, 'environmentSteps' | 'successRate'>[]>

/** What of a result the page shows and a link keeps. */
export type TrainedResult = Pick<TrainingResult, 'successRate' | 'interval' | 'episodes' | 'policy'>

/** How a training stands. */
type TrainingState =
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'done'; readonly result: TrainedResult }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped' }

/** A training with a reward function, under way or over. */
export interface Training {
  /** The text that it was started with. */
  readonly code: string
  readonly state: ReadonlySignal<TrainingState>
  readonly curves: ReadonlySignal<Curves>
  stop(): void
}

const seedCount = 3

/** The page's workers, by what they have loaded. */
const teams = new Map<Playable['simulator'], TrainingWorkers>()

/**
 * Trains with a compiled function's source in workers; the page goes on meanwhile.
 *
 * @param code the editor's text that it came from
 * @param reward its source as plain JavaScript, and its name in it
 */
export function startTraining(
  taskId: string,
  code: string,
  reward: { readonly source: string; readonly entry: string },
  onDone: () => void,
): Training {
  const state = signal<TrainingState>({ kind: 'running', share: 0 })
  const curves = signal<Curves>(new Map())
  const controller = new AbortController()
  const work = async () => {
    const { createTrainingWorkers, train } = await import('@gencode/train')
    const { simulator } = playableOf(taskId)
    const workers =
      teams.get(simulator) ??
      createTrainingWorkers({
        size: Math.max(1, Math.min(seedCount, navigator.hardwareConcurrency)),
        createWorker: simulator === 'mujoco' ? mujocoThread : undefined,
      })
    teams.set(simulator, workers)
    const shares = new Map<number, number>()
    const result = await train(taskId, rewardAlone(reward), {
      seeds: seedCount,
      workers,
      signal: controller.signal,
      onProgress: ({ seed, budget, environmentSteps, successRate }) => {
        const curve = [...(curves.value.get(seed) ?? []), { environmentSteps, successRate }]
        curves.value = new Map(curves.value).set(seed, curve)
        shares.set(seed, Math.min(1, environmentSteps / budget))
        const sum = [...shares.values()].reduce((total, share) => total + share, 0)
        state.value = { kind: 'running', share: sum / seedCount }
      },
    })
    const { successRate, interval, episodes, policy } = result
    state.value = { kind: 'done', result: { successRate, interval, episodes, policy } }
    onDone()
  }
  work().catch((error: unknown) => {
    state.value = controller.signal.aborted
      ? { kind: 'stopped' }
      : { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  })
  return { code, state, curves, stop: () => controller.abort() }
}

/** Training needs no terms, and a number crosses out of the sandbox many times faster than an object. */
function rewardAlone({ source, entry }: { readonly source: string; readonly entry: string }): string {
  return `${source}
function rewardAlone(observations, isSuccess, isFailure) {
  const result = ${entry}(observations, isSuccess, isFailure)
  return typeof result === 'object' && result !== null ? result.reward : result
}`
}

/** A training that a link has told of. */
export function pastTraining(code: string, result: TrainedResult, curves: Curves): Training {
  return {
    code,
    state: signal<TrainingState>({ kind: 'done', result }),
    curves: signal(curves),
    stop: () => {},
  }
}
