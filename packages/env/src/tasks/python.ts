import { type ElsewhereTask, elsewhereTask, unbounded } from './elsewhere.ts'
import { stepCount } from './metrics.ts'

const vehicles = ['own car', 'nearest other car', 'second car', 'third car', 'fourth car']

/**
 * VIRAL's highway.
 *
 * @see https://github.com/VIRAL-UCBL1/VIRAL `src/Environments`
 */
export const pythonTasks: readonly ElsewhereTask[] = [
  elsewhereTask(
    {
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
      success: ({ info, terminated, truncated }) => {
        const isFailure = info.crashed === true || terminated
        return { isSuccess: truncated && !isFailure, isFailure }
      },
    },
    {
      runsIn: 'python',
      requirement: 'highway-env',
      observationSpace: '5 x 5 numbers, unbounded: presence, x, y, x velocity and y velocity of five cars',
      actionSpace: 'an integer from 0 to 4: lane left, idle, lane right, faster, slower',
    },
  ),
]
