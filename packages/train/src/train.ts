import type { NamesOf } from '@gencode/contract/check-names'
import type { RewardTask, TaskTrainer } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import type { Checkpoint } from './checkpoint.ts'
import { checkAmounts, checkCount, checkOptionNames, checkSeed } from './checks.ts'
import { TrainError } from './errors.ts'
import { plainJob, type TrainingJob } from './job.ts'
import { summarise } from './result.ts'
import { type RewardFunction, rewardForm } from './reward.ts'
import { createRun, type TrainingProgress, type TrainingRun } from './run.ts'
import type { SeedJob, SeedResult } from './seed-job.ts'
import { loadTask, type TaskInput } from './task-input.ts'
import type { TermOptions } from './terms.ts'
import { trainSeed } from './train-seed.ts'
import type { Trainer } from './trainer.ts'
import { checkedTrainer, trainerOf } from './trainers.ts'
import { checkWorkers, createTrainingWorkers, type TrainingWorkers } from './workers.ts'

/** What `train` takes beside the task and the reward. */
export interface TrainOptions {
  /** The seeds, or how many (0, 1, 2, ...). One seed proves nothing. @default 3 */
  readonly seeds?: number | readonly number[] | undefined
  /** @default the task's own; the cross-entropy method where it has none */
  readonly trainer?: Trainer | undefined
  /** A name among the task's `trainer.presets`, such as `'viral'`: its trainer, settings and budget. @default the task's own */
  readonly settings?: string | undefined
  /**
   * Environment steps of training for each seed; the update in which they are passed is finished.
   * @default the task's own; where it has none, 100000, or 500000 where actions are numbers (Pendulum-v1), which takes longer to learn
   */
  readonly budget?: number | undefined
  /** Greedy episodes for each seed, from which the success rate comes. @default 100 */
  readonly episodes?: number | undefined
  /**
   * Where the seeds are trained: 0 is this thread, one after another; a number that many workers, for this
   * training alone; or workers that several trainings share. Each seed's result is the same everywhere. What
   * can't be sent to a worker is trained in this thread, with a warning. @default 0
   */
  readonly workers?: number | TrainingWorkers | undefined
  /** Limits of the sandbox that the reward function runs in. @default its own, but `timeoutMs: 10000` */
  readonly sandbox?: SandboxOptions | undefined
  /** Statistics of the reward's named terms, at so many points of the training. @default none */
  readonly terms?: TermOptions | undefined
  /** Environment steps at which each seed stops short of its budget; its result then holds a `checkpoint`. */
  readonly until?: number | undefined
  /** Checkpoints of earlier results by seed, to go on from; the result is as if the training had never stopped. */
  readonly checkpoints?: ReadonlyMap<number, Checkpoint> | undefined
  /** Stops the run; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** @default console.warn */
  readonly onWarning?: ((warning: string) => void) | undefined
  /** Called after every update of every seed. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined
}

const optionNames: NamesOf<TrainOptions> = {
  seeds: true,
  trainer: true,
  settings: true,
  budget: true,
  episodes: true,
  workers: true,
  sandbox: true,
  terms: true,
  until: true,
  checkpoints: true,
  signal: true,
  onWarning: true,
  onProgress: true,
}

/**
 * Trains a policy with a reward function on several seeds and measures, by the task's own rule, how often it
 * succeeds. What is returned is a promise of the result and, at the same time, an async iterable of progress:
 *
 * ```ts
 * const run = train('CartPole-v1', source, { seeds: 3 })
 * for await (const { seed, environmentSteps, meanReturn } of run) console.log(seed, environmentSteps, meanReturn)
 * const { successRate, interval } = await run
 * ```
 *
 * @param input a task, the id of a built-in one, or `{ module, export }`, the URL of a module that exports one
 * @throws (as a rejection) TrainError for options out of range; what the reward function throws (a CodeError);
 * the signal's reason
 */
export function train(input: TaskInput, reward: RewardFunction, options: TrainOptions = {}): TrainingRun {
  return createRun(async (report) => {
    checkOptionNames('train', optionNames, options)
    const { budget, episodes = 100, workers = 0, signal, sandbox } = options
    const { terms, until } = options
    if (terms) checkOptionNames('terms', { points: true }, terms)
    checkAmounts({ budget, episodes, until, terms })
    checkWorkers(workers)
    const task = await loadTask(input)
    const { id = 'cross-entropy', ...preset } = presetOf(task, options.settings)
    const shared = {
      task,
      reward: rewardForm(reward),
      trainer: checkedTrainer(options.trainer ?? trainerOf(id, preset.settings)),
      budget: budget ?? preset.budget,
      episodes,
      sandbox,
      terms,
      until,
    }
    const jobs = seedList(options.seeds).map(
      (seed): SeedJob => ({ ...shared, seed, checkpoint: options.checkpoints?.get(seed) }),
    )
    if (workers === 0) return summarise(await trainHere(jobs, report, signal))
    const mail = jobs.map((job) => plainJob(job, input))
    const hindrance = mail.find((each) => typeof each === 'string')
    if (hindrance !== undefined) {
      const warn = options.onWarning ?? console.warn
      warn(`${hindrance} The training runs in this thread.`)
      return summarise(await trainHere(jobs, report, signal))
    }
    return summarise(await trainInWorkers(mail as TrainingJob[], workers, report, signal))
  }, options.onProgress)
}

/** The task's trainer, or one of its presets. @throws TrainError where it has none of that name */
export function presetOf({ id, trainer }: RewardTask, name: string | undefined): Partial<TaskTrainer> {
  if (name === undefined) return trainer ?? {}
  const presets = trainer?.presets ?? {}
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (preset) return { id: trainer?.id as string, ...preset }
  const names = Object.keys(presets)
  throw new TrainError(
    `The task ${id} has no settings named ${JSON.stringify(name)}; ${names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'}`,
  )
}

type Report = (progress: TrainingProgress) => void

async function trainHere(
  jobs: readonly SeedJob[],
  report: Report,
  signal: AbortSignal | undefined,
): Promise<SeedResult[]> {
  const results: SeedResult[] = []
  for (const job of jobs) results.push(await trainSeed(job, report, signal))
  return results
}

async function trainInWorkers(
  jobs: readonly TrainingJob[],
  workers: number | TrainingWorkers,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<SeedResult[]> {
  const own =
    typeof workers === 'number' ? createTrainingWorkers({ size: Math.min(workers, jobs.length) }) : undefined
  const team = own ?? (workers as TrainingWorkers)
  // A seed that fails stops the others.
  const failure = new AbortController()
  const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal
  try {
    return await Promise.all(jobs.map((job) => team.run(job, { onProgress: report, signal: stop })))
  } finally {
    failure.abort()
    await own?.close()
  }
}

/** @throws TrainError for no list of different seeds */
export function seedList(seeds: TrainOptions['seeds'] = 3): readonly number[] {
  if (typeof seeds === 'number') {
    checkCount('seeds', seeds)
    return Array.from({ length: seeds }, (_, seed) => seed)
  }
  if (!Array.isArray(seeds) || seeds.length === 0 || new Set(seeds).size < seeds.length)
    throw new TrainError(`seeds is a count or a list of different seeds, not ${JSON.stringify(seeds)}`)
  for (const seed of seeds) checkSeed(seed)
  return seeds
}
