export type { Checkpoint, OpenEpisode, Witness } from './checkpoint.ts'
export { type CrossEntropySettings, crossEntropy } from './cross-entropy.ts'
export { dqn } from './dqn/dqn.ts'
export type { DqnSettings } from './dqn/settings.ts'
export { playEpisode, type ScoredEpisode } from './episode.ts'
export { TrainError } from './errors.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts'
export { type SeedCount, successInterval } from './interval.ts'
export { type JobOptions, runJob, type TrainerReference, type TrainingJob } from './job.ts'
export type { Activation } from './kernel/layers.ts'
export type { NodeWorkerLike } from './node-threads.ts'
export { policyToOnnx } from './onnx/policy-to-onnx.ts'
export { type OrderCheck, type OrderCheckOptions, orderCheck } from './order-check.ts'
export type { PlayedEpisode } from './play.ts'
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
export { type PostedError, postedError, receivedError } from './posted-error.ts'
export { ppo } from './ppo/ppo.ts'
export type { PpoSettings } from './ppo/settings.ts'
export type { Contender } from './race/contender.ts'
export {
  type RaceOptions,
  type RaceResult,
  type RaceRun,
  type Rung,
  race,
} from './race/race.ts'
export type { RungPlan } from './race/rungs.ts'
export type { RaceKey, RaceLedger } from './race/trainings.ts'
export { columnsOf, type EpisodeRecord, type RecordOptions, recordEpisodes } from './recorded-episodes.ts'
export type { TrainingResult } from './result.ts'
export type { HostReward, RewardForm, RewardFunction } from './reward.ts'
export { createRun, type Run, type TrainingProgress, type TrainingRun } from './run.ts'
export type { SeedResult } from './seed-job.ts'
export type { Schedule } from './settings.ts'
export type { WorkerLike } from './start-worker.ts'
export type { TaskId, TaskInput, TaskModule, TaskReference } from './task-input.ts'
export type { TermOptions, TermPoint, TermStatistics } from './terms.ts'
export { type TrainOptions, train } from './train.ts'
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
export { untilAborted } from './until-aborted.ts'
export {
  createTrainingWorkers,
  type TrainingThreads,
  type TrainingWorkers,
  type TrainingWorkersOptions,
} from './workers.ts'
