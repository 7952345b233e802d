import type { Rng, SpaceJson } from '@gencode/env'
import { TrainError } from './errors.ts'
import { type PolicyShape, parameterCount, policyFunction, policyShape } from './policy.ts'
import { randomAction, standardised } from './policy-spaces.ts'
import { episodeSeed, fillNormal, stream } from './random.ts'
import type { Trainer, TrainingProblem } from './trainer.ts'

/** Settings of the cross-entropy method. */
export interface CrossEntropySettings {
  /** Hidden units of the policy; 0 for a linear one. @default 0, or 8 where actions are numbers */
  readonly hidden?: number | undefined
  /** Policies tried for each update. @default 16 */
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
  population: 16,
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
        policyShape(
          problem.observationSpace,
          problem.actionSpace,
          all.hidden ?? hiddenFor(problem.actionSpace),
        ),
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

/** Choosing from a list is mostly a matter of a weighted sum's sign; swinging a pendulum up isn't. */
function hiddenFor(actionSpace: SpaceJson): number {
  return actionSpace.type === 'Box' ? 8 : 0
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

const count = (least: number) => (value: number) => Number.isSafeInteger(value) && value >= least

const rules: {
  readonly [Name in keyof CrossEntropySettings]-?: readonly [fits: (value: number) => boolean, want: string]
} = {
  hidden: [count(0), 'a whole number, 0 for a linear policy'],
  population: [count(2), 'a whole number of at least 2'],
  elite: [(value) => value > 0 && value < 1, 'a share between 0 and 1'],
  episodes: [count(1), 'a whole number of at least 1'],
  spread: [(value) => value > 0 && Number.isFinite(value), 'a positive number'],
  noise: [(value) => value >= 0 && Number.isFinite(value), 'a number of at least 0'],
}

function checkSettings(settings: CrossEntropySettings): void {
  for (const [name, value] of Object.entries(settings)) {
    const rule = rules[name as keyof CrossEntropySettings]
    if (!rule)
      throw new TrainError(
        `The cross-entropy method has no setting ${name}; it has ${Object.keys(rules).join(', ')}`,
      )
    if (name === 'hidden' && value === undefined) continue
    if (typeof value !== 'number' || !rule[0](value))
      throw new TrainError(`The cross-entropy method's ${name} is ${rule[1]}, not ${String(value)}`)
  }
}
