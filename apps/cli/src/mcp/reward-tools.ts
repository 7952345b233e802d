import { cleanResponse } from '@gencode/clean'
import { GenCode } from '@gencode/core'
import { listEnvs, type RewardTask } from '@gencode/env'
import { mujocoIds } from '@gencode/env-mujoco'
import { type RewardFunction, train } from '@gencode/train'
import { z } from 'zod'
import { acceptedEntry } from '../documents.ts'
import { UsageError } from '../exit.ts'
import { resolveTask } from '../resolve-task.ts'
import { openWorkers } from '../training-workers.ts'
import type { McpLimits } from './limits.ts'
import { type McpTool, mcpTool } from './tool.ts'

const answer = z.string().max(200_000)
const env = z.string().max(100).describe('The id of a task, as list_tasks gives it')

/** The tools with which an agent designs rewards: what tasks there are, is this answer sound, what does it teach. */
export function rewardTools({ maxSteps, maxSeconds }: McpLimits): McpTool[] {
  return [
    mcpTool({
      name: 'list_tasks',
      description: 'The reinforcement-learning tasks: their ids, goals, observations and actions.',
      input: z.object({}),
      run: async () => ({
        tasks: listEnvs()
          .filter(({ goal, runsIn }) => goal && runsIn !== 'python')
          .map(({ id, goal, observationSpace, actionSpace }) => ({
            id,
            goal,
            observationSpace,
            actionSpace,
          })),
      }),
    }),
    mcpTool({
      name: 'clean_answer',
      description:
        "The one function that a model's answer means, out of prose, fences and drafts; JavaScript, TypeScript or Python.",
      input: z.object({
        answer,
        entry: z.string().max(100).optional().describe('The name that the function should have'),
      }),
      run: async ({ answer, entry }) => {
        const { source, original, ...facts } = cleanResponse(answer, {
          languages: ['javascript', 'python'],
          ...(entry !== undefined && { entry }),
        })
        const { language, params, warnings } = facts
        return {
          code: language === 'python' ? original : source,
          language,
          entry: facts.entry,
          params,
          warnings,
        }
      },
    }),
    mcpTool({
      name: 'test_reward',
      description:
        'Runs a reward function, out of an answer, on steps of the task in a sandbox: its rewards, or what is wrong and where.',
      input: z.object({ env, answer }),
      run: ({ env, answer }, signal) =>
        withFunction(env, answer, signal, async (state) => acceptedEntry(state)),
    }),
    mcpTool({
      name: 'train_reward',
      description: `Trains policies with a reward function and measures how often they solve the task. At most ${maxSteps} environment steps and ${maxSeconds} seconds a call.`,
      input: z.object({
        env,
        answer: answer.describe('The reward function, or "environment" for the task\'s own reward'),
        seeds: z.number().int().min(1).max(10).default(1),
        steps: z
          .number()
          .int()
          .min(100)
          .optional()
          .describe("Environment steps of each seed; by default the task's own, as far as the bound allows"),
      }),
      run: async ({ env, answer, seeds, steps }, signal, onProgress) => {
        const most = Math.floor(maxSteps / seeds)
        if (steps !== undefined && steps > most)
          throw new UsageError(`steps: at most ${most} for each of ${seeds} seeds here, not ${steps}.`)
        if (answer.trim() === 'environment') return measure(await rewardTask(env), 'environment')
        return withFunction(env, answer, signal, ({ rewardFunction }, task) => measure(task, rewardFunction))

        async function measure(task: RewardTask, reward: RewardFunction) {
          const budget = steps ?? Math.min(most, task.trainer?.budget ?? most)
          const workers = await openWorkers({}, { size: seeds, isMujoco: mujocoIds.includes(env as never) })
          try {
            const { successRate, interval, environmentSteps, ...result } = await train(task, reward, {
              ...{ seeds, budget, workers, signal },
              terms: { points: 10 },
              onProgress: (at) => onProgress(at.environmentSteps / at.budget, `seed ${at.seed}`),
            })
            const each = result.seeds.map(({ seed, successRate, environmentReturn, terms }) => ({
              ...{ seed, successRate, environmentReturn, terms },
            }))
            return { env, successRate, interval, environmentSteps, seeds: each }
          } finally {
            await workers.close()
          }
        }
      },
    }),
  ]
}

/** @throws UsageError for a task that is not built in: an agent reaches no file and no Python */
async function rewardTask(id: string): Promise<RewardTask> {
  if (id.includes(':')) throw new UsageError('Only built-in tasks can be used here; list_tasks gives them.')
  const task = await resolveTask({ env: id })
  if (task.kind !== 'reward') throw new UsageError(`${id} is no reward task.`)
  return task
}

type State = Awaited<ReturnType<GenCode['get']>>

async function withFunction<Result>(
  env: string,
  answer: string,
  signal: AbortSignal,
  use: (state: State, task: RewardTask) => Promise<Result>,
): Promise<Result> {
  const task = await rewardTask(env)
  const genCode = new GenCode(task, undefined, { signal })
  try {
    return await use(await genCode.get(answer), task)
  } finally {
    genCode.dispose()
  }
}
