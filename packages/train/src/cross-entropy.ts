import { playEpisode } from './episode.ts'
import { networkFunction, type PolicyShape, parameterCount, policyShape } from './policy/network-policy.ts'
import { type Input, randomAction, standardised } from './policy/spaces.ts'
import { episodeSeed, fillNormal, stream } from './random.ts'
import {
  checkedSettings,
  countRule,
  nonNegativeRule,
  numberRule,
  positiveRule,
  type SettingRule,
  switchRule,
} from './settings.ts'
import type { Environments, Trainer, TrainingProblem } from './trainer.ts'

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
  const all = checkedSettings('The cross-entropy method', defaults, settings, rules)
  const { population, elite, episodes, spread, noise } = all
  return {
    id: 'cross-entropy',
    settings: { ...all },
    async *train(problem, state?: unknown) {
      const environments = await problem.environments(1)
      const plain = policyShape(problem.observationSpace, problem.actionSpace, {
        quadratic: all.quadratic ?? problem.actionSpace.type === 'Box',
        hidden: all.hidden,
      })
      const count = parameterCount(plain)
      const from = (state as SearchState | undefined) ?? {
        update: 0,
        inputs: await warmUp(plain, problem, environments),
        mean: new Array<number>(count).fill(0),
        deviation: new Array<number>(count).fill(spread),
      }
      const shape = { ...plain, inputs: from.inputs }
      const mean = Float64Array.from(from.mean)
      const deviation = Float64Array.from(from.deviation)
      const candidates = Array.from({ length: population }, () => ({
        parameters: new Float64Array(count),
        return: 0,
      }))
      for (
        let update = from.update + 1;
        update === 1 || problem.environmentSteps < problem.budget;
        update++
      ) {
        const draws = stream(problem.seed, 'parameters', update)
        const starts = stream(problem.seed, 'training', update)
        const seeds = Array.from({ length: episodes }, () => episodeSeed(starts))
        let successes = 0
        for (const candidate of candidates) {
          fillNormal(draws, candidate.parameters)
          for (let index = 0; index < count; index++)
            candidate.parameters[index] =
              (mean[index] as number) + (deviation[index] as number) * (candidate.parameters[index] as number)
          const act = networkFunction({ ...shape, parameters: candidate.parameters })
          candidate.return = 0
          for (const seed of seeds) {
            const episode = await playEpisode(environments, act, seed)
            candidate.return += episode.return / episodes
            if (episode.succeeded) successes++
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
          point: {
            update,
            environmentSteps: problem.environmentSteps,
            meanReturn: returns.reduce((sum, each) => sum + each, 0) / population,
            bestReturn: best,
            successRate: successes / (population * episodes),
          },
          snapshot: () => ({
            policy: { ...shape, parameters: Array.from(mean) },
            state: {
              update,
              inputs: shape.inputs,
              mean: Array.from(mean),
              deviation: Array.from(deviation),
            } satisfies SearchState,
          }),
        }
      }
      return { ...shape, parameters: Array.from(mean) }
    },
  }
}

/** What the search has to know to go on. */
interface SearchState {
  readonly update: number
  readonly inputs: readonly Input[]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/**
 * Plays at random, to see what observations look like: the policy's inputs are scaled by that. (A velocity whose
 * bound is 0.07 but that seldom passes 0.01 would else hardly count.)
 */
async function warmUp(
  shape: PolicyShape,
  problem: TrainingProblem,
  environments: Environments,
): Promise<readonly Input[]> {
  const draws = stream(problem.seed, 'parameters')
  const starts = stream(problem.seed, 'training')
  const seen: number[][] = []
  const act = (observation: ArrayLike<number>): unknown => {
    seen.push(Array.from(observation))
    return randomAction(shape.output, draws)
  }
  for (let episode = 0; episode < warmUpEpisodes && problem.environmentSteps < problem.budget; episode++)
    await playEpisode(environments, act, episodeSeed(starts))
  return standardised(shape.inputs, seen)
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

const rules: { readonly [Name in keyof CrossEntropySettings]-?: SettingRule } = {
  quadratic: switchRule,
  hidden: countRule(0),
  population: countRule(2),
  elite: numberRule((value) => value > 0 && value < 1, 'a share between 0 and 1'),
  episodes: countRule(1),
  spread: positiveRule,
  noise: nonNegativeRule,
}
