import { type ManyStates, recordedRun } from '@gencode/core'
import type { RunFile } from '@gencode/core/node'
import type { RewardTask } from '@gencode/env'
import type { RewardFunction } from '@gencode/train'
import { type Comparison, compareRewards, controls, type TrainingSettings } from './comparison.ts'
import type { Output } from './output.ts'

const notePrefix = 'training '

/** What rewards reached, out of the notes of a run file. */
export function trainingsOf(notes: ReadonlyMap<string, unknown>): Comparison[] {
  return [...notes].flatMap(([name, value]) => (name.startsWith(notePrefix) ? [value as Comparison] : []))
}

/**
 * Trains with each accepted function and with the controls. What was reached in an earlier session comes out of the
 * run file; what is new is kept there at once.
 */
export async function* trainAccepted(
  task: RewardTask,
  { accepted }: ManyStates,
  settings: TrainingSettings & { readonly n: number },
  run: RunFile,
  output: Output,
  signal: AbortSignal,
): AsyncGenerator<Comparison, void, void> {
  // By the candidates' numbers: on a later day others may be accepted besides.
  const designed = accepted.map(({ rewardFunction, index }): [string, RewardFunction] => [
    settings.n === 1 ? 'designed' : `designed ${index}`,
    rewardFunction,
  ])
  const rewards = new Map<string, RewardFunction>([
    ...designed,
    ...controls.map((name) => [name, name] as const),
  ])
  for (const comparison of trainingsOf(recordedRun(run.lines).notes))
    if (rewards.delete(comparison.reward)) yield comparison
  for await (const { comparison } of compareRewards(task, rewards, settings, output, signal)) {
    run.append({ type: 'note', name: notePrefix + comparison.reward, value: comparison })
    yield comparison
  }
}
