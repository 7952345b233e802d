import { CodeError } from '@gencode/contract/errors'
import { type RaceKey, type RaceLedger, race, type SeedResult } from '@gencode/train'
import type { Candidate } from '../candidate.ts'
import type { Loop } from '../loop.ts'
import type { Refusal } from '../refusal.ts'
import { intervalOf, rateOf } from './rates.ts'
import { rewardOf, type Training, trainingOf } from './training.ts'

/**
 * Trains candidates side by side, by `race` of `@gencode/train`: what one has been trained with before is taken from the run and
 * extended, and those go whose whole interval lies below that of the last elite.
 *
 * @returns them with what they reached, in their order
 * @throws what a trainer, an environment or a worker throws: no code is at fault then
 */
export async function raceAll(loop: Loop, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const { train = {}, elites = 3 } = loop.options
  return await trainAll(loop, candidates, { seeds: seedsOf(loop), rungs: train.rungs ?? 2, keep: elites })
}

/** The seeds of the race, or those that follow them. The same for all, and numbered on. */
export function seedsOf({ options: { train = {}, seed = 0 } }: Loop, from = 0): number[] {
  return Array.from({ length: train.seeds ?? 3 }, (_, index) => seed + from + index)
}

/** How candidates are trained side by side. */
interface Heat {
  readonly seeds: readonly number[]
  readonly rungs: number
  /** How many are never dropped. */
  readonly keep: number
}

/** As `raceAll`, on seeds of one's own; to what they have reached with other seeds before, this is added. */
export async function trainAll(
  loop: Loop,
  candidates: readonly Candidate[],
  { seeds, rungs, keep }: Heat,
): Promise<Candidate[]> {
  const { options, training, notebook } = loop
  const failed = (index: number) =>
    notebook.known('design/training', `${index} refused`) as Refusal | undefined
  const racers = candidates.filter(({ index, status }) => status === 'trained' && !failed(index))
  const kept = keeper(loop, racers)
  if (racers.length > 0) {
    const { ranking } = await race(
      training.task,
      racers.map(({ code = '', entry = '' }) => rewardOf({ code, entry })),
      {
        ...training.settings,
        seeds,
        rounds: rungs,
        keep,
        workers: training.workers,
        signal: options.signal,
        onWarning: training.onWarning,
        terms: { points: 10 },
        ledger: kept.ledger,
      },
    )
    for (const { candidate, error } of ranking) {
      if (!(error instanceof CodeError)) continue
      const { code, feedback } = error
      const { index } = racers[candidate] as Candidate
      await notebook.keep('design/training', `${index} refused`, {
        code,
        feedback: `In training: ${feedback}`,
      })
    }
  }
  return candidates.map((candidate): Candidate => {
    const refusal = failed(candidate.index)
    if (refusal) return { ...candidate, status: 'refused', refusal, trainings: [] }
    const trainings = together(candidate.trainings, kept.trainingsOf(candidate.index))
    if (trainings.length === 0) return candidate
    return { ...candidate, trainings, successRate: rateOf(trainings), interval: intervalOf(trainings) }
  })
}

/** Trainings by their seeds; of one seed, the later one. */
function together(before: readonly Training[], after: readonly Training[]): Training[] {
  const bySeed = new Map([...before, ...after].map((training) => [training.seed, training]))
  return [...bySeed.values()].sort((a, b) => a.seed - b.seed)
}

/** Keeps the race's trainings in the run, and knows of each candidate the furthest one with each seed. */
function keeper({ notebook }: Loop, racers: readonly Candidate[]) {
  const furthest = new Map<
    number,
    Map<number, { readonly steps: number; readonly training: Training; readonly measured: number }>
  >()
  const indexOf = ({ candidate }: RaceKey): number => (racers[candidate] as Candidate).index
  const nameOf = (key: RaceKey): string => `${indexOf(key)} seed ${key.seed} to ${key.steps}`
  const note = (key: RaceKey, result: SeedResult): void => {
    const seeds = furthest.get(indexOf(key)) ?? new Map()
    furthest.set(indexOf(key), seeds)
    const before = seeds.get(key.seed)?.measured ?? 0
    const training = trainingOf(result, before)
    seeds.set(key.seed, { steps: key.steps, training, measured: before + result.evaluationSteps })
  }
  const ledger: RaceLedger = {
    get(key) {
      const known = notebook.known('design/training', nameOf(key)) as SeedResult | undefined
      if (known) note(key, known)
      return known
    },
    async set(key, result) {
      const plain = JSON.parse(JSON.stringify(result)) as SeedResult
      await notebook.keep('design/training', nameOf(key), plain)
      note(key, plain)
    },
  }
  return {
    ledger,
    trainingsOf: (index: number): Training[] =>
      [...(furthest.get(index)?.values() ?? [])].map(({ training }) => training),
  }
}

/** Environment steps that all candidates have taken. */
export function stepsOf(candidates: readonly Candidate[]): number {
  return candidates.reduce(
    (sum, { trainings }) => sum + trainings.reduce((all, { steps }) => all + steps, 0),
    0,
  )
}
