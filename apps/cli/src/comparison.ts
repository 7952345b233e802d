import type { RewardTask } from '@gencode/env'
import { type RewardFunction, type TrainingResult, train } from '@gencode/train'
import { short } from './narrate.ts'
import type { Output } from './output.ts'
import { openWorkers, type WorkersFlags } from './training-workers.ts'

/** How long and on what to train. */
export interface TrainingSettings extends WorkersFlags {
  /** How many policies, each from a seed of its own. */
  readonly seeds?: number | undefined
  /** Environment steps of each. */
  readonly steps?: number | undefined
  /** A name among the task's own settings, such as `viral`. */
  readonly settings?: string | undefined
  /** Greedy episodes that each is measured on. */
  readonly episodes?: number | undefined
}

/** What a reward reached, as the run file and `--json` keep it: all but the policies. */
export interface Comparison extends Omit<TrainingResult, 'policy' | 'seeds'> {
  readonly reward: string
  readonly seconds: number
  readonly seeds: readonly Omit<TrainingResult['seeds'][number], 'policy' | 'checkpoint'>[]
}

/** What a reward reached, and the best policy. */
export interface ComparedReward {
  readonly comparison: Comparison
  readonly policy: TrainingResult['policy']
}

/** The names of the two rewards that every other one is measured against. */
export const controls = ['environment', 'constant'] as const

/** Whether a reward of a comparison is no control. */
export function isDesigned(reward: string): boolean {
  return !(controls as readonly string[]).includes(reward)
}

/** Trains with each reward in turn, the same way; tells how far it is, and gives each result as it comes. */
export async function* compareRewards(
  task: RewardTask,
  rewards: ReadonlyMap<string, RewardFunction>,
  settings: TrainingSettings,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<ComparedReward, void, void> {
  const warnings = new Set<string>()
  // One team for all rewards: starting a thread takes longer than a short training.
  const workers = await openWorkers(settings, {
    size: settings.seeds ?? 3,
    isMujoco: task.source?.module === '@gencode/env-mujoco',
  })
  try {
    for (const [name, reward] of rewards) {
      const spinner = output.spinner(`Training with ${name}`)
      const startedAt = performance.now()
      try {
        const result = await train(task, reward, {
          seeds: settings.seeds,
          budget: settings.steps,
          settings: settings.settings,
          episodes: settings.episodes,
          signal,
          workers,
          onWarning: (warning) => warnings.add(warning),
          onProgress: ({ seed, environmentSteps, budget, secondsLeft }) => {
            const percent = Math.min(100, Math.round((100 * environmentSteps) / budget))
            spinner.text = `Training with ${name}: seed ${seed}, ${percent} %, about ${short(secondsLeft)} s left`
          },
        })
        const { policy, seeds, ...rest } = result
        const seconds = (performance.now() - startedAt) / 1000
        const curves = seeds.map(({ policy: _policy, checkpoint: _checkpoint, ...seed }) => seed)
        spinner.stop()
        yield { policy, comparison: { reward: name, seconds, ...rest, seeds: curves } }
      } finally {
        spinner.stop()
      }
    }
  } finally {
    await workers.close()
  }
  for (const warning of warnings) output.note(output.colors.yellow(warning))
}

/** Tells a line such as `designed      success rate 1.00 [0.97, 1.00]  by seed 1.00 1.00  54321 steps  0.8 s`. */
export function tellComparison(comparison: Comparison, output: Output): void {
  const { reward, seconds, successRate, interval, seeds, environmentSteps } = comparison
  const [low, high] = interval
  const rate = `success rate ${successRate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
  const bySeed = seeds.map((seed) => seed.successRate.toFixed(2)).join(' ')
  output.note(
    `  ${reward.padEnd(12)} ${rate}  by seed ${bySeed}  ${environmentSteps} steps  ${short(seconds)} s`,
  )
}
