export { type CrossEntropySettings, crossEntropy } from './cross-entropy.ts'
export { TrainError } from './errors.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts'
export { type SeedCount, successInterval } from './interval.ts'
export type { NodeWorkerLike } from './node-threads.ts'
export {
  type Act,
  loadPolicy,
  type NetworkPolicy,
  type PolicyShape,
  parameterCount,
  policyFunction,
  policyShape,
} from './policy.ts'
export type { Input, Output } from './policy-spaces.ts'
export type { TrainingResult } from './result.ts'
export type { HostReward, RewardFunction } from './reward.ts'
export type { TrainingProgress, TrainingRun } from './run.ts'
export type { WorkerLike } from './start-worker.ts'
export type { TaskInput, TaskModule } from './task-input.ts'
export { type TrainOptions, train } from './train.ts'
export type { SeedResult } from './train-seed.ts'
export type { CurvePoint, ScoredRollout, Trainer, TrainingProblem } from './trainer.ts'
export { createTrainingWorkers, type TrainingWorkers, type TrainingWorkersOptions } from './workers.ts'
