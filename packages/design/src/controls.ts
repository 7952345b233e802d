import type { RewardFunction } from '@gencode/train'
import { type Candidate, type Ranked, ranked } from './candidate.ts'
import type { DesignResult, Measured } from './events.ts'
import { gate } from './gate/gate.ts'
import type { Loop } from './loop.ts'
import type { DesignOptions } from './options.ts'
import { briefText } from './propose/brief.ts'
import { propose } from './propose/propose.ts'
import { confirmLeaders } from './race/confirm.ts'
import { raceAll, stepsOf } from './race/race-round.ts'
import { intervalOf, rateOf } from './race/rates.ts'
import { rewardOf, type TrainingPlace, trainOnce } from './race/training.ts'

/** Seeds that no choice is made by. */
const freshFrom = 1_000_000

/** The winner, trained again on fresh seeds. */
export function measureWinner(
  best: Ranked,
  place: TrainingPlace,
  options: DesignOptions,
): Promise<Measured | undefined> {
  return measure(`winner ${best.index}`, rewardOf(best), place, options)
}

async function measure(
  name: string,
  reward: RewardFunction,
  place: TrainingPlace,
  { finalSeeds = 5, seed = 0 }: DesignOptions,
): Promise<Measured | undefined> {
  const seeds = Array.from({ length: finalSeeds }, (_, index) => freshFrom + 1000 * seed + index)
  const outcomes = await Promise.all(seeds.map((each) => trainOnce(name, reward, each, place)))
  const trainings = outcomes.flatMap((outcome) => ('training' in outcome ? [outcome.training] : []))
  // A function that fails on a fresh seed has no success there.
  if (trainings.length === 0) return undefined
  const [like] = trainings
  const all = outcomes.map((outcome, index) =>
    'training' in outcome
      ? outcome.training
      : { ...(like as (typeof trainings)[number]), seed: seeds[index] as number, successRate: 0 },
  )
  return {
    successRate: rateOf(all),
    interval: intervalOf(all),
    seeds: all.map(({ seed: each, successRate }) => ({ seed: each, successRate })),
  }
}

/** What the winner has to beat, measured the same way. */
export async function measureControls(loop: Loop): Promise<DesignResult['controls']> {
  const { options, training, say } = loop
  const { environment = true, constant = true, samples = false } = options.controls ?? {}
  const wanted = [
    ...(environment
      ? [['environment', async () => measure('environment', 'environment', training, options)] as const]
      : []),
    ...(constant
      ? [['constant', async () => measure('constant', 'constant', training, options)] as const]
      : []),
    ...(samples ? [['samples', async () => measureSamples(loop)] as const] : []),
  ]
  const controls: { [Name in 'environment' | 'constant' | 'samples']?: Measured } = {}
  for (const [name, work] of wanted) {
    const measured = await work()
    if (!measured) continue
    controls[name] = measured
    say({ type: 'control', name, measured })
  }
  return controls
}

/** Where the numbers of the samples begin: beyond those of any round. */
const samplesFrom = 100_000

/** As many fresh samples as the loop had candidates, none told of another; raced the same way, the leaders on further seeds until as many steps are used. */
async function measureSamples(loop: Loop): Promise<Measured | undefined> {
  const { options, task, candidates } = loop
  const { images = [], signal } = options
  const lineage = { kind: 'fresh', parents: [] } as const
  const brief = briefText({
    lineage,
    candidates: [],
    docs: task.observationDocs,
    maxTokens: options.maxBriefTokens,
  })
  const sampled: Candidate[] = []
  for (let place = 0; place < candidates.length; place++) {
    const answer = await propose(
      { index: samplesFrom + place, round: 0, slot: { lineage }, brief },
      { ...loop, images, signal },
    )
    if ('stopped' in answer) break
    sampled.push(await gate(answer.proposal, sampled, loop))
  }
  let raced = await confirmLeaders(loop, await raceAll(loop, sampled))
  for (let wanted = 4; wanted <= 12 && stepsOf(raced) < stepsOf(candidates); wanted++)
    raced = await confirmLeaders(loop, raced, wanted)
  const [best] = ranked(raced)
  return best && measureWinner(best, loop.training, options)
}

/** What the loop beat and what not; where intervals overlap, it is said so. */
export function verdictOf(final: Measured | undefined, controls: DesignResult['controls']): string {
  if (!final) return 'No candidate could be trained.'
  const names = {
    environment: "the environment's own reward",
    constant: 'a constant',
    samples: 'samples without feedback',
  }
  const shown = ({ successRate, interval }: Measured): string =>
    `${successRate.toFixed(2)} [${interval[0].toFixed(2)}, ${interval[1].toFixed(2)}]`
  const told = Object.entries(controls).map(([name, control]) => {
    const other = `${names[name as keyof typeof names]} (${shown(control)})`
    if (final.interval[0] > control.interval[1]) return `It beats ${other}.`
    if (final.interval[1] < control.interval[0]) return `It loses to ${other}.`
    return `It can't be told apart from ${other}: the intervals overlap.`
  })
  return [`The best reward reaches ${shown(final)} on fresh seeds.`, ...told].join(' ')
}
