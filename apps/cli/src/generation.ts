import {
  GenCode,
  type GenerationError,
  type ManyStates,
  recordedRun,
  type State,
  type Task,
} from '@gencode/core'
import { openRun, type RunFile, readRun } from '@gencode/core/node'
import type { ChatModel } from '@gencode/llm'
import * as z from 'zod'
import { writeResult } from './beside.ts'
import { type Comparison, tellComparison } from './comparison.ts'
import { acceptedEntry, attemptDocuments, rejectedDocument, writtenOf } from './documents.ts'
import { playEpisodes } from './episodes.ts'
import { type ExitCode, exitCode, MissingPartError, UsageError } from './exit.ts'
import { gencodeLine } from './gencode-line.ts'
import { narrator, tellCost, tellEpisodes } from './narrate.ts'
import type { Output } from './output.ts'
import { reportBeside } from './report/report-beside.ts'
import { reportFile } from './report/write-report.ts'
import { resolveModel } from './resolve-model.ts'
import { resolveTask } from './resolve-task.ts'
import { trainAccepted } from './train-accepted.ts'
import { refuseUnwritable } from './write-whole.ts'

/** All that a generation depends on: what its run file keeps, so that `resume` needs nothing else. */
const generationSchema = z.object({
  env: z.string().optional(),
  task: z.string().optional(),
  model: z.string(),
  fallback: z.array(z.string()),
  n: z.int().positive(),
  maxAttempts: z.int().positive().optional(),
  seed: z.int().nonnegative(),
  /** What the function is asked for in; the other language is taken as well. */
  language: z.enum(['javascript', 'python']).optional(),
  /** Tokens for all candidates together. */
  budget: z.int().positive().optional(),
  train: z.boolean(),
  seeds: z.int().positive().optional(),
  /** Environment steps of each training. */
  steps: z.int().positive().optional(),
  /** Episodes of random actions whose rewards are shown. */
  episodes: z.int().positive().optional(),
  /** Whether the run's report is written beside it. */
  report: z.boolean().optional(),
  /** Where the accepted function is written as well. */
  out: z.string().optional(),
})

/** All that a generation depends on. */
export type Generation = z.output<typeof generationSchema>

/**
 * What a run file was made with.
 *
 * @throws RunFileError where there is no such file; UsageError where it is no run of `gencode generate`
 */
export function readGeneration(file: string): Generation {
  const { header } = readRun(file)
  if (header === undefined) throw new UsageError(`${file} is empty: no run has begun in it.`)
  const settings = generationSchema.safeParse(header.meta)
  if (settings.success) return settings.data
  throw new UsageError(
    `${file} is no run of gencode generate: its first line does not say what was asked for.\n${z.prettifyError(settings.error)}`,
  )
}

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
  await refuseUnwritable(generation.out, generation.report ? reportFile(file) : undefined)
  const { n, maxAttempts, seed, language, budget: maxTokens } = generation
  const [model, ...fallbacks] = await Promise.all(
    [generation.model, ...generation.fallback].map((spec) => resolveModel(spec, { task, seed })),
  )
  const run = openRun(file)
  const genCode = new GenCode(task, model as ChatModel, {
    fallbacks,
    seed,
    signal,
    // Several answers at once would stream into one another.
    onEvent: narrator(output, { stream: n === 1 }),
    ...(language === undefined ? {} : { languages: [language, otherThan(language)] }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  })
  const startedAt = performance.now()
  let states: ManyStates | undefined
  try {
    states = await genCode.generateMany(n, { run, meta: generation })
    tellCost(states, (performance.now() - startedAt) / 1000, output)
    signal.throwIfAborted()
    const { accepted, failed } = states
    if (accepted.length === 0) tellNone(states, file, output)
    else await useAccepted(states, { generation, task, run, output, signal })
    // A candidate whose model was not there is asked for again.
    if (failed.every(({ reason }) => reason !== 'model')) await kept(run, 'end', async () => accepted.length)
    return accepted.length === 0 ? exitCode.noFunction : exitCode.done
  } catch (error) {
    if (!signal.aborted) throw error
    const line = gencodeLine('resume', file)
    output.note(`Interrupted. Go on where it stopped: ${line}`)
    const cause = { code: 'cli/interrupted', feedback: `Go on where it stopped: ${line}` }
    output.document({ ok: false, error: cause, attempts: attemptDocuments(states), run: file })
    return exitCode.interrupted
  } finally {
    run.close()
    genCode.dispose()
    if (generation.report && run.header) await reportBeside(file, task, output)
  }
}

function otherThan(language: 'javascript' | 'python'): 'javascript' | 'python' {
  return language === 'python' ? 'javascript' : 'python'
}

interface Place {
  readonly generation: Generation
  readonly task: Task
  readonly run: RunFile
  readonly output: Output
  readonly signal: AbortSignal
}

/** Shows the accepted functions, and plays and trains with them where that is asked for. */
async function useAccepted(
  states: ManyStates,
  { generation, task, run, output, signal }: Place,
): Promise<void> {
  const { out, seed } = generation
  const first = states.accepted[0] as State
  if (out) await writeResult(out, `${writtenOf(first).text}\n`, 'The function is', output)
  for (const { text, language } of namedApart(states.accepted)) await output.code(text, language)
  tellLanguage(states.accepted, generation, output)
  const isReward = task.kind === 'reward'
  const episodes =
    isReward && generation.episodes
      ? await kept(run, 'episodes', () =>
          playEpisodes(task, first.rewardFunction, generation.episodes as number, seed, output, signal),
        )
      : []
  tellEpisodes(episodes, output)
  const training: Comparison[] = []
  if (isReward && generation.train) {
    output.note('\nTrained with each reward and measured by the task itself:')
    for await (const comparison of trainAccepted(task, states, generation, run, output, signal)) {
      tellComparison(comparison, output)
      training.push(comparison)
    }
  }
  output.document({
    ok: true,
    ...acceptedEntry(first),
    attempts: attemptDocuments(states),
    accepted: states.accepted.map(acceptedEntry),
    run: run.path,
    ...(episodes.length > 0 ? { episodes } : {}),
    ...(training.length > 0 ? { training } : {}),
  })
  if (out) output.note(`The function is in ${out}.`)
  output.note(output.colors.dim(`Every request, answer and verdict is in ${run.path}.`))
}

/** A file may be called after the language that was asked for: says so where an answer is in the other one. */
function tellLanguage(accepted: readonly State[], { language: asked }: Generation, output: Output): void {
  const other = accepted.map((each) => writtenOf(each).language).find((language) => language !== asked)
  if (asked === undefined || other === undefined) return
  output.note(output.colors.yellow(`It was asked for in ${asked}, and written in ${other}.`))
}

/**
 * The functions as they stand in one file: where there are several, each of JavaScript within its own scope, named by
 * its candidate; Python as it is.
 */
function namedApart(accepted: readonly State[]): ReturnType<typeof writtenOf>[] {
  if (accepted.length === 1) return accepted.map(writtenOf)
  return accepted.map((state) => {
    const { text, language } = writtenOf(state)
    const { entry, index } = state
    return language === 'python'
      ? { text: `# candidate ${index}\n${text}\n`, language }
      : {
          text: `// candidate ${index}\nconst ${entry}${index} = (() => {\n${text}\nreturn ${entry}\n})();\n`,
          language,
        }
  })
}

/** What the run file keeps under this name; made, and kept there, where it is not yet. */
async function kept<Value>(run: RunFile, name: string, make: () => Promise<Value>): Promise<Value> {
  const { notes } = recordedRun(run.lines)
  if (notes.has(name)) return notes.get(name) as Value
  const value = await make()
  run.append({ type: 'note', name, value })
  return value
}

/** @throws MissingPartError where no model was there for any candidate */
function tellNone({ failed }: ManyStates, file: string, output: Output): void {
  const error = failed[0] as GenerationError
  if (failed.every(({ reason }) => reason === 'model')) {
    const { message } = error.cause as Error
    throw new MissingPartError(`${message}\nGo on when it is mended: ${gencodeLine('resume', file)}`, {
      cause: error,
    })
  }
  const model = failed.find(({ reason }) => reason === 'model')
  output.error(error.message)
  if (model && model !== error) output.error(model.message)
  output.note(`All attempts are in ${file}. Try --max-attempts with a greater number, or another --model.`)
  const attempts = failed.flatMap((each) => each.attempts)
  output.document({ ...rejectedDocument(error, attempts), run: file })
}
