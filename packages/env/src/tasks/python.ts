import type { ObservationDocInput } from '@gencode/contract'
import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { NeedsPythonError } from '../errors.ts'
import type { RewardTask, SuccessInput } from '../task.ts'
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

const joint = (index: number, name: string): ObservationDocInput => ({
  index,
  name,
  unit: 'rad',
  low: '-inf',
  high: 'inf',
})
const speed = (index: number, name: string, unit: string): ObservationDocInput => ({
  index,
  name,
  unit,
  low: '-inf',
  high: 'inf',
})

/** Where the body is along its way after a step, in metres. */
const forward = ({ info }: SuccessInput): number => Number(info.x_position ?? Number.NaN)

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
        speed(5 * row + 1, `${vehicle}: x, normalised${row === 0 ? '' : ', relative to the own car'}`, ''),
        speed(5 * row + 2, `${vehicle}: y, normalised${row === 0 ? '' : ', relative to the own car'}`, ''),
        speed(5 * row + 3, `${vehicle}: x velocity, normalised${row === 0 ? '' : ', relative'}`, ''),
        speed(5 * row + 4, `${vehicle}: y velocity, normalised${row === 0 ? '' : ', relative'}`, ''),
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
        speed(0, 'height of the torso', 'm'),
        joint(1, 'angle of the torso'),
        joint(2, 'angle of the thigh joint'),
        joint(3, 'angle of the leg joint'),
        joint(4, 'angle of the foot joint'),
        speed(5, 'forward velocity of the torso', 'm/s'),
        speed(6, 'upward velocity of the torso', 'm/s'),
        speed(7, 'angular velocity of the torso', 'rad/s'),
        speed(8, 'angular velocity of the thigh joint', 'rad/s'),
        speed(9, 'angular velocity of the leg joint', 'rad/s'),
        speed(10, 'angular velocity of the foot joint', 'rad/s'),
      ],
      rule: "success more than 5 m ahead (info.x_position > 5, VIRAL's threshold); failure when terminated (a fall)",
      metrics: [stepCount('higher')],
      makeEnv: () => needsPython('Hopper-v5', 'gymnasium[mujoco]'),
      success: (step) => ({
        isSuccess: !step.terminated && forward(step) > 5,
        isFailure: step.terminated,
      }),
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
        joint(0, 'angle of the front segment'),
        joint(1, 'angle of the first rotor'),
        joint(2, 'angle of the second rotor'),
        speed(3, 'forward velocity of the tip', 'm/s'),
        speed(4, 'sideward velocity of the tip', 'm/s'),
        speed(5, 'angular velocity of the front segment', 'rad/s'),
        speed(6, 'angular velocity of the first rotor', 'rad/s'),
        speed(7, 'angular velocity of the second rotor', 'rad/s'),
      ],
      rule: "success more than 1 m ahead (info.x_position > 1, VIRAL's threshold); failure when terminated",
      metrics: [stepCount('higher')],
      makeEnv: () => needsPython('Swimmer-v5', 'gymnasium[mujoco]'),
      success: (step) => ({
        isSuccess: !step.terminated && forward(step) > 1,
        isFailure: step.terminated,
      }),
    }),
  },
]

/** @throws NeedsPythonError */
function needsPython(id: string, requirement: string): never {
  throw new NeedsPythonError(
    `${id} runs in Python alone. Install @gencode/env-gymnasium and, in Python, ${requirement}; its gymnasiumTask(${JSON.stringify(id)}) is this task with an environment.`,
  )
}
