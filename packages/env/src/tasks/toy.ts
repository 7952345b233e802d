import { rewardTask } from '../define-task.ts'
import type { Env } from '../env.ts'
import { make } from '../make.ts'
import type { RewardTask } from '../task.ts'
import { atEnd, stepCount } from './metrics.ts'
import { endsInTime } from './rules.ts'

/** FrozenLake-v1. */
export const frozenLakeTask: RewardTask<Env> = rewardTask({
  id: 'FrozenLake-v1',
  goal: 'Cross the frozen lake from the top left cell (0) to the goal in the bottom right cell (15) without falling into a hole (cells 5, 7, 11 and 12). The ice is slippery: a move may go to either side.',
  observation: [{ index: 0, name: 'cell: 4 * row + column, rows from the top', low: 0, high: 15 }],
  rule: 'success when terminated with a reward above 0 (the goal); failure when terminated otherwise (a hole), or truncated (100 steps)',
  metrics: [
    stepCount('lower'),
    atEnd('distance from the goal', 'cells', 'lower', ([cell]) => {
      const at = cell as number
      return 3 - Math.floor(at / 4) + 3 - (at % 4)
    }),
  ],
  // Without hidden layers a value for each cell and action: Q-learning with a table.
  trainer: {
    id: 'dqn',
    settings: {
      hidden: [],
      learningRate: { linear: 0.01 },
      batchSize: 128,
      targetUpdateInterval: 500,
      explorationFraction: 0.5,
      explorationFinalEps: 0.1,
      assessmentEpisodes: 200,
    },
    budget: 200_000,
  },
  makeEnv: (options) => make('FrozenLake-v1', options),
  success: ({ terminated, truncated, reward }) => {
    const isSuccess = terminated && reward > 0
    return { isSuccess, isFailure: (terminated || truncated) && !isSuccess }
  },
})

const fall = -100

/** CliffWalking-v1; Gymnasium sets it no time limit, the task sets 200 steps. */
export const cliffWalkingTask: RewardTask<Env> = rewardTask({
  id: 'CliffWalking-v1',
  goal: 'Walk from the bottom left cell (36) to the bottom right cell (47) without stepping on the cliff between them (cells 37 to 46), in as few steps as possible. A fall puts you back to cell 36.',
  observation: [{ index: 0, name: 'cell: 12 * row + column, rows from the top', low: 0, high: 47 }],
  rule: 'success when terminated (cell 47); failure on a step that falls (the reward is -100; the episode goes on), or when truncated (200 steps, a limit that the task sets)',
  metrics: [
    stepCount('lower'),
    {
      name: 'falls',
      description: 'steps onto the cliff',
      unit: '',
      better: 'lower',
      measure: ({ rewards }) => rewards.filter((reward) => reward === fall).length,
    },
  ],
  trainer: {
    id: 'dqn',
    settings: {
      hidden: [],
      learningRate: { linear: 0.05 },
      batchSize: 64,
      targetUpdateInterval: 200,
      explorationFraction: 0.5,
      explorationFinalEps: 0.1,
      assessmentEpisodes: 5,
    },
    budget: 50_000,
  },
  makeEnv: (options) => make('CliffWalking-v1', { maxEpisodeSteps: 200, ...options }),
  success: ({ terminated, truncated, reward }) => ({
    isSuccess: terminated,
    isFailure: !terminated && (truncated || reward === fall),
  }),
})

/** Taxi-v4. */
export const taxiTask: RewardTask<Env> = rewardTask({
  id: 'Taxi-v4',
  goal: 'Drive to the passenger, pick them up, drive to the destination and drop them off there.',
  observation: [
    {
      index: 0,
      name: 'state: ((row * 5 + column) * 5 + passenger) * 4 + destination; passenger and destination are 0 red (row 0, column 0), 1 green (0, 4), 2 yellow (4, 0), 3 blue (4, 3); passenger 4 is in the taxi',
      low: 0,
      high: 499,
    },
  ],
  rule: 'success when terminated (the passenger is delivered); failure when truncated (200 steps)',
  metrics: [
    stepCount('lower'),
    {
      name: 'wrong pickups and drop-offs',
      description: 'steps that cost 10',
      unit: '',
      better: 'lower',
      measure: ({ rewards }) => rewards.filter((reward) => reward === -10).length,
    },
  ],
  trainer: {
    id: 'dqn',
    settings: {
      hidden: [],
      learningRate: { linear: 0.05 },
      batchSize: 64,
      targetUpdateInterval: 200,
      explorationFraction: 0.5,
      explorationFinalEps: 0.1,
      assessmentEpisodes: 50,
    },
    budget: 200_000,
  },
  makeEnv: (options) => make('Taxi-v4', options),
  success: endsInTime,
})
