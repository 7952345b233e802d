export { type CrossEntropySettings, crossEntropy } from './cross-entropy.ts'
export { playEpisode, type ScoredEpisode } from './episode.ts'
export { TrainError } from './errors.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts'
export { type SeedCount, successInterval } from './interval.ts'
export type { Activation } from './kernel/layers.ts'
export type { NodeWorkerLike } from './node-threads.ts'
export { loadPolicy } from './policy/load-policy.ts'
export type { MlpPolicy, MlpShape } from './policy/mlp-policy.ts'
export {
  type Act,
  type NetworkPolicy,
  type PolicyShape,
  parameterCount,
  policyShape,
} from './policy/network-policy.ts'
export { policyFunction, type TrainedPolicy } from './policy/saved-policy.ts'
export type { Input, Output } from './policy/spaces.ts'
export { ppo } from './ppo/ppo.ts'
export type { PpoSettings } from './ppo/settings.ts'
export type { TrainingResult } from './result.ts'
export type { HostReward, RewardFunction } from './reward.ts'
export type { TrainingProgress, TrainingRun } from './run.ts'
export type { Schedule } from './settings.ts'
export type { WorkerLike } from './start-worker.ts'
export type { TaskInput, TaskModule } from './task-input.ts'
export { type TrainOptions, train } from './train.ts'
export type { SeedResult } from './train-seed.ts'
export type {
  CurvePoint,
  Environments,
  ScoredSteps,
  Snapshot,
  Trainer,
  TrainingProblem,
  TrainingUpdate,
} from './trainer.ts'
export { trainerIds, trainerOf } from './trainers.ts'
export { createTrainingWorkers, type TrainingWorkers, type TrainingWorkersOptions } from './workers.ts'
