import { GencodeError } from '@gencode/contract/errors'
import { recordedRun } from '@gencode/core'
import { openRun, readRun } from '@gencode/core/node'
import { design, type NapiCanvas, napiSheets, type RoundSummary } from '@gencode/design'
import { ModelError, type PriceTable } from '@gencode/llm'
import * as z from 'zod'
import { askPerson } from './ask-person.ts'
import { type ExitCode, exitCode, MissingPartError, UsageError } from './exit.ts'
import { gencodeLine } from './gencode-line.ts'
import { importFromUser } from './load-module.ts'
import type { Output } from './output.ts'
import { reportBeside } from './report/report-beside.ts'
import { reportFile } from './report/write-report.ts'
import { resolveModel } from './resolve-model.ts'
import { resolveTask } from './resolve-task.ts'
import { tellDesign, tellResult } from './tell-design.ts'
import { openWorkers, type WorkersFlags } from './training-workers.ts'
import { refuseUnwritable } from './write-whole.ts'

const count = z.int().positive().optional()

/** All that a design depends on: what its run file keeps, so that `resume` needs nothing else. */
export const designSchema = z.object({
  kind: z.literal('design'),
  env: z.string().optional(),
  task: z.string().optional(),
  model: z.string(),
  critic: z.string().optional(),
  /** A model that is shown pictures. */
  watch: z.string().optional(),
  seed: z.int().nonnegative(),
  rounds: count,
  population: count,
  elites: count,
  /** Environment steps of each training. */
  steps: count,
  episodes: count,
  seeds: count,
  finalSeeds: count,
  maxAttempts: count,
  patience: count,
  goal: z.number().positive().max(1).optional(),
  samples: z.boolean().optional(),
  feedback: z.boolean().optional(),
  budgetTokens: count,
  budgetUsd: z.number().positive().optional(),
  budgetSteps: count,
  budgetMinutes: z.number().positive().optional(),
  /** Such as `1.25,10`: of a million tokens, in and out. */
  price: z.string().optional(),
  out: z.string().optional(),
  report: z.boolean().optional(),
})

/** All that a design depends on. */
export type DesignSettings = z.output<typeof designSchema>

/**
 * What a run file was made with, where it is one of `gencode design`.
 *
 * @throws RunFileError where there is no such file; UsageError for a design whose settings are none
 */
export function readDesign(file: string): DesignSettings | undefined {
  const { meta } = readRun(file).header ?? {}
  if ((meta as { kind?: unknown } | undefined)?.kind !== 'design') return undefined
  const settings = designSchema.safeParse(meta)
  if (settings.success) return settings.data
  throw new UsageError(
    `${file} is a run of gencode design whose first line does not say what was asked for.\n${z.prettifyError(settings.error)}`,
  )
}

/** Runs a design from its start, or on from where its run file ends, and shows what came of it. */
export async function runDesign(
  settings: DesignSettings,
  file: string,
  output: Output,
  signal: AbortSignal,
  flags: WorkersFlags = {},
): Promise<ExitCode> {
  const task = await resolveTask(settings)
  if (task.kind !== 'reward')
    throw new UsageError(`${task.id} is no reward task, so there is nothing to design.`)
  const { seed, steps, episodes, seeds, finalSeeds, budgetUsd: usd } = settings
  const prices = pricesOf(settings)
  if (settings.feedback && !process.stdin.isTTY)
    throw new UsageError('--feedback asks a person at a terminal, and there is none here.')
  await refuseUnwritable(settings.out, settings.report ? reportFile(file) : undefined)
  const [model, critic, eye] = await Promise.all(
    [settings.model, settings.critic, settings.watch].map((spec) =>
      spec === undefined ? undefined : resolveModel(spec, { task, seed }),
    ),
  )
  if (!model) throw new UsageError('Name a model: --model')
  const watch = eye && {
    model: eye,
    sheets: napiSheets(await importFromUser<NapiCanvas>('@napi-rs/canvas')),
  }
  const workers = await openWorkers(flags, { isMujoco: task.source?.module === '@gencode/env-mujoco' })
  const run = openRun(file)
  const narrator = tellDesign(output)
  const proposed = new Set<number>()
  try {
    const result = await design(task, model, {
      ...known({
        rounds: settings.rounds,
        population: settings.population,
        elites: settings.elites,
        maxAttempts: settings.maxAttempts,
        patience: settings.patience,
        goal: settings.goal,
        finalSeeds,
        critic,
        watch,
        prices,
      }),
      seed,
      train: known({ budget: steps, episodes, seeds }),
      controls: { samples: settings.samples ?? false },
      budget: known({
        tokens: settings.budgetTokens,
        usd,
        steps: settings.budgetSteps,
        minutes: settings.budgetMinutes,
      }),
      ...(settings.feedback
        ? { feedback: (round: RoundSummary) => askPerson(round, proposed, output, signal) }
        : {}),
      workers,
      run,
      meta: settings,
      signal,
      onEvent: (event) => {
        if (event.type === 'candidate') proposed.add(event.candidate.index)
        narrator.tell(event)
      },
    })
    narrator.end()
    return await tellResult(result, settings, file, output)
  } catch (error) {
    narrator.end()
    if (!signal.aborted) throw isWithoutModel(error) ? missingModel(error, file) : error
    const line = gencodeLine('resume', file)
    output.note(`Interrupted. Go on where it stopped: ${line}`)
    output.document({
      ok: false,
      error: { code: 'cli/interrupted', feedback: `Go on where it stopped: ${line}` },
      run: file,
    })
    return exitCode.interrupted
  } finally {
    run.close()
    await workers.close()
    if (settings.report && recordedRun(run.lines).header) await reportBeside(file, task, output)
  }
}

/** No model answered before there was a single reward. */
function isWithoutModel(error: unknown): error is GencodeError {
  return error instanceof GencodeError && error.cause instanceof ModelError
}

function missingModel(error: GencodeError, file: string): MissingPartError {
  const line = gencodeLine('resume', file)
  return new MissingPartError(`${error.message}\nGo on when it is mended: ${line}`, { cause: error })
}

function pricesOf({ budgetUsd, price, model }: DesignSettings): PriceTable | undefined {
  if (price === undefined) {
    if (budgetUsd !== undefined)
      throw new UsageError('--budget-usd needs the price of a million tokens, in and out: --price 1.25,10')
    return undefined
  }
  const numbers = price.split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)))
  const [inputPerMillion = 0, outputPerMillion = 0] = numbers
  if (numbers.length !== 2 || !numbers.every((each) => Number.isFinite(each) && each >= 0))
    throw new UsageError(`--price is two numbers such as 1.25,10, not ${price}`)
  return { [model]: { inputPerMillion, outputPerMillion } }
}

/** Only the entries that are there. */
function known<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
