import type { NamesOf } from '@gencode/contract/check-names'
import { checkCount, checkOptionNames } from '../checks.ts'
import { TrainError } from '../errors.ts'
import type { RewardFunction } from '../reward.ts'
import { createRun, type Run } from '../run.ts'
import { loadTask, type TaskInput } from '../task-input.ts'
import { presetOf, seedList, type TrainOptions } from '../train.ts'
import { checkWorkers, createTrainingWorkers, type TrainingWorkers } from '../workers.ts'
import type { Contender } from './contender.ts'
import { type RungPlan, rungsOf } from './rungs.ts'
import { createTrainings, type RaceLedger } from './trainings.ts'

/** What `race` takes beside the task and the rewards. */
export interface RaceOptions
  extends Pick<
    TrainOptions,
    'seeds' | 'episodes' | 'trainer' | 'settings' | 'workers' | 'sandbox' | 'terms' | 'signal' | 'onWarning'
  > {
  /** Environment steps that each seed has had at the end of the last round. @default the task's own; 100000 where it has none */
  readonly budget?: number | undefined
  /** Rounds; each has twice the steps of the one before, and up to twice its seeds. @default 3 */
  readonly rounds?: number | undefined
  /** How many candidates are never dropped. @default 1 */
  readonly keep?: number | undefined
  /** @default none */
  readonly ledger?: RaceLedger | undefined
}

const optionNames: NamesOf<RaceOptions> = {
  seeds: true,
  budget: true,
  rounds: true,
  keep: true,
  episodes: true,
  trainer: true,
  settings: true,
  workers: true,
  sandbox: true,
  terms: true,
  ledger: true,
  signal: true,
  onWarning: true,
}

/** A round that is over. */
export interface Rung extends RungPlan {
  /** From 1. */
  readonly round: number
  /** Those that ran in it, the best first. */
  readonly contenders: readonly Contender[]
}

/** How a race ended: all rewards, the best first; those that got further come before those that did not. */
export interface RaceResult {
  readonly ranking: readonly Contender[]
  /** Environment steps of all trainings, assessments and evaluations. */
  readonly environmentSteps: number
}

/** A race under way: a promise of its result that is also an async iterable of its rounds. */
export type RaceRun = Run<Rung, RaceResult>

/**
 * Compares reward functions by successive halving (Jamieson and Talwalkar 2016): all train for a while, those that are
 * worse go, the others go on from where they stopped. All have the same seeds, starts and evaluation episodes. A reward
 * is dropped where the whole interval of its success rate lies below that of the `keep`-th best, not where its mean does.
 * The result is the same with any number of workers.
 *
 * @throws (as a rejection) TrainError for options out of range; the signal's reason. A reward function that fails is
 * ranked last, with its error.
 */
export function race(
  input: TaskInput,
  rewards: readonly RewardFunction[],
  options: RaceOptions = {},
): RaceRun {
  return createRun(async (report) => {
    checkOptionNames('race', optionNames, options)
    const { rounds = 3, keep = 1, workers = 0, signal } = options
    checkCount('rounds', rounds)
    checkCount('keep', keep)
    checkWorkers(workers)
    if (!Array.isArray(rewards) || rewards.length === 0)
      throw new TrainError('A race needs at least one reward, in a list')
    const seeds = seedList(options.seeds)
    const budget = options.budget ?? presetOf(await loadTask(input), options.settings).budget ?? 100_000
    checkCount('budget', budget)
    const own =
      typeof workers === 'number' && workers > 0 ? createTrainingWorkers({ size: workers }) : undefined
    const team: TrainingWorkers | 0 = own ?? (workers as TrainingWorkers | 0)
    const { ledger } = options
    const trainings = createTrainings(
      input,
      rewards,
      { ...trainingOptions(options), budget, workers: team },
      ledger,
    )
    let running: Contender[] = rewards.map((_, candidate) => ({ candidate }))
    const ranking: Contender[] = []
    try {
      for (const [index, plan] of rungsOf(seeds, budget, rounds).entries()) {
        const round = index + 1
        const ran = await trainings.run(
          running.map(({ candidate }) => candidate),
          plan,
        )
        ran.sort(better)
        const isLast = round === rounds
        const rung = ran.map((each) =>
          !isLast && isBeaten(each, ran, keep) ? { ...each, droppedIn: round } : each,
        )
        report({ ...plan, round, contenders: rung })
        running = rung.filter(({ droppedIn, error }) => droppedIn === undefined && error === undefined)
        ranking.unshift(...rung.filter((each) => isLast || !running.includes(each)))
        if (running.length === 0) break
      }
    } finally {
      await own?.close()
    }
    signal?.throwIfAborted()
    return { ranking: ranking.toSorted(further), environmentSteps: trainings.environmentSteps }
  })
}

function trainingOptions({ rounds: _, keep: __, ledger: ___, ...options }: RaceOptions): TrainOptions {
  return options
}

const rateOf = ({ result }: Contender): number => result?.successRate ?? -1

/** By success, then by the interval's lower end, then by place. */
function better(a: Contender, b: Contender): number {
  const low = ({ result }: Contender): number => result?.interval[0] ?? -1
  return rateOf(b) - rateOf(a) || low(b) - low(a) || a.candidate - b.candidate
}

/** Those that ran longer first, then the better ones; failed ones last. */
function further(a: Contender, b: Contender): number {
  const place = ({ droppedIn, error }: Contender): number =>
    error === undefined ? (droppedIn ?? Number.MAX_SAFE_INTEGER) : 0
  return place(b) - place(a) || better(a, b)
}

/** @param all the best first */
function isBeaten({ result }: Contender, all: readonly Contender[], keep: number): boolean {
  const bar = all[Math.min(keep, all.length) - 1]?.result
  return result !== undefined && bar !== undefined && result.interval[1] < bar.interval[0]
}
