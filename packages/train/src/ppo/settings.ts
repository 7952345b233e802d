import { TrainError } from '../errors.ts'
import type { Activation } from '../kernel/layers.ts'
import {
  checkedSettings,
  countRule,
  hiddenRule,
  nonNegativeRule,
  numberRule,
  orNull,
  positiveRule,
  type Schedule,
  type SettingRule,
  scheduleRule,
  shareRule,
  switchRule,
  wordRule,
} from '../settings.ts'

/** Settings of proximal policy optimisation; their defaults are stable-baselines3's. */
export interface PpoSettings {
  /** Copies of the environment that are stepped together. @default 1 */
  readonly environments: number
  /** Steps of each of them for an update. @default 2048 */
  readonly steps: number
  /**
   * Steps for each step of the gradient; the last ones of a pass are fewer where it does not divide `steps` times
   * `environments`. At least 2 where advantages are normalized. @default 64
   */
  readonly batchSize: number
  /** How often an update goes through its steps. @default 10 */
  readonly epochs: number
  /** What a reward counts a step later. @default 0.99 */
  readonly gamma: number
  /** The decay of generalised advantage estimation, beside gamma's. @default 0.95 */
  readonly gaeLambda: number
  /** @default 0.0003 */
  readonly learningRate: Schedule
  /** How far the ratio of likelihoods may leave 1. @default 0.2 */
  readonly clipRange: Schedule
  /** How far a value may leave the old one, in units of the return, so it goes with the rewards' scale; null for no bound. @default null */
  readonly clipRangeValue: number | null
  /** @default 0 */
  readonly entropyCoefficient: number
  /** @default 0.5 */
  readonly valueCoefficient: number
  /** The gradient's greatest norm. @default 0.5 */
  readonly maxGradientNorm: number
  /** The divergence of the policies, half as much again of which ends an update; null for none. @default null */
  readonly targetKl: number | null
  /** Whether a batch's advantages get mean 0 and deviation 1. @default true */
  readonly normalizeAdvantage: boolean
  /** Whether numbers of an observation get mean 0 and deviation 1, by what was seen so far, clipped to 10. @default false */
  readonly normalizeObservations: boolean
  /** Whether rewards are divided by the deviation of discounted returns so far, clipped to 10. @default false */
  readonly normalizeRewards: boolean
  /** Units of each hidden layer, of the policy and of the value. @default [64, 64] */
  readonly hidden: readonly number[]
  /** @default 'tanh' */
  readonly activation: Activation
  /** The logarithm of the first standard deviation of numbers. @default 0 */
  readonly logStdInit: number
  /** How often, in equal parts of the budget, the policy is assessed, so that the best one is kept; 0 keeps the last. @default 20 */
  readonly assessments: number
  /** Greedy episodes of an assessment. @default 10 */
  readonly assessmentEpisodes: number
}

const defaults: PpoSettings = {
  environments: 1,
  steps: 2048,
  batchSize: 64,
  epochs: 10,
  gamma: 0.99,
  gaeLambda: 0.95,
  learningRate: 0.0003,
  clipRange: 0.2,
  clipRangeValue: null,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  targetKl: null,
  normalizeAdvantage: true,
  normalizeObservations: false,
  normalizeRewards: false,
  hidden: [64, 64],
  activation: 'tanh',
  logStdInit: 0,
  assessments: 20,
  assessmentEpisodes: 10,
}

const rules: { readonly [Name in keyof PpoSettings]-?: SettingRule } = {
  environments: countRule(1),
  steps: countRule(1),
  batchSize: countRule(1),
  epochs: countRule(1),
  gamma: shareRule,
  gaeLambda: shareRule,
  learningRate: scheduleRule,
  clipRange: scheduleRule,
  clipRangeValue: orNull(positiveRule),
  entropyCoefficient: nonNegativeRule,
  valueCoefficient: nonNegativeRule,
  maxGradientNorm: positiveRule,
  targetKl: orNull(positiveRule),
  normalizeAdvantage: switchRule,
  normalizeObservations: switchRule,
  normalizeRewards: switchRule,
  hidden: hiddenRule,
  activation: wordRule('tanh', 'relu'),
  logStdInit: numberRule((value) => Math.abs(value) <= 20, 'a number from -20 to 20'),
  assessments: countRule(0),
  assessmentEpisodes: countRule(1),
}

/** @throws TrainError for settings out of range, or that don't go together */
export function ppoSettings(given: Partial<PpoSettings>): PpoSettings {
  const settings = checkedSettings('PPO', defaults, given, rules)
  const { batchSize, steps, environments, normalizeAdvantage } = settings
  // One number has no deviation to be divided by.
  if (normalizeAdvantage && Math.min(batchSize, steps * environments) < 2)
    throw new TrainError(
      `PPO's normalizeAdvantage takes batches of at least 2 steps, but batchSize is ${batchSize}, and an update has ${steps * environments}: take more, or normalizeAdvantage: false`,
    )
  return settings
}
