import type { SandboxOptions } from '@gencode/sandbox'
import type { RewardForm } from './reward.ts'
import { loadTask, type TaskInput, type TaskReference, taskReference } from './task-input.ts'
import type { SeedJob } from './train-seed.ts'
import type { Trainer } from './trainer.ts'
import { trainerIds, trainerOf } from './trainers.ts'

/** A job as plain data, which a message can carry. */
export interface PostedJob {
  readonly task: TaskReference
  readonly reward: Exclude<RewardForm, { kind: 'host' }>
  readonly trainer: Pick<Trainer, 'id' | 'settings'>
  readonly seed: number
  readonly budget: number | undefined
  readonly episodes: number
  readonly sandbox: SandboxOptions | undefined
}

/**
 * A job as a worker can get it: the reward as source, a built-in task by its id, another by its module, the
 * trainer by its settings.
 *
 * @param input the task as `train` was given it
 * @returns why not, as a sentence, where something of it can't travel
 */
export function posted(job: SeedJob, input: TaskInput): PostedJob | string {
  const { reward, trainer, seed, budget, episodes, sandbox } = job
  const reference = taskReference(input)
  if (reference === undefined)
    return `The task ${job.task.id} was made in this thread, so workers can't have it; give train its module, as { module: import.meta.resolve('./my-task.js') }.`
  if (reward.kind === 'host')
    return "A reward that is a function of this thread can't be sent to workers; give train its source."
  if (!trainerIds.includes(trainer.id))
    return `The trainer ${trainer.id} was made in this thread, so workers can't have it.`
  if (sandbox?.globals || sandbox?.onConsole)
    return "The sandbox options hold functions of this thread, which workers can't have."
  return {
    task: reference,
    reward,
    trainer: { id: trainer.id, settings: trainer.settings },
    seed,
    budget,
    episodes,
    sandbox,
  }
}

/** What `posted` made, whole again. */
export async function received(job: PostedJob): Promise<SeedJob> {
  return {
    ...job,
    task: await loadTask(job.task),
    trainer: trainerOf(job.trainer.id, job.trainer.settings),
  }
}
