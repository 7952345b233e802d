import type { ObservationDocInput } from '@gencode/contract'
import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask } from '../task.ts'
import { effort, largest, shareOfSteps, stepCount } from './metrics.ts'
import { endsInTime } from './rules.ts'

const carObservation: readonly ObservationDocInput[] = [
  { index: 0, name: 'car position', unit: 'm', low: -1.2, high: 0.6 },
  { index: 1, name: 'car velocity', unit: 'm/step', low: -0.07, high: 0.07 },
]

const furthest = largest(
  'furthest position',
  'largest observations[0] of the episode',
  'm',
  ([position]) => position as number,
)

/** MountainCar-v0. */
export const mountainCarTask: RewardTask<Env> = rewardTask({
  id: 'MountainCar-v0',
  goal: 'Drive the car up the right hill to the flag at position 0.5. Its engine is too weak to climb straight, so it must swing back and forth to gain speed. The valley is at position -0.52.',
  observation: carObservation,
  rule: 'success when terminated (position at least 0.5); failure when truncated (200 steps)',
  metrics: [stepCount('lower'), furthest],
  makeEnv: (options) => make('MountainCar-v0', options),
  success: endsInTime,
})

/** MountainCarContinuous-v0. */
export const mountainCarContinuousTask: RewardTask<Env> = rewardTask({
  id: 'MountainCarContinuous-v0',
  goal: 'Drive the car up the right hill to the flag at position 0.45 with a force between -1 and 1. Its engine is too weak to climb straight, so it must swing back and forth to gain speed. The valley is at position -0.52.',
  observation: carObservation,
  rule: 'success when terminated (position at least 0.45); failure when truncated (999 steps)',
  metrics: [stepCount('lower'), furthest, effort],
  makeEnv: (options) => make('MountainCarContinuous-v0', options),
  success: endsInTime,
})

const isUpright = ([cosine, , velocity]: readonly number[]): boolean =>
  (cosine as number) >= 0.95 && Math.abs(velocity as number) <= 1

/** Pendulum-v1. */
export const pendulumTask: RewardTask<Env> = rewardTask({
  id: 'Pendulum-v1',
  goal: 'Swing the pendulum up and hold it upright (cosine of the angle 1) until the end of the episode, with a torque between -2 and 2.',
  observation: [
    { index: 0, name: 'cosine of the angle (1 is upright)', low: -1, high: 1 },
    { index: 1, name: 'sine of the angle', low: -1, high: 1 },
    { index: 2, name: 'angular velocity', unit: 'rad/s', low: -8, high: 8 },
  ],
  rule: 'decided when truncated (200 steps): success when upright then (cosine at least 0.95) and slow (at most 1 rad/s), else failure',
  metrics: [
    shareOfSteps(
      'share upright',
      'share of steps within 18 degrees of upright and at most 1 rad/s',
      'higher',
      isUpright,
    ),
    effort,
  ],
  trainer: {
    id: 'ppo',
    settings: {
      environments: 4,
      steps: 1024,
      gamma: 0.9,
      learningRate: { linear: 0.001 },
      assessmentEpisodes: 20,
    },
    budget: 150_000,
  },
  makeEnv: (options) => make('Pendulum-v1', options),
  success: ({ observation, truncated }) => {
    const upright = isUpright(observation as readonly number[])
    return { isSuccess: truncated && upright, isFailure: truncated && !upright }
  },
})

const maxVelocity1 = 4 * Math.PI
const maxVelocity2 = 9 * Math.PI

/** Acrobot-v1. */
export const acrobotTask: RewardTask<Env> = rewardTask({
  id: 'Acrobot-v1',
  goal: 'Swing the free end of two linked rods above the line one rod length over the fixed joint: -cos(angle1) - cos(angle1 + angle2) > 1. An angle of 0 hangs down.',
  observation: [
    { index: 0, name: 'cosine of the first angle', low: -1, high: 1 },
    { index: 1, name: 'sine of the first angle', low: -1, high: 1 },
    { index: 2, name: 'cosine of the second angle, relative to the first', low: -1, high: 1 },
    { index: 3, name: 'sine of the second angle, relative to the first', low: -1, high: 1 },
    {
      index: 4,
      name: 'angular velocity of the first rod',
      unit: 'rad/s',
      low: -maxVelocity1,
      high: maxVelocity1,
    },
    {
      index: 5,
      name: 'angular velocity of the second rod',
      unit: 'rad/s',
      low: -maxVelocity2,
      high: maxVelocity2,
    },
  ],
  rule: 'success when terminated (the end is above the line); failure when truncated (500 steps)',
  metrics: [
    stepCount('lower'),
    largest(
      'greatest height',
      'greatest height of the free end above the fixed joint',
      'm',
      ([cos1 = 0, sin1 = 0, cos2 = 0, sin2 = 0]) => -cos1 - (cos1 * cos2 - sin1 * sin2),
    ),
  ],
  makeEnv: (options) => make('Acrobot-v1', options),
  success: endsInTime,
})
