import type { Activation } from '../kernel/layers.ts'
import {
  checkedSettings,
  countRule,
  hiddenRule,
  positiveRule,
  type Schedule,
  type SettingRule,
  scheduleRule,
  shareRule,
  switchRule,
  wordRule,
} from '../settings.ts'

/** Settings of deep Q-learning; their defaults are stable-baselines3's, but for `doubleQ`. */
export interface DqnSettings {
  /** Steps that are remembered. @default 1000000 */
  readonly bufferSize: number
  /** Steps before anything is learned. @default 100 */
  readonly learningStarts: number
  /** @default 32 */
  readonly batchSize: number
  /** What a reward counts a step later. @default 0.99 */
  readonly gamma: number
  /** Steps between two times of learning. @default 4 */
  readonly trainFrequency: number
  /** Batches of each time; -1 is as many as steps were taken. @default 1 */
  readonly gradientSteps: number
  /** Steps after which the target network becomes the learned one. @default 10000 */
  readonly targetUpdateInterval: number
  /** The part of the budget over which the share of random actions falls. @default 0.1 */
  readonly explorationFraction: number
  /** @default 1 */
  readonly explorationInitialEps: number
  /** @default 0.05 */
  readonly explorationFinalEps: number
  /** @default 0.0001 */
  readonly learningRate: Schedule
  /** The gradient's greatest norm. @default 10 */
  readonly maxGradientNorm: number
  /** Whether the learned network chooses the action that the target network values (van Hasselt et al. 2016). @default true */
  readonly doubleQ: boolean
  /** Units of each hidden layer. @default [64, 64] */
  readonly hidden: readonly number[]
  /** @default 'relu' */
  readonly activation: Activation
  /** Steps of one point of the learning curve. @default 1000 */
  readonly steps: number
  /** How often, in equal parts of the budget, the policy is assessed, so that the best one is kept; 0 keeps the last. @default 20 */
  readonly assessments: number
  /** Greedy episodes of an assessment. @default 10 */
  readonly assessmentEpisodes: number
}

const defaults: DqnSettings = {
  bufferSize: 1_000_000,
  learningStarts: 100,
  batchSize: 32,
  gamma: 0.99,
  trainFrequency: 4,
  gradientSteps: 1,
  targetUpdateInterval: 10_000,
  explorationFraction: 0.1,
  explorationInitialEps: 1,
  explorationFinalEps: 0.05,
  learningRate: 0.0001,
  maxGradientNorm: 10,
  doubleQ: true,
  hidden: [64, 64],
  activation: 'relu',
  steps: 1000,
  assessments: 20,
  assessmentEpisodes: 10,
}

const rules: { readonly [Name in keyof DqnSettings]-?: SettingRule } = {
  bufferSize: countRule(1),
  learningStarts: countRule(0),
  batchSize: countRule(1),
  gamma: shareRule,
  trainFrequency: countRule(1),
  gradientSteps: [
    (value) => value === -1 || (Number.isSafeInteger(value) && (value as number) > 0),
    'a whole number from 1, or -1',
  ],
  targetUpdateInterval: countRule(1),
  explorationFraction: shareRule,
  explorationInitialEps: shareRule,
  explorationFinalEps: shareRule,
  learningRate: scheduleRule,
  maxGradientNorm: positiveRule,
  doubleQ: switchRule,
  hidden: hiddenRule,
  activation: wordRule('tanh', 'relu'),
  steps: countRule(1),
  assessments: countRule(0),
  assessmentEpisodes: countRule(1),
}

/** @throws TrainError for settings out of range */
export function dqnSettings(given: Partial<DqnSettings>): DqnSettings {
  return checkedSettings('DQN', defaults, given, rules)
}
