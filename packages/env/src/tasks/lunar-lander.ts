import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask } from '../task.ts'
import { atEnd, stepCount, sumOfRewards } from './metrics.ts'

/** LunarLander-v3: success is to come to rest, failure to crash, to fly away or to run out of time. */
export const lunarLanderTask: RewardTask<Env> = rewardTask({
  id: 'LunarLander-v3',
  goal: 'Land softly on both legs between the flags, at x = 0 and y = 0, and come to rest there.',
  observation: [
    { index: 0, name: 'horizontal distance from the pad (the view ends at -1 and 1)', low: -2.5, high: 2.5 },
    { index: 1, name: 'height above the pad', low: -2.5, high: 2.5 },
    { index: 2, name: 'horizontal velocity', low: -10, high: 10 },
    { index: 3, name: 'vertical velocity (negative is down)', low: -10, high: 10 },
    { index: 4, name: 'angle (0 is upright)', unit: 'rad', low: -2 * Math.PI, high: 2 * Math.PI },
    { index: 5, name: 'angular velocity', unit: '0.4 rad/s', low: -10, high: 10 },
    { index: 6, name: 'left leg touches the ground (1 or 0)', low: 0, high: 1 },
    { index: 7, name: 'right leg touches the ground (1 or 0)', low: 0, high: 1 },
  ],
  rule: "success when terminated at rest (Gymnasium's own reward is then 100); failure when terminated otherwise (crashed, or out of view), or truncated (1,000 steps)",
  metrics: [
    stepCount('lower'),
    atEnd('distance from the pad', '', 'lower', ([x]) => Math.abs(x as number)),
    sumOfRewards('200 counts as solved'),
  ],
  trainer: {
    id: 'ppo',
    settings: {
      environments: 16,
      steps: 1024,
      epochs: 4,
      gamma: 0.999,
      gaeLambda: 0.98,
      entropyCoefficient: 0.01,
    },
    budget: 1_000_000,
    presets: {
      viral: {
        id: 'dqn',
        settings: {
          batchSize: 128,
          bufferSize: 50_000,
          learningRate: 0.00063,
          learningStarts: 0,
          targetUpdateInterval: 250,
          gradientSteps: -1,
          explorationFraction: 0.12,
          explorationFinalEps: 0.1,
          doubleQ: false,
          hidden: [256, 256],
        },
        budget: 500_000,
      },
    },
  },
  makeEnv: (options) => make('LunarLander-v3', options),
  success: ({ terminated, truncated, reward }) => {
    const isSuccess = terminated && reward === 100
    return { isSuccess, isFailure: (terminated || truncated) && !isSuccess }
  },
})
