import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { fits, misfitText } from '../arguments.ts'
import type { SandboxError } from '../errors.ts'
import type { ResolvedOptions } from '../options.ts'
import type { RawBatch } from '../raw-batch.ts'
import type { Parameters, Shape } from '../shape.ts'
import type { BatchColumn } from '../types.ts'
import { encodeText } from './codec.ts'
import { type Definition, evaluated, Finder, typedError } from './definition.ts'
import type { Image } from './delta.ts'
import { stopError } from './failure.ts'
import { Refused } from './guest-throw.ts'
import type { Realm } from './realm.ts'
import { type Callee, type RowRange, runOnce, runRows } from './rows.ts'
import { Slots, type SlotsPlace } from './slots.ts'

/** A function with all that its code has come to, in a copy of the memory. */
interface Standing {
  readonly image: Image
  readonly fn: number
  readonly place: SlotsPlace
}

/** A function of the guest in this thread, its results not yet checked against a contract. */
export class GuestFunction {
  readonly definition: Definition
  readonly #realm: Realm
  readonly #options: ResolvedOptions
  #slots!: Slots
  #fn = 0
  #isDisposed = false
  /** What it begins from in place of its code. */
  #start: Standing | undefined

  constructor(realm: Realm, options: ResolvedOptions, definition: Definition) {
    this.#realm = realm
    this.#options = options
    this.definition = definition
  }

  /**
   * Finds the function in a code, and keeps the realm as the code left it.
   *
   * @param original the text whose lines errors name
   * @throws SandboxError
   */
  static compile(
    realm: Realm,
    options: ResolvedOptions,
    shape: Shape,
    code: string | CleanedCode,
    wanted?: string,
    original: string = typeof code === 'string' ? code : code.original,
  ): GuestFunction {
    let slots: Slots | undefined
    const begin = (): void => {
      slots = new Slots(realm.machine, realm.clearFor(shape))
    }
    const { definition, fn } = new Finder(realm, options, shape, code, original, begin).find(code, wanted)
    const made = new GuestFunction(realm, options, definition)
    made.#slots = slots as unknown as Slots
    made.#fn = fn
    realm.owner = made
    return made
  }

  /** Evaluates the code within a crossing, from the clean start that was made for it. */
  evaluate(): void {
    if (this.#start) {
      this.#fn = this.#start.fn
      this.#realm.owner = this
      return
    }
    const found = evaluated(this.#realm, this.definition)
    if (found === undefined) throw new Refused('function that is no longer there')
    this.#fn = found.fn
    this.#realm.owner = this
  }

  /** Makes the clean start that the code is evaluated from. */
  begin(): void {
    if (this.#start) {
      this.#realm.clearTo(this.#start.image)
      this.#slots = new Slots(this.#realm.machine, this.#start.place)
      return
    }
    this.#slots = new Slots(this.#realm.machine, this.#realm.clearFor(this.definition.shape))
  }

  /** Runs something of the guest, whose code is evaluated again where its memory was lost. */
  #with<Result>(timeoutMs: number, work: () => Result): Result {
    this.mustBeThere()
    const isThere = this.#realm.owner === this
    if (!isThere) this.begin()
    try {
      return this.#realm.cross(timeoutMs, () => {
        if (!isThere) this.evaluate()
        return work()
      })
    } catch (error) {
      throw typedError(error, this.definition.subject, this.#options, timeoutMs)
    }
  }

  /**
   * The same function, to begin from where this one stands now. Forks of a fork that was not called yet share its copy
   * of the memory.
   *
   * @throws SandboxError where its code has to be evaluated again, and fails
   */
  fork(): GuestFunction {
    const isUntouched = this.#start !== undefined && this.#realm.owner !== this
    const made = new GuestFunction(this.#realm, this.#options, this.definition)
    made.#start = isUntouched ? this.#start : this.#standing()
    return made
  }

  #standing(): Standing {
    this.#with(this.#options.timeoutMs, () => {})
    return { image: this.#realm.machine.takeImage(), fn: this.#fn, place: this.#slots.place }
  }

  /** @throws SandboxError */
  call(args: readonly unknown[], timeoutMs: number = this.#options.timeoutMs): unknown {
    const realm = this.#realm
    const { parameters, texts } = this.definition.shape
    if (!parameters) {
      const arrive = this.#arrivalAsText(args)
      return this.#with(timeoutMs, () => realm.read(arrive()))
    }
    this.checkArguments(parameters, args)
    return this.#with(timeoutMs, () => {
      const callee = this.#callee(parameters, texts)
      const { machine } = realm
      return runOnce(callee, args)
        ? machine.memory.numberAt(callee.slots.at)
        : realm.read(machine.moveOut(callee.slots.at))
    })
  }

  /**
   * Checks arguments, for a call within a crossing.
   *
   * @returns what makes the call, and gives the value that it returned, which may be an exception
   * @throws GencodeError
   */
  arrival(args: readonly unknown[]): () => number {
    const { parameters, texts } = this.definition.shape
    if (!parameters) return this.#arrivalAsText(args)
    this.checkArguments(parameters, args)
    return () => {
      const callee = this.#callee(parameters, texts)
      runOnce(callee, args)
      return this.#realm.machine.moveOut(callee.slots.at)
    }
  }

  #arrivalAsText(args: readonly unknown[]): () => number {
    const { machine } = this.#realm
    const text = encodeText(args, this.#options.resultDepth + 1)
    return () => {
      const value = machine.newString(text)
      const result = machine.call(machine.at.applyText, [this.#fn, value])
      machine.free(value)
      return result
    }
  }

  #callee(parameters: Parameters, texts: readonly number[]): Callee {
    return { realm: this.#realm, fn: this.#fn, slots: this.#slots, parameters, texts }
  }

  /** @throws GencodeError where the arguments do not fit the parameters */
  checkArguments(parameters: Parameters, args: readonly unknown[]): void {
    const { entry } = this.definition
    if (args.length !== parameters.length)
      throw new GencodeError(
        `${entry} takes ${parameters.length} ${parameters.length === 1 ? 'argument' : 'arguments'} (${parameters.map(({ name }) => name).join(', ')}), not ${args.length}`,
      )
    for (let index = 0; index < parameters.length; index++) {
      const { name, layout } = parameters[index] as Parameters[number]
      if (!fits(args[index], layout))
        throw new GencodeError(`${entry}: ${name} is ${misfitText(args[index], layout)}`)
    }
  }

  /** Calls the function once a row, or for some of the rows. @throws SandboxError */
  batch(columns: readonly BatchColumn[], rows: number, timeoutMs: number, range?: RowRange): RawBatch {
    const { parameters = [], texts } = this.definition.shape
    return this.#with(timeoutMs, () => runRows(this.#callee(parameters, texts), columns, rows, range))
  }

  /** What a crossing that overran its deadline ends with. */
  timedOut(timeoutMs: number): SandboxError {
    return stopError(this.definition.subject, this.#options, { kind: 'timeout' }, timeoutMs)
  }

  /** @throws GencodeError where it was disposed of */
  mustBeThere(): void {
    if (this.#isDisposed) throw new GencodeError(`${this.definition.entry} was disposed of`)
  }

  dispose(): void {
    this.#isDisposed = true
  }
}
