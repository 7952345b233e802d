import { TrainError } from './errors.ts'
import { parameterCount, policyFunction, policyShape } from './policy.ts'
import { episodeSeed, fillNormal, stream } from './random.ts'
import type { Trainer } from './trainer.ts'

/** Settings of the cross-entropy method. */
export interface CrossEntropySettings {
  /** Hidden units of the policy; 0 for a linear one. @default 0 */
  readonly hidden: number
  /** Policies tried for each update. @default 32 */
  readonly population: number
  /** Share of them that the next ones are drawn around. @default 0.25 */
  readonly elite: number
  /** Episodes for each policy; all policies of an update play the same ones. @default 2 */
  readonly episodes: number
  /** Standard deviation of the first parameters. @default 1 */
  readonly spread: number
  /** Standard deviation that is added to the elite's, falling to 0 over the budget. @default 0.25 */
  readonly noise: number
}

const defaults: CrossEntropySettings = {
  hidden: 0,
  population: 32,
  elite: 0.25,
  episodes: 2,
  spread: 1,
  noise: 0.25,
}

/**
 * The cross-entropy method (Rubinstein 1999) over a policy's parameters, with the decreasing noise of Szita and
 * Lörincz (2006): draw policies around a mean, play each, draw the next ones around the best. Policies whose
 * returns tie count alike, so that a reward which tells nothing apart teaches nothing.
 *
 * @throws TrainError for settings out of range
 */
export function crossEntropy(settings: Partial<CrossEntropySettings> = {}): Trainer {
  const all: CrossEntropySettings = { ...defaults, ...settings }
  check(all)
  const { hidden, population, elite, episodes, spread, noise } = all
  const trainer: Trainer = {
    id: 'cross-entropy',
    settings: { ...all },
    async *train(problem) {
      const shape = policyShape(problem.observationSpace, problem.actionSpace, hidden)
      const count = parameterCount(shape)
      const draws = stream(problem.seed, 'parameters')
      const starts = stream(problem.seed, 'training')
      const mean = new Float64Array(count)
      const deviation = new Float64Array(count).fill(spread)
      const candidates = Array.from({ length: population }, () => ({
        parameters: new Float64Array(count),
        return: 0,
      }))
      for (let update = 1; problem.environmentSteps < problem.budget; update++) {
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
        const returns = candidates.map((candidate) => candidate.return).sort((a, b) => b - a)
        const best = returns[0] as number
        const threshold = returns[Math.max(1, Math.round(elite * population)) - 1] as number
        const chosen = candidates.filter((candidate) => candidate.return >= threshold)
        if (chosen.length < population) {
          const added = noise * Math.max(0, 1 - problem.environmentSteps / problem.budget)
          refit(chosen, mean, deviation, added)
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

/** Sets the mean to the chosen ones' and the deviation to theirs, with the added noise's. */
function refit(
  chosen: readonly { readonly parameters: Float64Array }[],
  mean: Float64Array,
  deviation: Float64Array,
  added: number,
): void {
  for (let index = 0; index < mean.length; index++) {
    let sum = 0
    for (const { parameters } of chosen) sum += parameters[index] as number
    const center = sum / chosen.length
    let squares = 0
    for (const { parameters } of chosen) squares += ((parameters[index] as number) - center) ** 2
    mean[index] = center
    deviation[index] = Math.sqrt(squares / chosen.length + added * added)
  }
}

function check(settings: CrossEntropySettings): void {
  const rules: {
    [Name in keyof CrossEntropySettings]: readonly [fits: (n: number) => boolean, want: string]
  } = {
    hidden: [(n) => Number.isSafeInteger(n) && n >= 0, 'a whole number, 0 for a linear policy'],
    population: [(n) => Number.isSafeInteger(n) && n >= 2, 'a whole number of at least 2'],
    elite: [(n) => n > 0 && n < 1, 'a share between 0 and 1'],
    episodes: [(n) => Number.isSafeInteger(n) && n >= 1, 'a whole number of at least 1'],
    spread: [(n) => n > 0 && Number.isFinite(n), 'a positive number'],
    noise: [(n) => n >= 0 && Number.isFinite(n), 'a number of at least 0'],
  }
  for (const [name, value] of Object.entries(settings)) {
    const rule = rules[name as keyof CrossEntropySettings]
    if (!rule)
      throw new TrainError(
        `The cross-entropy method has no setting ${name}; it has ${Object.keys(rules).join(', ')}`,
      )
    if (typeof value !== 'number' || !rule[0](value))
      throw new TrainError(`The cross-entropy method's ${name} is ${rule[1]}, not ${String(value)}`)
  }
}
