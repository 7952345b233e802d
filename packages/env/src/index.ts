export { BaseEnv } from './base-env.ts'
export { checkEnv } from './check-env.ts'
export { examplesTask, type RewardTaskDefinition, rewardTask } from './define-task.ts'
export type {
  ActionBatch,
  Env,
  EnvSpec,
  EnvState,
  Info,
  ObservationBatch,
  ResetOptions,
  ResetResult,
  StepResult,
  VectorEnv,
  VectorResetResult,
  VectorStepResult,
} from './env.ts'
export type { EnvEntry } from './env-entry.ts'
export type { BipedalWalkerOptions } from './envs/bipedal-walker.ts'
export type { CartPoleOptions } from './envs/cart-pole.ts'
export type { CliffWalkingOptions } from './envs/cliff-walking.ts'
export type { FrozenLakeOptions } from './envs/frozen-lake.ts'
export { type FrozenLakeMapOptions, frozenLakeMap } from './envs/frozen-lake-map.ts'
export type { HighwayConfig } from './envs/highway/config.ts'
export type { HighwayOptions } from './envs/highway/highway.ts'
export type { Feature, KinematicsConfig } from './envs/highway/observation.ts'
export type { MountainCarOptions } from './envs/hill-car.ts'
export type { LunarLanderOptions } from './envs/lunar-lander.ts'
export type { PendulumOptions } from './envs/pendulum.ts'
export type { TaxiOptions } from './envs/taxi.ts'
export { decodeTaxi, type TaxiState, taxiPlaces } from './envs/taxi-state.ts'
export {
  DivergedError,
  EnvError,
  ForbiddenCompilationError,
  InvalidActionError,
  InvalidOptionError,
  NeedsPackageError,
  OrderError,
  UnknownIdError,
} from './errors.ts'
export { flattenInto, flattenObservation } from './flatten.ts'
export { actionError, type EpisodePhase, isAction, orderError } from './guard.ts'
export { type EnvListing, listEnvs } from './list-envs.ts'
export { type EnvTypes, type MakeOptions, make, makeFrom } from './make.ts'
export { Rng } from './random/rng.ts'
export { register, registeredIds } from './registry.ts'
export { type CanvasContext, drawOnCanvas } from './render/canvas.ts'
export { drawScene, type Surface, sceneSize } from './render/draw.ts'
export type { Point, Scene, Shape } from './render/scene.ts'
export { sceneToSvg } from './render/svg.ts'
export { sceneToText, type TextOptions } from './render/terminal.ts'
export { actionSize, observationSize } from './seen-sizes.ts'
export { cos, sin } from './sine-cosine.ts'
export type { Space, SpaceJson, SpaceKind } from './space.ts'
export { Box, type BoxArray, type BoxArrays, type BoxOptions, type DType } from './spaces/box.ts'
export { Dict, type DictOptions, type DictValue } from './spaces/dict.ts'
export { Discrete } from './spaces/discrete.ts'
export { spaceFromJson } from './spaces/from-json.ts'
export { MultiBinary } from './spaces/multi-binary.ts'
export { MultiDiscrete } from './spaces/multi-discrete.ts'
export { Tuple, type TupleValue } from './spaces/tuple.ts'
export type {
  Episode,
  Example,
  ExamplesTask,
  Metric,
  Outcome,
  Property,
  RewardTask,
  SuccessInput,
  TaskSource,
  TaskTrainer,
  TrainerPreset,
} from './task.ts'
export { registerTask, type TaskOverrides, task, taskIds, withAction } from './tasks/task-by-id.ts'
export { type MakeVectorOptions, makeVector, vectorOf } from './vector-env.ts'
export { resetMask } from './vector-reset.ts'
export { NormalizeObservation, type ObservationStatistics } from './wrappers/normalize-observation.ts'
export { RecordEpisode, type RecordEpisodeOptions, type RecordedEpisode } from './wrappers/record-episode.ts'
export { type RewardFunction, RewardWrapper, type RewardWrapperOptions } from './wrappers/reward-wrapper.ts'
export { TimeLimit } from './wrappers/time-limit.ts'
export { Wrapper } from './wrappers/wrapper.ts'
