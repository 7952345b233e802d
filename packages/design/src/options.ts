import { checkNames, type NamesOf } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { GencodeError } from '@gencode/contract/errors'
import { type Bounds, type Journal, Ledger, type Model } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import type { ChatImage, PriceTable } from '@gencode/llm'
import type { Sandbox } from '@gencode/sandbox'
import type { TrainingWorkers } from '@gencode/train'
import type { DesignEvent, RoundSummary } from './events.ts'
import type { Preference } from './people/preferences.ts'
import type { TrainingSettings } from './race/training.ts'
import { browserSheets } from './watch/canvas.ts'
import type { WatchOptions } from './watch/watched.ts'

/** What a person says after a round. */
export interface Feedback {
  /** Said to the model in the next round. */
  readonly wish?: string
  /** Which of two candidates' policies is better, as often as was looked. Told to the model, and shown beside success. */
  readonly preferences?: readonly Preference[]
  /** End here. */
  readonly stop?: boolean
}

/** What the loop may use up; whichever comes first ends it. */
export interface DesignBudget {
  /** Input and output. */
  readonly tokens?: number | undefined
  /** In the price table's currency; needs `prices`. */
  readonly usd?: number | undefined
  /** Environment steps of training. */
  readonly steps?: number | undefined
  readonly minutes?: number | undefined
}

/** What `design` may be given. */
export interface DesignOptions {
  /** At most so many. @default 4 */
  readonly rounds?: number | undefined
  /** Candidates of a round. @default 6 */
  readonly population?: number | undefined
  /** The best over all rounds, which the next one is made from. @default 3 */
  readonly elites?: number | undefined
  /** How each candidate is trained, on how many seeds at most, in how many rungs of the race. @default the task's own trainer, 3 seeds, 2 rungs */
  readonly train?:
    | (TrainingSettings & { readonly seeds?: number | undefined; readonly rungs?: number | undefined })
    | undefined
  /** Fresh seeds that the winner and the controls are measured on at the end. @default 5 */
  readonly finalSeeds?: number | undefined
  /** What the winner is compared with. `samples`: as many fresh samples without feedback, which costs as much as the loop. @default the environment's own reward and a constant */
  readonly controls?:
    | { readonly environment?: boolean; readonly constant?: boolean; readonly samples?: boolean }
    | undefined
  /** Solved where the interval's lower bound of the best one reaches this success rate. @default 0.9 */
  readonly goal?: number | undefined
  /** Rounds in a row that may bring nothing better. @default 3 */
  readonly patience?: number | undefined
  readonly budget?: DesignBudget | undefined
  /** Answers that may be asked for, for each candidate. @default 3 */
  readonly maxAttempts?: number | undefined
  /** Where candidates are trained. @default 0: in this thread */
  readonly workers?: number | TrainingWorkers | undefined
  /** Asked before each round after the first what to change, from the table of what was tried; its answer goes into the briefs. */
  readonly critic?: Model | undefined
  /**
   * A model that sees: it is shown pictures of an episode of the best policy after each round, and its words go to the critic, or
   * into the briefs where there is none. @default nobody watches
   */
  readonly watch?: WatchOptions | undefined
  /** Asked after each round that another one may follow. */
  readonly feedback?:
    | ((round: RoundSummary) => Feedback | undefined | Promise<Feedback | undefined>)
    | undefined
  /** A picture of the goal, for models that see. */
  readonly images?: readonly ChatImage[] | undefined
  readonly prices?: PriceTable | undefined
  /** Of the requests and of the training seeds. @default 0 */
  readonly seed?: number | undefined
  /** The most tokens of what is said beside the request. @default 3000 */
  readonly maxBriefTokens?: number | undefined
  /** Where functions are tried; the caller disposes of it. @default one of its own, with a second for each call */
  readonly sandbox?: Sandbox | undefined
  /** Where everything is kept; `openRun` of `@gencode/core/node` keeps it in a file. @default nowhere */
  readonly run?: Journal | undefined
  /** Kept in the run's first line. */
  readonly meta?: unknown
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: DesignEvent) => void) | undefined
}

const optionNames: NamesOf<DesignOptions> = {
  rounds: true,
  population: true,
  elites: true,
  train: true,
  finalSeeds: true,
  controls: true,
  goal: true,
  patience: true,
  budget: true,
  maxAttempts: true,
  workers: true,
  critic: true,
  watch: true,
  feedback: true,
  images: true,
  prices: true,
  seed: true,
  maxBriefTokens: true,
  sandbox: true,
  run: true,
  meta: true,
  signal: true,
  onEvent: true,
}

/** A misspelt budget would bound nothing, a misspelt number of rounds be paid for. @throws GencodeError */
function checkOptionNames(options: DesignOptions): void {
  const { train = {}, controls = {}, budget = {}, watch } = options
  checkNames('design', optionNames, options)
  checkNames('train', { trainer: true, budget: true, episodes: true, seeds: true, rungs: true }, train)
  checkNames('controls', { environment: true, constant: true, samples: true }, controls)
  checkNames('budget', { tokens: true, usd: true, steps: true, minutes: true }, budget)
  if (watch) checkNames('watch', { model: true, sheets: true, frames: true, width: true }, watch)
}

/** Before anything is asked, trained or paid. @throws GencodeError for what can't be a run */
export function checkOptions(task: RewardTask, options: DesignOptions): void {
  if (task?.kind !== 'reward')
    throw new GencodeError(
      `design needs a reward task: ${(task as { id?: string } | undefined)?.id ?? 'this'} is none, so there is nothing to train a policy in. Take generate for a function with examples.`,
    )
  checkOptionNames(options)
  const { train = {}, budget = {}, workers = 0, watch } = options
  const { rounds, population, elites, finalSeeds, patience, maxBriefTokens } = options
  checkNumbers(
    { whole: true, from: 1 },
    {
      ...{ rounds, population, elites, finalSeeds, patience, maxBriefTokens },
      ...{ 'train.seeds': train.seeds, 'train.rungs': train.rungs },
      ...{ 'train.budget': train.budget, 'train.episodes': train.episodes },
      ...{ 'watch.frames': watch?.frames, 'watch.width': watch?.width },
    },
  )
  checkNumbers(
    { whole: true, from: 0 },
    { seed: options.seed, ...(typeof workers === 'object' ? {} : { workers }) },
  )
  checkNumbers({ from: 1 }, { maxAttempts: options.maxAttempts })
  checkNumbers({ above: 0, to: 1 }, { goal: options.goal })
  for (const [name, value] of Object.entries(budget))
    checkNumbers({ above: 0 }, { [`budget.${name}`]: value })
  if (watch && !watch.sheets && !browserSheets())
    throw new GencodeError(
      'watch needs something to draw on here: { watch: { model, sheets: napiSheets(await import("@napi-rs/canvas")) } }',
    )
  if (budget.usd !== undefined && options.prices === undefined)
    throw new GencodeError(
      'A budget in money needs prices: { prices: { "openai:gpt-5": { inputPerMillion: 1.25, outputPerMillion: 10 } } }',
    )
}

/** The ledger of all requests of a run. */
export function ledgerOf({ maxAttempts = 3, budget = {} }: DesignOptions): Ledger {
  const bounds: Bounds = {
    maxAttempts,
    ...(budget.tokens === undefined ? {} : { maxTokens: budget.tokens }),
    ...(budget.usd === undefined ? {} : { maxCost: budget.usd }),
  }
  return new Ledger(bounds)
}

/** A replaced goal without a replaced success rule: it would be asked for one thing and measured by another. */
export function goalWarning(task: RewardTask, usual: RewardTask | undefined): string | undefined {
  if (!usual || usual === task || usual.goal === task.goal || usual.success !== task.success) return undefined
  return `The goal of ${task.id} was replaced ("${task.goal}"), but not its success rule (${task.rule}): candidates are asked for the one and measured by the other. Replace both.`
}
