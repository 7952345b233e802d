import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask } from '../task.ts'
import { meanAbsolute, stepCount } from './metrics.ts'

const angleLimit = (24 * 2 * Math.PI) / 360

/** CartPole-v1: success is a whole episode, failure a fall or the track's end. */
export const cartPoleTask: RewardTask<Env> = rewardTask({
  id: 'CartPole-v1',
  goal: 'Keep the pole upright and the cart on its track for the whole episode of 500 steps.',
  observation: [
    { index: 0, name: 'cart position', unit: 'm', low: -4.8, high: 4.8 },
    { index: 1, name: 'cart velocity', unit: 'm/s', low: '-inf', high: 'inf' },
    { index: 2, name: 'pole angle', unit: 'rad', low: -angleLimit, high: angleLimit },
    { index: 3, name: 'pole angular velocity', unit: 'rad/s', low: '-inf', high: 'inf' },
  ],
  rule: 'success when truncated (the time is over); failure when terminated (angle beyond 12 degrees, or position beyond 2.4 m)',
  metrics: [
    stepCount('higher'),
    meanAbsolute(0, 'mean distance from the centre', 'm'),
    meanAbsolute(2, 'mean pole angle', 'rad'),
  ],
  trainer: {
    id: 'cross-entropy',
    settings: {},
    budget: 100_000,
    presets: {
      viral: { id: 'ppo', settings: {}, budget: 500_000 },
      zoo: {
        id: 'ppo',
        settings: {
          environments: 8,
          steps: 32,
          batchSize: 256,
          epochs: 20,
          gamma: 0.98,
          gaeLambda: 0.8,
          learningRate: { linear: 0.001 },
          clipRange: { linear: 0.2 },
        },
        budget: 100_000,
      },
    },
  },
  makeEnv: (options) => make('CartPole-v1', options),
  success: ({ terminated, truncated }) => ({ isSuccess: truncated && !terminated, isFailure: terminated }),
})
