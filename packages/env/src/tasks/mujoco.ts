import type { RewardTaskDefinition } from '../define-task.ts'
import type { Outcome, SuccessInput, TaskTrainer } from '../task.ts'
import { type ElsewhereTask, elsewhereTask } from './elsewhere.ts'
import { atEnd, effort, meanOf, stepCount } from './metrics.ts'
import {
  antDocs,
  cheetahDocs,
  doublePendulumDocs,
  hopperDocs,
  humanoidDocs,
  pendulumDocs,
  pusherDocs,
  reacherDocs,
  swimmerDocs,
  walkerDocs,
} from './mujoco-observations.ts'

/** PPO with what is other than its defaults. */
const ppo = (budget: number, settings: TaskTrainer['settings'] = {}): TaskTrainer => ({
  id: 'ppo',
  settings,
  budget,
})
/** Where observations and rewards are of different sizes. */
const normalized = { normalizeObservations: true, normalizeRewards: true }

/** Success while the body is so many metres ahead of its start, failure where the episode is terminated. */
const ahead =
  (metres: number) =>
  ({ info, terminated }: SuccessInput): Outcome => ({
    isSuccess: !terminated && Number(info.x_position ?? Number.NaN) > metres,
    isFailure: terminated,
  })

/** The whole episode without a fall. */
const survives = ({ terminated, truncated }: SuccessInput): Outcome => ({
  isSuccess: truncated && !terminated,
  isFailure: terminated,
})

/** Decided when the time is over, by the last observation. */
const inTheEnd =
  (holds: (observation: ArrayLike<number>) => boolean) =>
  ({ observation, truncated }: SuccessInput): Outcome => {
    const isReached = holds(observation as ArrayLike<number>)
    return { isSuccess: truncated && isReached, isFailure: truncated && !isReached }
  }

const between = (from: ArrayLike<number>, a: number, b: number): number =>
  Math.sqrt(
    [0, 1, 2].reduce((sum, axis) => sum + ((from[a + axis] as number) - (from[b + axis] as number)) ** 2, 0),
  )
const tipToTarget = (seen: ArrayLike<number>): number =>
  Math.sqrt((seen[8] as number) ** 2 + (seen[9] as number) ** 2)
const objectToGoal = (seen: ArrayLike<number>): number => between(seen, 17, 20)

interface Robot extends Omit<RewardTaskDefinition, 'makeEnv' | 'metrics'> {
  readonly actions: string
  readonly maxEpisodeSteps?: number
  readonly metrics?: RewardTaskDefinition['metrics']
}

function robot({ actions, maxEpisodeSteps = 1000, metrics = [], ...definition }: Robot): ElsewhereTask {
  return elsewhereTask(
    { ...definition, metrics: [...metrics, effort] },
    {
      runsIn: 'mujoco',
      requirement: '@gencode/env-mujoco',
      observationSpace: `${definition.observation.length} numbers, each from -inf to inf`,
      actionSpace: actions,
      maxEpisodeSteps,
    },
  )
}

/** Of something that is to run: how long it runs, and how fast. */
const running = (forwardVelocity: number) => [
  stepCount('higher'),
  meanOf(forwardVelocity, 'mean forward velocity', 'm/s', 'higher'),
]

/**
 * Gymnasium's MuJoCo environments. Of Hopper and Swimmer goal and threshold are VIRAL's (its Hopper compares with one, but
 * then reports neither flag); the other rules follow theirs: a distance for what runs, the goal for what reaches.
 *
 * @see https://github.com/VIRAL-UCBL1/VIRAL `src/Environments`
 * @see https://gymnasium.farama.org/environments/mujoco/
 */
export const mujocoTasks: readonly ElsewhereTask[] = [
  robot({
    id: 'Hopper-v5',
    goal: 'Make the one-legged body hop forward (to the right) as far as it can, without falling.',
    observation: hopperDocs,
    actions: '3 numbers, each from -1 to 1: torques of thigh, leg and foot',
    rule: "success more than 5 m ahead (info.x_position > 5, VIRAL's threshold); failure when terminated (a fall)",
    metrics: running(5),
    success: ahead(5),
    trainer: { ...ppo(200_000), presets: { viral: { settings: {}, budget: 500_000 } } },
  }),
  robot({
    id: 'Swimmer-v5',
    goal: 'Make the swimmer of three segments swim forward (to the right) as fast as it can.',
    observation: swimmerDocs,
    actions: '2 numbers, each from -1 to 1: torques of both rotors',
    rule: "success more than 1 m ahead (info.x_position > 1, VIRAL's threshold); failure when terminated",
    metrics: running(3),
    success: ahead(1),
    trainer: {
      ...ppo(100_000, { gamma: 0.9999 }),
      presets: { viral: { settings: { gamma: 0.9999 }, budget: 500_000 } },
    },
  }),
  robot({
    id: 'Walker2d-v5',
    goal: 'Make the two-legged body walk forward (to the right) as far as it can, without falling.',
    observation: walkerDocs,
    actions:
      '6 numbers, each from -1 to 1: torques of hip, knee and ankle of the right leg, then of the left',
    rule: 'success more than 5 m ahead (info.x_position > 5); failure when terminated (a fall)',
    metrics: running(8),
    success: ahead(5),
    trainer: ppo(500_000, normalized),
  }),
  robot({
    id: 'HalfCheetah-v5',
    goal: 'Make the two-legged cheetah run forward (to the right) as fast as it can. It can not fall over for good.',
    observation: cheetahDocs,
    actions: '6 numbers, each from -1 to 1: torques of thigh, shin and foot at the back, then at the front',
    rule: 'success more than 20 m ahead (info.x_position > 20); failure when the time is over before that',
    metrics: running(8),
    success: ({ info, truncated }) => {
      const isSuccess = Number(info.x_position ?? Number.NaN) > 20
      return { isSuccess, isFailure: truncated && !isSuccess }
    },
    trainer: ppo(500_000, normalized),
  }),
  robot({
    id: 'Ant-v5',
    goal: 'Make the four-legged ant walk forward (to the right) as far as it can, without leaping or falling.',
    observation: antDocs,
    actions:
      '8 numbers, each from -1 to 1: torques of hip and ankle: back right, front left, front right, back left',
    rule: 'success more than 10 m ahead (info.x_position > 10); failure when terminated (its height leaves 0.2 to 1 m)',
    metrics: running(13),
    success: ahead(10),
    trainer: ppo(1_000_000, normalized),
  }),
  robot({
    id: 'Humanoid-v5',
    goal: 'Make the humanoid walk forward (to the right) as far as it can, without falling.',
    observation: humanoidDocs,
    actions: '17 numbers, each from -0.4 to 0.4: torques of waist, hips and knees, shoulders and elbows',
    rule: 'success more than 5 m ahead (info.x_position > 5); failure when terminated (a fall)',
    metrics: running(22),
    success: ahead(5),
    trainer: ppo(2_000_000, normalized),
  }),
  robot({
    id: 'HumanoidStandup-v5',
    goal: 'Make the humanoid, which lies on its back, stand up and stay up.',
    observation: humanoidDocs,
    actions: '17 numbers, each from -0.4 to 0.4: torques of waist, hips and knees, shoulders and elbows',
    rule: 'decided when truncated (1,000 steps): success when the torso is more than 1 m high then, else failure',
    metrics: [meanOf(0, 'mean height', 'm', 'higher')],
    success: inTheEnd((seen) => (seen[0] as number) > 1),
    trainer: ppo(2_000_000, normalized),
  }),
  robot({
    id: 'InvertedPendulum-v5',
    goal: 'Keep the pole on the cart upright for the whole episode of 1,000 steps.',
    observation: pendulumDocs,
    actions: '1 number from -3 to 3: the force on the cart',
    rule: 'success when truncated (the time is over); failure when terminated (angle beyond 0.2 rad)',
    metrics: [stepCount('higher')],
    success: survives,
    trainer: ppo(100_000),
  }),
  robot({
    id: 'InvertedDoublePendulum-v5',
    goal: 'Keep both poles, one on the other on a cart, upright for the whole episode of 1,000 steps.',
    observation: doublePendulumDocs,
    actions: '1 number from -1 to 1: the force on the cart',
    rule: 'success when truncated (the time is over); failure when terminated (the tip at most 1 m high)',
    metrics: [stepCount('higher')],
    success: survives,
    trainer: ppo(300_000, normalized),
  }),
  robot({
    id: 'Reacher-v5',
    goal: "Bring the arm's fingertip to the target, and hold it there.",
    observation: reacherDocs,
    actions: '2 numbers, each from -1 to 1: torques of both joints',
    maxEpisodeSteps: 50,
    rule: 'decided when truncated (50 steps): success when the fingertip is within 2 cm of the target then, else failure',
    metrics: [atEnd('distance from the target', 'm', 'lower', tipToTarget)],
    success: inTheEnd((seen) => tipToTarget(seen) < 0.02),
    trainer: ppo(500_000, normalized),
  }),
  robot({
    id: 'Pusher-v5',
    goal: 'Push the white object with the arm onto the red goal.',
    observation: pusherDocs,
    actions: '7 numbers, each from -2 to 2: torques of shoulder, elbow and wrist',
    maxEpisodeSteps: 100,
    rule: "decided when truncated (100 steps): success when the object's centre is within the goal then (8 cm), else failure",
    metrics: [atEnd('distance from the goal', 'm', 'lower', objectToGoal)],
    success: inTheEnd((seen) => objectToGoal(seen) < 0.08),
    trainer: ppo(1_000_000, normalized),
  }),
]
