import type { RewardTask } from '@gencode/env'
import type { SandboxOptions } from '@gencode/sandbox'
import { crossEntropy } from './cross-entropy.ts'
import { TrainError } from './errors.ts'
import { checkCount, checkSeed } from './evaluate.ts'
import { summarise } from './result.ts'
import { type RewardFunction, rewardForm } from './reward.ts'
import { createRun, type TrainingProgress, type TrainingRun } from './run.ts'
import { type SeedResult, trainSeed } from './train-seed.ts'
import type { Trainer } from './trainer.ts'

/** What `train` takes beside the task and the reward. */
export interface TrainOptions {
  /** The seeds, or how many (0, 1, 2, ...). One seed proves nothing. @default 3 */
  readonly seeds?: number | readonly number[] | undefined
  /** @default crossEntropy() */
  readonly trainer?: Trainer | undefined
  /** Environment steps of training for each seed; the update in which they are passed is finished. @default 60000 */
  readonly budget?: number | undefined
  /** Greedy episodes for each seed, from which the success rate comes. @default 100 */
  readonly episodes?: number | undefined
  /** Limits of the sandbox that the reward function runs in. */
  readonly sandbox?: SandboxOptions | undefined
  /** Stops the run; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called after every update of every seed. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined
}

/**
 * Trains a policy with a reward function on several seeds and measures, by the task's own rule, how often it
 * succeeds. What is returned is a promise of the result and, at the same time, an async iterable of progress:
 *
 * ```ts
 * const run = train(task('CartPole-v1'), source, { seeds: 3 })
 * for await (const { seed, environmentSteps, meanReturn } of run) console.log(seed, environmentSteps, meanReturn)
 * const { successRate, interval } = await run
 * ```
 *
 * @throws (as a rejection) TrainError for options out of range; what the reward function throws (a CodeError);
 * the signal's reason
 */
export function train(task: RewardTask, reward: RewardFunction, options: TrainOptions = {}): TrainingRun {
  return createRun(async (report) => {
    const form = rewardForm(reward)
    const { trainer = crossEntropy(), budget = 60_000, episodes = 100, signal, sandbox } = options
    checkCount('budget', budget)
    checkCount('episodes', episodes)
    const results: SeedResult[] = []
    for (const seed of seedList(options.seeds)) {
      const job = { task, reward: form, trainer, seed, budget, episodes, sandbox }
      results.push(await trainSeed(job, (point) => report({ seed, budget, ...point }), signal))
    }
    return summarise(results)
  }, options.onProgress)
}

function seedList(seeds: TrainOptions['seeds'] = 3): readonly number[] {
  if (typeof seeds === 'number') {
    checkCount('seeds', seeds)
    return Array.from({ length: seeds }, (_, seed) => seed)
  }
  if (!Array.isArray(seeds) || seeds.length === 0 || new Set(seeds).size < seeds.length)
    throw new TrainError(`seeds is a count or a list of different seeds, not ${JSON.stringify(seeds)}`)
  for (const seed of seeds) checkSeed(seed)
  return seeds
}
