import type { EnvEntry } from '../registry.ts'
import { CartPole } from './cart-pole.ts'

/** Gymnasium's environments that run here, with the limits of its registration (gymnasium/envs/__init__.py). */
export const builtInEnvs: Readonly<Record<string, EnvEntry>> = {
  'CartPole-v1': {
    create: (options) => new CartPole(options),
    options: ['suttonBartoReward'],
    maxEpisodeSteps: 500,
    rewardThreshold: 475,
  },
}
