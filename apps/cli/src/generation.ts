import { GenCode, type GenerationError, type ManyStates, type State } from '@gencode/core'
import { openRun } from '@gencode/core/node'
import type { ChatModel } from '@gencode/llm'
import * as z from 'zod'
import { type ComparedReward, compareRewards, comparisonDocument, controls } from './comparison.ts'
import { acceptedDocument, acceptedEntry, attemptDocument, rejectedDocument, rewardsOf } from './documents.ts'
import { type PlayedEpisode, playEpisodes } from './episodes.ts'
import { type ExitCode, exitCode, MissingPartError, UsageError } from './exit.ts'
import { highlighted } from './highlight.ts'
import { narrator, short, sparkline, summary } from './narrate.ts'
import type { Output } from './output.ts'
import { resolveModel } from './resolve-model.ts'
import { resolveTask } from './resolve-task.ts'
import { writeWhole } from './write-whole.ts'

/** All that a generation depends on: what its run file keeps, so that `resume` needs nothing else. */
export const generationSchema = z.object({
  env: z.string().optional(),
  task: z.string().optional(),
  model: z.string(),
  fallback: z.array(z.string()),
  n: z.int().positive(),
  maxAttempts: z.int().positive().optional(),
  seed: z.int().nonnegative(),
  /** Tokens for all candidates together. */
  budget: z.int().positive().optional(),
  train: z.boolean(),
  seeds: z.int().positive().optional(),
  /** Episodes of random actions whose rewards are shown. */
  episodes: z.int().positive().optional(),
  /** Where the accepted function is written as well. */
  out: z.string().optional(),
})

/** All that a generation depends on. */
export type Generation = z.output<typeof generationSchema>

/** Runs a generation from its start, or on from where its run file ends, and shows what came of it. */
export async function runGeneration(
  generation: Generation,
  file: string,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const task = await resolveTask(generation)
  if (generation.train && task.kind !== 'reward')
    throw new UsageError(`${task.id} is no reward task, so --train has nothing to train.`)
  const { n, maxAttempts, seed, budget: maxTokens } = generation
  const [model, ...fallbacks] = await Promise.all(
    [generation.model, ...generation.fallback].map((spec) => resolveModel(spec, { task, seed })),
  )
  const run = await openRun(file)
  const genCode = new GenCode(task, model as ChatModel, {
    fallbacks,
    seed,
    signal,
    onEvent: narrator(output, { stream: n === 1 }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  })
  const startedAt = performance.now()
  try {
    // Several answers at once would stream into one another.
    const states = await genCode.generateMany(n, { run, meta: generation })
    tellCost(states, (performance.now() - startedAt) / 1000, output)
    if (signal.aborted) return interrupted(states, file, output)
    const [first] = states.accepted
    if (!first) return noneAccepted(states, file, output)
    if (generation.out) await writeWhole(generation.out, `${first.code}\n`)
    show(states, output)
    const episodes =
      task.kind === 'reward' && generation.episodes
        ? await playEpisodes(task, first.rewardFunction, generation.episodes, seed)
        : []
    tellEpisodes(episodes, output)
    const compared =
      task.kind === 'reward' && generation.train
        ? await compareRewards(task, rewardsToCompare(states), { seeds: generation.seeds }, output, signal)
        : []
    output.document({
      ...manyDocument(states),
      run: file,
      ...(episodes.length > 0 ? { episodes } : {}),
      ...(compared.length > 0 ? { training: comparisonDocument(compared) } : {}),
    })
    tellWhere(generation, file, compared, output)
    return exitCode.done
  } finally {
    run.close()
    genCode.dispose()
  }
}

function rewardsToCompare({
  accepted,
}: ManyStates): Record<string, State['rewardFunction'] | (typeof controls)[number]> {
  const designed = accepted.map((state, index) => [
    accepted.length === 1 ? 'designed' : `designed ${index + 1}`,
    state.rewardFunction,
  ])
  return Object.fromEntries([...designed, ...controls.map((name) => [name, name])])
}

function show({ accepted }: ManyStates, output: Output): void {
  for (const state of accepted) {
    output.result(highlighted(state.code, output.resultColors))
    const rewards = rewardsOf(state)
    if (rewards.length > 0) output.note(output.colors.dim(`${rewards.length} probes: ${summary(rewards)}`))
  }
}

function tellEpisodes(episodes: readonly PlayedEpisode[], output: Output): void {
  if (episodes.length === 0) return
  output.note(`\nIts rewards in ${episodes.length} episodes of random actions:`)
  for (const [index, { steps, rewards, return: sum }] of episodes.entries())
    output.note(
      `  episode ${String(index + 1).padStart(2)}  ${String(steps).padStart(4)} steps  return ${short(sum).padStart(8)}  ${output.colors.cyan(sparkline(rewards))}`,
    )
}

function manyDocument({ accepted, duplicates, failed }: ManyStates): Record<string, unknown> {
  const all = [...accepted, ...duplicates, ...failed]
  return {
    ...acceptedDocument(accepted[0] as State),
    attempts: all.flatMap((each) => each.attempts.map(attemptDocument)),
    accepted: accepted.map(acceptedEntry),
  }
}

function tellCost({ accepted, duplicates, failed }: ManyStates, seconds: number, output: Output): void {
  const all = [...accepted, ...duplicates, ...failed]
  const attempts = all.reduce((sum, each) => sum + each.attempts.length, 0)
  const tokens = all.reduce((sum, { usage }) => sum + usage.inputTokens + usage.outputTokens, 0)
  const estimated = all.some(({ usage }) => usage.estimated) ? 'about ' : ''
  const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  const same = duplicates.length > 0 ? `, ${duplicates.length} the same as an earlier one` : ''
  const none = failed.length > 0 ? `, ${failed.length} without a function` : ''
  output.note(
    output.colors.dim(
      `${accepted.length} accepted${same}${none}: ${count}, ${estimated}${tokens} tokens, ${short(seconds)} s`,
    ),
  )
}

function interrupted(states: ManyStates, file: string, output: Output): ExitCode {
  output.note(`Interrupted. Go on where it stopped: gencode resume ${file}`)
  output.document({
    ok: false,
    error: { code: 'cli/interrupted', feedback: `Go on where it stopped: gencode resume ${file}` },
    attempts: [...states.accepted, ...states.duplicates, ...states.failed].flatMap((each) =>
      each.attempts.map(attemptDocument),
    ),
    run: file,
  })
  return exitCode.interrupted
}

function noneAccepted({ failed }: ManyStates, file: string, output: Output): ExitCode {
  const error = failed[0] as GenerationError
  if (failed.every(({ reason }) => reason === 'model')) {
    const { message } = error.cause as Error
    throw new MissingPartError(`${message}\nGo on when it is mended: gencode resume ${file}`, {
      cause: error,
    })
  }
  output.error(error.message)
  output.note(`All attempts are in ${file}. Try --max-attempts with a greater number, or another --model.`)
  const attempts = failed.flatMap((each) => each.attempts)
  output.document({ ...rejectedDocument(error, attempts), run: file })
  return exitCode.noFunction
}

function tellWhere(
  generation: Generation,
  file: string,
  compared: readonly ComparedReward[],
  output: Output,
): void {
  if (generation.out) output.note(`The function is in ${generation.out}.`)
  output.note(output.colors.dim(`Every request, answer and verdict is in ${file}.`))
  if (compared.length > 0 || generation.env === undefined) return
  output.note(output.colors.dim(`Train with it: gencode train --env ${generation.env} --reward FILE`))
}
