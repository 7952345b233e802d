import type { ObservationDocInput } from '@gencode/contract'
import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask } from '../task.ts'
import { stepCount } from './metrics.ts'

const cars = ['own car', 'nearest other car', 'second car', 'third car', 'fourth car']

/** What a row of the observation says of one car. */
function rowOf(car: string, row: number): ObservationDocInput[] {
  const whose = row === 0 ? '' : ', relative to the own car'
  const numbers = [
    [`x along the road, 1 is 200 m ahead${whose}`, -1],
    [`y across it, 1 is the width of all lanes to the right${whose}`, -1],
    [`velocity along the road, 1 is 80 m/s${whose}`, -1],
    [`velocity across it, 1 is 80 m/s to the right${whose}`, -1],
  ] as const
  return [
    { index: 5 * row, name: `${car}: present (1 or 0)`, low: 0, high: 1 },
    ...numbers.map(([name, low], at) => ({ index: 5 * row + at + 1, name: `${car}: ${name}`, low, high: 1 })),
  ]
}

function highwayTask(id: 'highway-v0' | 'highway-fast-v0', lanes: string, seconds: number): RewardTask<Env> {
  return rewardTask({
    id,
    goal: `Drive fast on a highway of ${lanes} lanes, on the right where that is possible, without hitting another car, for ${seconds} seconds.`,
    observation: cars.flatMap(rowOf),
    rule: 'success when truncated without a crash; failure on a crash (info.crashed) or when terminated',
    metrics: [stepCount('higher')],
    trainer: {
      id: 'ppo',
      settings: { steps: 768, gamma: 0.8, learningRate: 0.0005, hidden: [256, 256] },
      budget: 20_000,
      presets: {
        viral: {
          id: 'dqn',
          settings: {
            learningRate: 0.0005,
            bufferSize: 15_000,
            learningStarts: 200,
            gamma: 0.8,
            trainFrequency: 1,
            targetUpdateInterval: 50,
            doubleQ: false,
            hidden: [256, 256],
          },
          budget: 500_000,
        },
      },
    },
    makeEnv: (options) => make(id, options),
    success: ({ info, terminated, truncated }) => {
      const isFailure = info.crashed === true || terminated
      return { isSuccess: truncated && !isFailure, isFailure }
    },
  })
}

/**
 * VIRAL's highway, and its fast form.
 *
 * @see https://github.com/VIRAL-UCBL1/VIRAL `src/Environments`
 */
export const highwayTasks: readonly RewardTask<Env>[] = [
  highwayTask('highway-v0', 'four', 40),
  highwayTask('highway-fast-v0', 'three', 30),
]
