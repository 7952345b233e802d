import { BaseEnv } from '../base-env.ts'
import type { Info, ResetOptions, ResetResult, StepResult } from '../env.ts'
import { InvalidOptionError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import { isNumbers } from '../spaces/box.ts'
import { Discrete } from '../spaces/discrete.ts'

/** One outcome of an action. */
export type Transition = readonly [probability: number, state: number, reward: number, terminated: boolean]

/** By state, then by action, what may happen; Gymnasium's `P`. */
export type Transitions = readonly (readonly (readonly Transition[])[])[]

/**
 * An environment that is a table of transitions; its state is one number, which is also the observation.
 *
 * @see gymnasium/envs/toy_text/
 */
export abstract class TableEnv extends BaseEnv<number, number> {
  readonly observationSpace: Discrete
  readonly actionSpace: Discrete
  /** What may happen, by state and action. */
  readonly transitions: Transitions
  readonly #starts: readonly Transition[]
  protected current: number | undefined
  protected lastAction: number | undefined

  /** @param startWeights how likely each state is to be the first one, relative to the others */
  constructor(transitions: Transitions, startWeights: readonly number[]) {
    super()
    this.transitions = transitions
    const sum = startWeights.reduce((total, weight) => total + weight, 0)
    this.#starts = startWeights.map((weight, state) => [weight / sum, state, 0, false])
    this.observationSpace = new Discrete(transitions.length)
    this.actionSpace = new Discrete(transitions[0]?.length ?? 0)
  }

  override get state(): number | undefined {
    return this.current
  }

  reset(options?: ResetOptions): ResetResult<number> {
    const given = this.#givenState(options)
    this.reseed(options)
    const drawn = chosen(this.#starts, this.rng)
    this.current = given ?? drawn
    this.lastAction = undefined
    this.started()
    return { observation: this.current, info: this.info(1, this.current) }
  }

  step(action: number): StepResult<number> {
    const from = this.current as number
    const outcomes = this.transitions[from]?.[action] as readonly Transition[]
    const [probability, to, reward, terminated] = outcomes[chosen(outcomes, this.rng)] as Transition
    this.current = this.arrived(from, to)
    this.lastAction = action
    const info = this.info(probability, this.current)
    return { observation: this.current, reward, terminated, truncated: false, info }
  }

  /** Called at the end of each reset. */
  protected started(): void {}

  /** The state that a step ends in; the table's own unless an environment changes it. */
  protected arrived(_from: number, to: number): number {
    return to
  }

  protected info(probability: number, _state: number): Info {
    return { prob: probability }
  }

  #givenState(options: ResetOptions | undefined): number | undefined {
    const given = options?.options?.state
    if (given === undefined) return undefined
    const state = isNumbers(given) && given.length === 1 ? given[0] : given
    if (!this.observationSpace.contains(state))
      throw new InvalidOptionError(`The state is ${this.observationSpace.text}, not ${String(given)}`)
    return state
  }
}

/** Draws an outcome by its probability. @see gymnasium/envs/toy_text/utils.py */
function chosen(outcomes: readonly Transition[], rng: Rng): number {
  const drawn = rng.random()
  let sum = 0
  for (let index = 0; index < outcomes.length; index++) {
    sum += (outcomes[index] as Transition)[0]
    if (sum > drawn) return index
  }
  return 0
}
