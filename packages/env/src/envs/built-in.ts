import type { EnvEntry } from '../env-entry.ts'
import { Acrobot } from './acrobot.ts'
import { BipedalWalker } from './bipedal-walker.ts'
import { CartPole } from './cart-pole.ts'
import { CliffWalking } from './cliff-walking.ts'
import { FrozenLake } from './frozen-lake.ts'
import { fastDefaults, highwayDefaults } from './highway/config.ts'
import { Highway } from './highway/highway.ts'
import { LunarLander } from './lunar-lander.ts'
import { MountainCar } from './mountain-car.ts'
import { MountainCarContinuous } from './mountain-car-continuous.ts'
import { Pendulum } from './pendulum.ts'
import { Taxi } from './taxi.ts'

/** Gymnasium's environments that run here, with the limits of its registration (gymnasium/envs/__init__.py). */
export const builtInEnvs: Readonly<Record<string, EnvEntry>> = {
  'CartPole-v1': {
    create: (options) => new CartPole(options),
    options: ['suttonBartoReward'],
    maxEpisodeSteps: 500,
    rewardThreshold: 475,
  },
  'MountainCar-v0': {
    create: (options) => new MountainCar(options),
    options: ['goalVelocity'],
    maxEpisodeSteps: 200,
    rewardThreshold: -110,
  },
  'MountainCarContinuous-v0': {
    create: (options) => new MountainCarContinuous(options),
    options: ['goalVelocity'],
    maxEpisodeSteps: 999,
    rewardThreshold: 90,
  },
  'Pendulum-v1': { create: (options) => new Pendulum(options), options: ['g'], maxEpisodeSteps: 200 },
  'Acrobot-v1': { create: () => new Acrobot(), options: [], maxEpisodeSteps: 500, rewardThreshold: -100 },
  'LunarLander-v3': {
    create: (options) => new LunarLander(options),
    options: ['continuous', 'gravity', 'enableWind', 'windPower', 'turbulencePower'],
    maxEpisodeSteps: 1000,
    rewardThreshold: 200,
  },
  'BipedalWalker-v3': {
    create: (options) => new BipedalWalker(options),
    options: ['hardcore'],
    maxEpisodeSteps: 1600,
    rewardThreshold: 300,
    nondeterministic: true,
  },
  'BipedalWalkerHardcore-v3': {
    create: () => new BipedalWalker({ hardcore: true }),
    options: [],
    maxEpisodeSteps: 2000,
    rewardThreshold: 300,
    nondeterministic: true,
  },
  'FrozenLake-v1': {
    create: (options) => new FrozenLake(options),
    options: ['desc', 'mapName', 'isSlippery', 'successRate', 'rewardSchedule'],
    maxEpisodeSteps: 100,
    rewardThreshold: 0.7,
  },
  'CliffWalking-v1': { create: (options) => new CliffWalking(options), options: ['isSlippery'] },
  'Taxi-v4': {
    create: (options) => new Taxi(options),
    options: ['isRainy', 'rainyProbability', 'ficklePassenger', 'fickleProbability'],
    maxEpisodeSteps: 200,
    rewardThreshold: 8,
  },
  'highway-v0': { create: (options) => new Highway(options, highwayDefaults, true), options: ['config'] },
  'highway-fast-v0': { create: (options) => new Highway(options, fastDefaults, false), options: ['config'] },
}
