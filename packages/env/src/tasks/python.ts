import type { ObservationDocInput } from '@gencode/contract'
import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { NeedsPythonError } from '../errors.ts'
import type { Outcome, RewardTask, SuccessInput } from '../task.ts'
import { stepCount } from './metrics.ts'

/** A task whose environment runs in Python alone: all but its `makeEnv`, and what its spaces are. */
export interface PythonTask {
  readonly task: RewardTask<Env>
  /** What one installs with pip. */
  readonly requirement: string
  readonly observationSpace: string
  readonly actionSpace: string
  readonly maxEpisodeSteps?: number
}

/** A number that the simulator doesn't bound. */
const unbounded = (index: number, name: string, unit: string): ObservationDocInput => ({
  index,
  name,
  unit,
  low: '-inf',
  high: 'inf',
})

/** Success once the body is so many metres ahead of its start, failure where the episode is terminated. */
const ahead =
  (metres: number) =>
  ({ info, terminated }: SuccessInput): Outcome => ({
    isSuccess: !terminated && Number(info.x_position ?? Number.NaN) > metres,
    isFailure: terminated,
  })

const vehicles = ['own car', 'nearest other car', 'second car', 'third car', 'fourth car']

/**
 * VIRAL's environments that need a simulator: a highway, and two of MuJoCo's bodies, with VIRAL's thresholds of success
 * (its Hopper compares with one, too, but then reports neither flag).
 *
 * @see https://github.com/VIRAL-UCBL1/VIRAL `src/Environments`
 */
export const pythonTasks: readonly PythonTask[] = [
  {
    requirement: 'highway-env',
    observationSpace: '5 x 5 numbers, unbounded: presence, x, y, x velocity and y velocity of five cars',
    actionSpace: 'an integer from 0 to 4: lane left, idle, lane right, faster, slower',
    task: rewardTask({
      id: 'highway-v0',
      goal: 'Drive fast on a highway of several lanes without hitting another car.',
      observation: vehicles.flatMap((vehicle, row) => [
        { index: 5 * row, name: `${vehicle}: present (1 or 0)`, low: 0, high: 1 },
        unbounded(
          5 * row + 1,
          `${vehicle}: x, normalised${row === 0 ? '' : ', relative to the own car'}`,
          '',
        ),
        unbounded(
          5 * row + 2,
          `${vehicle}: y, normalised${row === 0 ? '' : ', relative to the own car'}`,
          '',
        ),
        unbounded(5 * row + 3, `${vehicle}: x velocity, normalised${row === 0 ? '' : ', relative'}`, ''),
        unbounded(5 * row + 4, `${vehicle}: y velocity, normalised${row === 0 ? '' : ', relative'}`, ''),
      ]),
      rule: 'success when truncated without a crash; failure on a crash (info.crashed) or when terminated',
      metrics: [stepCount('higher')],
      makeEnv: () => needsPython('highway-v0', 'highway-env'),
      success: ({ info, terminated, truncated }) => {
        const isFailure = info.crashed === true || terminated
        return { isSuccess: truncated && !isFailure, isFailure }
      },
    }),
  },
  {
    requirement: 'gymnasium[mujoco]',
    observationSpace: '11 numbers, unbounded',
    actionSpace: '3 numbers, each from -1 to 1: torques of thigh, leg and foot',
    maxEpisodeSteps: 1000,
    task: rewardTask({
      id: 'Hopper-v5',
      goal: 'Make the one-legged body hop forward (to the right) as far as it can, without falling.',
      observation: [
        unbounded(0, 'height of the torso', 'm'),
        unbounded(1, 'angle of the torso', 'rad'),
        unbounded(2, 'angle of the thigh joint', 'rad'),
        unbounded(3, 'angle of the leg joint', 'rad'),
        unbounded(4, 'angle of the foot joint', 'rad'),
        unbounded(5, 'forward velocity of the torso', 'm/s'),
        unbounded(6, 'upward velocity of the torso', 'm/s'),
        unbounded(7, 'angular velocity of the torso', 'rad/s'),
        unbounded(8, 'angular velocity of the thigh joint', 'rad/s'),
        unbounded(9, 'angular velocity of the leg joint', 'rad/s'),
        unbounded(10, 'angular velocity of the foot joint', 'rad/s'),
      ],
      rule: "success more than 5 m ahead (info.x_position > 5, VIRAL's threshold); failure when terminated (a fall)",
      metrics: [stepCount('higher')],
      makeEnv: () => needsPython('Hopper-v5', 'gymnasium[mujoco]'),
      success: ahead(5),
    }),
  },
  {
    requirement: 'gymnasium[mujoco]',
    observationSpace: '8 numbers, unbounded',
    actionSpace: '2 numbers, each from -1 to 1: torques of both rotors',
    maxEpisodeSteps: 1000,
    task: rewardTask({
      id: 'Swimmer-v5',
      goal: 'Make the swimmer of three segments swim forward (to the right) as fast as it can.',
      observation: [
        unbounded(0, 'angle of the front segment', 'rad'),
        unbounded(1, 'angle of the first rotor', 'rad'),
        unbounded(2, 'angle of the second rotor', 'rad'),
        unbounded(3, 'forward velocity of the tip', 'm/s'),
        unbounded(4, 'sideward velocity of the tip', 'm/s'),
        unbounded(5, 'angular velocity of the front segment', 'rad/s'),
        unbounded(6, 'angular velocity of the first rotor', 'rad/s'),
        unbounded(7, 'angular velocity of the second rotor', 'rad/s'),
      ],
      rule: "success more than 1 m ahead (info.x_position > 1, VIRAL's threshold); failure when terminated",
      metrics: [stepCount('higher')],
      makeEnv: () => needsPython('Swimmer-v5', 'gymnasium[mujoco]'),
      success: ahead(1),
    }),
  },
]

/** @throws NeedsPythonError */
function needsPython(id: string, requirement: string): never {
  throw new NeedsPythonError(
    `${id} runs in Python alone. Install @gencode/env-gymnasium and, in Python, ${requirement}; its gymnasiumTask(${JSON.stringify(id)}) is this task with an environment.`,
  )
}
