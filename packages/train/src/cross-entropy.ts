import type { Rng } from '@gencode/env'
import { TrainError } from './errors.ts'
import { type PolicyShape, parameterCount, policyFunction, policyShape } from './policy.ts'
import { randomAction, standardised } from './policy-spaces.ts'
import { episodeSeed, fillNormal, stream } from './random.ts'
import type { Trainer, TrainingProblem } from './trainer.ts'

/** Settings of the cross-entropy method. */
export interface CrossEntropySettings {
  /** Whether the policy also weighs the squares and products of what it observes. @default where actions are numbers */
  readonly quadratic?: boolean | undefined
  /** Hidden units of the policy; without any it is a weighted sum. @default 0 */
  readonly hidden: number
  /** Policies tried for each update. @default 24 */
  readonly population: number
  /** Share of them that the next ones are drawn around. @default 0.25 */
  readonly elite: number
  /** Episodes for each policy; all policies of an update play the same ones. @default 2 */
  readonly episodes: number
  /** Standard deviation of the first parameters. @default 2 */
  readonly spread: number
  /** Standard deviation that is added to the elite's, falling to 0 over the budget. @default 1 */
  readonly noise: number
}

/** Random episodes before the first update. */
const warmUpEpisodes = 10

const defaults: CrossEntropySettings = {
  hidden: 0,
  population: 24,
  elite: 0.25,
  episodes: 2,
  spread: 2,
  noise: 1,
}

/**
 * The cross-entropy method (Rubinstein 1999) over a policy's parameters, with the decreasing noise of Szita and
 * Lörincz (2006): draw policies around a mean, play each, draw the next ones around the best. Policies whose
 * returns tie count alike, so that a reward which tells nothing apart teaches nothing. Ten random episodes
 * before it (their steps count) show how to scale the observations.
 *
 * @throws TrainError for settings out of range
 */
export function crossEntropy(settings: Partial<CrossEntropySettings> = {}): Trainer {
  const all: CrossEntropySettings = { ...defaults, ...settings }
  checkSettings(all)
  const { population, elite, episodes, spread, noise } = all
  const trainer: Trainer = {
    id: 'cross-entropy',
    settings: { ...all },
    async *train(problem) {
      const draws = stream(problem.seed, 'parameters')
      const starts = stream(problem.seed, 'training')
      const shape = await warmUp(
        policyShape(problem.observationSpace, problem.actionSpace, {
          quadratic: all.quadratic ?? problem.actionSpace.type === 'Box',
          hidden: all.hidden,
        }),
        problem,
        draws,
        starts,
      )
      const count = parameterCount(shape)
      const mean = new Float64Array(count)
      const deviation = new Float64Array(count).fill(spread)
      const candidates = Array.from({ length: population }, () => ({
        parameters: new Float64Array(count),
        return: 0,
      }))
      for (let update = 1; update === 1 || problem.environmentSteps < problem.budget; update++) {
        const seeds = Array.from({ length: episodes }, () => episodeSeed(starts))
        let successes = 0
        for (const candidate of candidates) {
          fillNormal(draws, candidate.parameters)
          for (let index = 0; index < count; index++)
            candidate.parameters[index] =
              (mean[index] as number) + (deviation[index] as number) * (candidate.parameters[index] as number)
          const act = policyFunction({ ...shape, parameters: candidate.parameters })
          candidate.return = 0
          for (const seed of seeds) {
            const rollout = await problem.rollout(act, seed)
            candidate.return += rollout.return / episodes
            if (rollout.succeeded) successes++
          }
        }
        candidates.sort((a, b) => b.return - a.return)
        const returns = candidates.map((candidate) => candidate.return)
        const best = returns[0] as number
        if (best > (returns[population - 1] as number)) {
          const share = weights(returns, Math.max(1, Math.round(elite * population)))
          refit(
            candidates,
            share,
            mean,
            deviation,
            noise * Math.max(0, 1 - problem.environmentSteps / problem.budget),
          )
        }
        yield {
          update,
          environmentSteps: problem.environmentSteps,
          meanReturn: returns.reduce((sum, each) => sum + each, 0) / population,
          bestReturn: best,
          successRate: successes / (population * episodes),
        }
      }
      return { ...shape, parameters: Array.from(mean) }
    },
  }
  ours.add(trainer)
  return trainer
}

/** Trainers that `crossEntropy` made: their settings are all that a worker needs to make them again. */
const ours = new WeakSet<Trainer>()

/** Whether `crossEntropy` made it. */
export function isCrossEntropy(trainer: Trainer): boolean {
  return ours.has(trainer)
}

/**
 * Plays at random, to see what observations look like: the policy's inputs are scaled by that. (A velocity whose
 * bound is 0.07 but that seldom passes 0.01 would else hardly count.)
 */
async function warmUp(
  shape: PolicyShape,
  problem: TrainingProblem,
  draws: Rng,
  starts: Rng,
): Promise<PolicyShape> {
  const seen: number[][] = []
  for (let episode = 0; episode < warmUpEpisodes && problem.environmentSteps < problem.budget; episode++)
    await problem.rollout((observation) => {
      seen.push(Array.from(observation))
      return randomAction(shape.output, draws)
    }, episodeSeed(starts))
  return { ...shape, inputs: standardised(shape.inputs, seen) }
}

/** What each candidate counts, best first: the elite alike, those that tie the mean of their places. Sums to 1. */
function weights(returns: readonly number[], elite: number): readonly number[] {
  const weights: number[] = []
  for (let from = 0; from < returns.length; ) {
    let to = from + 1
    while (to < returns.length && returns[to] === returns[from]) to++
    const places = Math.max(0, Math.min(to, elite) - from)
    for (let place = from; place < to; place++) weights.push(places / (to - from) / elite)
    from = to
  }
  return weights
}

/** Sets the mean to the weighted candidates' and the deviation to theirs, with the added noise's. */
function refit(
  candidates: readonly { readonly parameters: Float64Array }[],
  weights: readonly number[],
  mean: Float64Array,
  deviation: Float64Array,
  added: number,
): void {
  for (let index = 0; index < mean.length; index++) {
    let center = 0
    for (const [place, { parameters }] of candidates.entries())
      center += (weights[place] as number) * (parameters[index] as number)
    let variance = 0
    for (const [place, { parameters }] of candidates.entries())
      variance += (weights[place] as number) * ((parameters[index] as number) - center) ** 2
    mean[index] = center
    deviation[index] = Math.sqrt(variance + added * added)
  }
}

type Fits = (value: unknown) => boolean

const count =
  (least: number): Fits =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least
const number =
  (fits: (value: number) => boolean): Fits =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && fits(value)

const rules: {
  readonly [Name in keyof CrossEntropySettings]-?: readonly [fits: Fits, want: string]
} = {
  quadratic: [(value) => value === undefined || typeof value === 'boolean', 'true or false'],
  hidden: [count(0), 'a whole number of at least 0'],
  population: [count(2), 'a whole number of at least 2'],
  elite: [number((value) => value > 0 && value < 1), 'a share between 0 and 1'],
  episodes: [count(1), 'a whole number of at least 1'],
  spread: [number((value) => value > 0), 'a positive number'],
  noise: [number((value) => value >= 0), 'a number of at least 0'],
}

function checkSettings(settings: CrossEntropySettings): void {
  for (const [name, value] of Object.entries(settings)) {
    const rule = rules[name as keyof CrossEntropySettings]
    if (!rule)
      throw new TrainError(
        `The cross-entropy method has no setting ${name}; it has ${Object.keys(rules).join(', ')}`,
      )
    if (!rule[0](value))
      throw new TrainError(`The cross-entropy method's ${name} is ${rule[1]}, not ${String(value)}`)
  }
}
