import type { ObservationDocInput } from '@gencode/contract'
import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask, SuccessInput } from '../task.ts'
import { effort, meanAbsolute, meanOf, stepCount, sumOfRewards } from './metrics.ts'

const legDocs = (leg: string, from: number): ObservationDocInput[] => [
  { index: from, name: `${leg} hip's angle`, unit: 'rad', low: -Math.PI, high: Math.PI },
  { index: from + 1, name: `${leg} hip's speed`, unit: '4 rad/s', low: -5, high: 5 },
  { index: from + 2, name: `${leg} knee's angle, plus 1`, unit: 'rad', low: -Math.PI, high: Math.PI },
  { index: from + 3, name: `${leg} knee's speed`, unit: '6 rad/s', low: -5, high: 5 },
  { index: from + 4, name: `${leg} foot touches the ground (1 or 0)`, low: 0, high: 5 },
]

const observation: ObservationDocInput[] = [
  { index: 0, name: "the hull's angle (0 is level)", unit: 'rad', low: -Math.PI, high: Math.PI },
  { index: 1, name: "the hull's angular velocity", unit: '25 rad/s', low: -5, high: 5 },
  { index: 2, name: 'horizontal velocity (positive is forward)', unit: '8.33 m/s', low: -5, high: 5 },
  { index: 3, name: 'vertical velocity', unit: '12.5 m/s', low: -5, high: 5 },
  ...legDocs("first leg's", 4),
  ...legDocs("second leg's", 9),
  ...Array.from(
    { length: 10 },
    (_, beam): ObservationDocInput => ({
      index: 14 + beam,
      name: `lidar beam ${(0.15 * beam).toFixed(2)} rad from straight down, forward: share of its 5.33 m that is free`,
      low: -1,
      high: 1,
    }),
  ),
]

const walker = (id: string, limit: number, way: string): RewardTask<Env> =>
  rewardTask({
    id,
    goal: `Walk on two legs to the far right end of the ground, ${way}, without falling.`,
    observation,
    rule: `success when terminated at the far end; failure when terminated by a fall (Gymnasium's own reward is then -100), or truncated (${limit.toLocaleString('en')} steps)`,
    metrics: [
      stepCount('lower'),
      sumOfRewards('300 counts as solved'),
      meanOf(2, 'mean forward velocity', '8.33 m/s', 'higher'),
      meanAbsolute(0, "mean of the hull's tilt", 'rad'),
      effort,
    ],
    trainer: {
      id: 'ppo',
      settings: {
        environments: 32,
        steps: 2048,
        gamma: 0.999,
        clipRange: 0.18,
        normalizeObservations: true,
        normalizeRewards: true,
      },
      budget: 5_000_000,
    },
    makeEnv: (options) => make(id, options),
    success: ({ terminated, truncated, reward }: SuccessInput) => {
      const isSuccess = terminated && reward !== -100
      return { isSuccess, isFailure: (terminated || truncated) && !isSuccess }
    },
  })

/** BipedalWalker-v3 and its Hardcore: success is to arrive, failure to fall or to run out of time. */
export const bipedalWalkerTasks: readonly RewardTask<Env>[] = [
  walker('BipedalWalker-v3', 1600, 'which is slightly uneven'),
  walker('BipedalWalkerHardcore-v3', 2000, 'over stumps, stairs and pits'),
]
