import { CodeError } from '@gencode/contract/errors'
import { summarise } from '../result.ts'
import type { RewardFunction } from '../reward.ts'
import type { SeedResult } from '../seed-job.ts'
import type { TaskInput } from '../task-input.ts'
import { type TrainOptions, train } from '../train.ts'
import type { Contender } from './contender.ts'
import type { RungPlan } from './rungs.ts'

/** Which training of a race a result is of. */
export interface RaceKey {
  /** The reward's place in the list. */
  readonly candidate: number
  readonly seed: number
  /** Environment steps up to which it was trained. */
  readonly steps: number
}

/** Where results of a race are kept, so that another run of it finds them. */
export interface RaceLedger {
  get(key: RaceKey): SeedResult | undefined
  /** A promise is awaited before the race goes on; what it rejects with ends the race. */
  set(key: RaceKey, result: SeedResult): unknown
}

/** The trainings of a race: each goes on from where it stopped. */
export interface Trainings {
  /** The given candidates after a round. */
  run(candidates: readonly number[], plan: RungPlan): Promise<Contender[]>
  /** Of all trainings, assessments and evaluations so far. */
  readonly environmentSteps: number
}

/** @param options with the budget that the last round reaches, and workers that are open */
export function createTrainings(
  input: TaskInput,
  rewards: readonly RewardFunction[],
  options: TrainOptions & { readonly budget: number },
  ledger: RaceLedger | undefined,
): Trainings {
  const results = new Map<string, SeedResult>()
  let environmentSteps = 0

  /** One after another in this thread, side by side in workers. */
  async function all<From, To>(from: readonly From[], run: (each: From) => Promise<To>): Promise<To[]> {
    if (options.workers !== 0) return Promise.all(from.map(run))
    const to: To[] = []
    for (const each of from) to.push(await run(each))
    return to
  }

  async function contender(candidate: number, { seeds, steps }: RungPlan): Promise<Contender> {
    try {
      return { candidate, result: summarise(await all(seeds, (seed) => trained({ candidate, seed, steps }))) }
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!(error instanceof CodeError)) throw error
      return { candidate, error }
    }
  }

  async function trained(key: RaceKey): Promise<SeedResult> {
    const name = `${key.candidate}/${key.seed}`
    const before = results.get(name)
    const known = ledger?.get(key)
    const result = known ?? (await goOn(key, before))
    if (!known) await ledger?.set(key, result)
    results.set(name, result)
    environmentSteps += result.environmentSteps + result.assessmentSteps + result.evaluationSteps
    environmentSteps -= (before?.environmentSteps ?? 0) + (before?.assessmentSteps ?? 0)
    const { checkpoint: _, ...told } = result
    return told
  }

  async function goOn(
    { candidate, seed, steps }: RaceKey,
    before: SeedResult | undefined,
  ): Promise<SeedResult> {
    // The last update of the round before may have passed this one's steps already.
    if (before && (before.environmentSteps >= steps || !before.checkpoint))
      return { ...before, evaluationSteps: 0 }
    const { seeds } = await train(input, rewards[candidate] as RewardFunction, {
      ...options,
      seeds: [seed],
      until: steps,
      checkpoints: before?.checkpoint && new Map([[seed, before.checkpoint]]),
    })
    return seeds[0] as SeedResult
  }

  return {
    run: (candidates, plan) => all(candidates, (candidate) => contender(candidate, plan)),
    get environmentSteps() {
      return environmentSteps
    },
  }
}
