import type { RewardTask } from '@gencode/env'
import { type RewardFunction, type TrainingResult, train } from '@gencode/train'
import { short } from './narrate.ts'
import type { Output } from './output.ts'

/** How long and on what to train. */
export interface TrainingSettings {
  /** How many policies, each from a seed of its own. */
  readonly seeds?: number | undefined
  /** Environment steps of each. */
  readonly steps?: number | undefined
  /** Greedy episodes that each is measured on. */
  readonly episodes?: number | undefined
}

/** What a reward reached, under its name. */
export interface ComparedReward {
  readonly name: string
  readonly seconds: number
  readonly result: TrainingResult
}

/** The names of the two rewards that every other one is measured against. */
export const controls = ['environment', 'constant'] as const

/** Trains with each reward in turn, the same way, and tells how far it is. */
export async function compareRewards(
  task: RewardTask,
  rewards: Readonly<Record<string, RewardFunction>>,
  settings: TrainingSettings,
  output: Output,
  signal: AbortSignal,
): Promise<readonly ComparedReward[]> {
  const compared: ComparedReward[] = []
  for (const [name, reward] of Object.entries(rewards)) {
    const spinner = output.spinner(`Training with ${name}`)
    const startedAt = performance.now()
    try {
      const result = await train(task, reward, {
        seeds: settings.seeds,
        budget: settings.steps,
        episodes: settings.episodes,
        signal,
        onProgress: ({ seed, environmentSteps, budget }) => {
          const percent = Math.min(100, Math.round((100 * environmentSteps) / budget))
          spinner.text = `Training with ${name}: seed ${seed}, ${percent} %`
        },
      })
      compared.push({ name, seconds: (performance.now() - startedAt) / 1000, result })
    } finally {
      spinner.stop()
    }
    output.note(line(compared.at(-1) as ComparedReward))
  }
  return compared
}

/** Such as `designed      success rate 1.00 [0.97, 1.00]   54321 steps  0.8 s`. */
function line({ name, seconds, result }: ComparedReward): string {
  const [low, high] = result.interval
  const rate = `success rate ${result.successRate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
  const seeds = result.seeds.map((seed) => seed.successRate.toFixed(2)).join(' ')
  return `  ${name.padEnd(12)} ${rate}  by seed ${seeds}  ${result.environmentSteps} steps  ${short(seconds)} s`
}

/** A comparison as `--json` shows it: the policies are left to `--out`. */
export function comparisonDocument(compared: readonly ComparedReward[]): Record<string, unknown>[] {
  return compared.map(({ name, seconds, result: { policy: _policy, seeds, ...result } }) => ({
    reward: name,
    seconds,
    ...result,
    seeds: seeds.map(({ policy: _own, ...seed }) => seed),
  }))
}
