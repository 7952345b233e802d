import { reviveState } from '@gencode/core'
import { readRun } from '@gencode/core/node'
import { task } from '@gencode/env'
import { createSandboxWorker } from '@gencode/sandbox'
import { Hono } from 'hono'
import * as z from 'zod'
import { type Listening, listen } from './listen.ts'

const stepSchema = z.tuple([z.array(z.number()), z.number(), z.boolean(), z.boolean()])

/**
 * Serves the first accepted reward function of a run file. `POST /` with an episode, `[observation, reward, terminated,
 * truncated]` for every step, gives the reward of every step. Numbers are JSON in both directions, which keeps every
 * bit of a finite one.
 */
export async function startRewardServer(runFile: string): Promise<Listening> {
  const { header, accepted } = readRun(runFile)
  const [first] = accepted
  if (!header || !first) throw new Error(`${runFile} has no accepted function`)
  const rewardTask = task(header.task)
  const sandbox = await createSandboxWorker({ timeoutMs: 1000 })
  const { rewardFunction } = await reviveState(first, { task: rewardTask, sandbox })

  const app = new Hono()
  app.post('/', async (context) => {
    const episode = z.array(stepSchema).parse(JSON.parse(await context.req.text()))
    const outcomes = episode.map(([observation, reward, terminated, truncated], index) =>
      rewardTask.success({ observation, reward, terminated, truncated, info: {}, steps: index + 1 }),
    )
    const rewards = await rewardFunction.batch([
      Float64Array.from(episode.flatMap(([observation]) => observation)),
      Uint8Array.from(outcomes, ({ isSuccess }) => Number(isSuccess)),
      Uint8Array.from(outcomes, ({ isFailure }) => Number(isFailure)),
    ])
    return context.json(Array.from(rewards))
  })

  return listen(app, () => sandbox.dispose())
}
