import type { SpaceJson } from '@gencode/env'
import { playEpisode } from '../episode.ts'
import type { Environments, TrainingProblem } from '../trainer.ts'

export const observationSpace: SpaceJson = {
  type: 'Box',
  low: [-1],
  high: [1],
  shape: [1],
  dtype: 'float64',
}

export const spaces: Readonly<Record<string, SpaceJson>> = {
  Discrete: { type: 'Discrete', n: 2, start: 0 },
  Box: { type: 'Box', low: [-1], high: [1], shape: [1], dtype: 'float64' },
  MultiDiscrete: { type: 'MultiDiscrete', nvec: [2, 3], start: [0, 0] },
  MultiBinary: { type: 'MultiBinary', shape: [2] },
}

/** A reward for 1 where an action was on the right side, -1 where it was not. */
export type Score = (score: number) => number

const stepsPerEpisode = 10
const budget = 20_000

interface SidesProblem extends TrainingProblem {
  /** What goes on in a problem that is opened with it. */
  state(): unknown
}

interface Options {
  readonly seed?: number
  readonly observationSpace: SpaceJson
  readonly actionSpace: SpaceJson
  readonly reward?: Score
  readonly isSuccess?: (score: number) => boolean
  /** Thrown by every scoring. */
  readonly stop?: Error
}

interface OpenSides {
  readonly steps: number
  readonly episodes: readonly { readonly seed: number; readonly step: number; readonly running: number }[]
}

/** Which side of 0 an action is on. */
export function sideOf(action: unknown): number {
  const first = Array.isArray(action) ? (action[0] as number) : (action as number)
  if (Array.isArray(action) && !Number.isInteger(first)) return Math.sign(first)
  return first >= 1 ? 1 : -1
}

/** A problem without an environment: each observed number calls for an action on its side. */
export function sidesProblem(options: Options, from?: unknown): SidesProblem {
  const open = from as OpenSides | undefined
  const { seed = 1, observationSpace, actionSpace } = options
  let steps = open?.steps ?? 0
  let training: (Environments & { episodes(): OpenSides['episodes'] }) | undefined
  return {
    seed,
    observationSpace,
    actionSpace,
    budget,
    get environmentSteps() {
      return steps
    },
    async environments(count) {
      if (training) throw new Error('it opens its environments twice')
      training = sides(count, options, () => (steps += count), open)
      return training
    },
    async assess(act, episodes) {
      const environments = sides(1, options, () => {})
      let sum = 0
      for (let episode = 0; episode < episodes; episode++)
        sum += (await playEpisode(environments, act, 7919 * episode)).return
      return sum / episodes
    },
    async breathe() {
      if (options.stop) throw options.stop
    },
    state: (): OpenSides => ({ steps, episodes: training?.episodes() ?? [] }),
  }
}

function sides(count: number, options: Options, counted: () => void, open?: OpenSides) {
  const { reward = (score) => score, isSuccess = () => false, stop } = options
  const observations = new Float64Array(count)
  const running = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  const episodes = Array.from({ length: count }, () => ({ seed: 0, step: 0 }))
  let scores: number[] = []
  let ends: number[] = []
  const observe = (index: number): void => {
    const { seed, step } = episodes[index] as { seed: number; step: number }
    // Any spread of numbers over -1 to 1 that the seed decides.
    observations[index] = (((seed % 1009) * 31 + step * 211) % 1009) / 504.5 - 1
  }
  for (const [index, { seed, step, running: isRunning }] of (open?.episodes ?? []).entries()) {
    episodes[index] = { seed, step }
    running[index] = isRunning
    observe(index)
  }
  return {
    count,
    size: 1,
    observations,
    running,
    terminated: new Uint8Array(count),
    truncated,
    reset(index: number, seed: number) {
      episodes[index] = { seed, step: 0 }
      running[index] = 1
      observe(index)
    },
    step(actions: readonly unknown[]) {
      for (let index = 0; index < count; index++) {
        if (running[index] !== 1) throw new Error('it steps where no episode is under way')
        scores.push(sideOf(actions[index]) === Math.sign(observations[index] as number) ? 1 : -1)
        const episode = episodes[index] as { step: number }
        episode.step++
        truncated[index] = episode.step === stepsPerEpisode ? 1 : 0
        running[index] = truncated[index] === 1 ? 0 : 1
        ends.push(truncated[index] as number)
        observe(index)
      }
      counted()
    },
    async score() {
      if (stop) throw stop
      const scored = {
        steps: scores.length / count,
        rewards: Float64Array.from(scores, (score) => reward(score)),
        terminated: new Uint8Array(scores.length),
        truncated: Uint8Array.from(ends),
        isSuccess: Uint8Array.from(scores, (score) => (isSuccess(score) ? 1 : 0)),
      }
      scores = []
      ends = []
      return scored
    },
    episodes: () => episodes.map((episode, index) => ({ ...episode, running: running[index] as number })),
  }
}
