import { GencodeError } from '@gencode/contract/errors'
import type { ResolvedOptions } from '../options.ts'
import type { Shape } from '../shape.ts'
import { ConsoleLog } from './console-log.ts'
import { Orderly, Stopped } from './crossing.ts'
import type { Image } from './delta.ts'
import type { Engine } from './engine.ts'
import { checked, GuestThrow, Refused } from './guest-throw.ts'
import { type Caller, messageOf } from './host-calls.ts'
import { settled } from './jobs.ts'
import { Machine } from './machine.ts'
import { freshState, seededState } from './random-state.ts'
import { placeSlots, type SlotsPlace } from './slots.ts'
import { givePacked, type Packed, packValue, readText, type Structure, takeValue } from './values.ts'

/** The guest's clock where it stands still: the first second of the year 2000, universal time. */
export const fixedTime = 946_684_800_000
const mostShapes = 32

/** The driver's functions that only some guests have. */
interface Extras extends Structure {
  readonly installConsole: number
  readonly installTimers: number
  readonly nextTimer: number
  readonly fireTimer: number
}

/** What a realm is for. */
export interface RealmUse {
  /** The functions of the host, as the guest knows them: `save`, `db.save`. */
  readonly names: readonly string[]
  readonly caller: Caller
  /** Whether it has timers, as programs do. @default false */
  readonly hasTimers?: boolean
}

/**
 * A machine with the surroundings that the options ask for: console, host functions, randomness, and the
 * room for arguments. One guest lives in it at a time.
 */
export class Realm {
  readonly machine: Machine
  /** Whose code the memory holds now. */
  owner: object | undefined
  readonly options: ResolvedOptions
  /** Who answers the guest's calls; whoever runs it may put itself here. */
  caller: Caller
  /** How far the guest's clock has gone where it stands still otherwise, in milliseconds. */
  virtualMs = 0
  readonly log: ConsoleLog = new ConsoleLog()
  readonly names: readonly string[]
  readonly hasTimers: boolean
  readonly polyfills: Engine['polyfills']
  readonly #shapes = new Map<string, SlotsPlace>()
  #extras: Extras | undefined

  constructor(engine: Engine, options: ResolvedOptions, use: RealmUse) {
    this.options = options
    this.caller = use.caller
    this.names = use.names
    this.hasTimers = use.hasTimers ?? false
    this.polyfills = engine.polyfills
    const seeded = seededState(options.seed)
    this.machine = new Machine(engine, options, {
      clock: () => (options.deterministic ? fixedTime + this.virtualMs : Date.now()),
      randomState: () => (options.deterministic ? seeded : freshState()),
      call: (id, value) => this.#hostCall(id, value),
    })
    this.machine.cross(Number.POSITIVE_INFINITY, () => this.#prepare(engine, use))
    this.machine.keepImage()
  }

  /** The clean start with all that this guest may use in it. */
  #prepare({ extras }: Engine, { names, hasTimers = false }: RealmUse): void {
    const { machine } = this
    const { host } = machine.at
    const hasConsole = hasTimers || this.options.onConsole !== undefined
    if (names.length === 0 && !hasConsole) return
    this.#extras = this.#evaluateExtras(extras)
    if (hasConsole) this.#quiet(this.#extras.installConsole, [host])
    if (hasTimers) this.#quiet(this.#extras.installTimers, [])
    names.forEach((path, id) => {
      const [name, space] = path.split('.').reverse() as [string, string?]
      const values = [machine.newNumber(id), machine.newString(name)]
      if (space !== undefined) values.push(machine.newString(space))
      this.#quiet(machine.at.install, [host, ...values])
      for (const value of values) machine.free(value)
    })
  }

  #evaluateExtras(text: string): Extras {
    const { machine } = this
    const add = this.#made(machine.evaluate(text, 'extras.js'))
    const kit = this.#made(machine.call(add, [machine.at.kit]))
    const member = (name: string): number => {
      const key = machine.newString(name)
      const value = this.#made(machine.call(machine.at.pick, [kit, key]))
      machine.free(key)
      return value
    }
    const found = {
      lower: member('lower'),
      lift: member('lift'),
      installConsole: member('installConsole'),
      installTimers: member('installTimers'),
      nextTimer: member('nextTimer'),
      fireTimer: member('fireTimer'),
    }
    machine.free(kit)
    machine.free(add)
    return found
  }

  /** Calls what does not throw, for what it does. */
  #quiet(fn: number, args: readonly number[]): void {
    this.machine.free(this.#made(this.machine.call(fn, args)))
  }

  /** A value that host-made code gave, which does not throw. */
  #made(value: number): number {
    if (this.machine.memory.isException(value))
      throw new GencodeError('The sandbox could not be set up: too little memory')
    return value
  }

  get extras(): Extras {
    if (this.#extras === undefined) throw new GencodeError('This guest has no functions of the host')
    return this.#extras
  }

  /** Forgets the guest. */
  clear(): void {
    this.machine.restore()
    this.owner = undefined
    this.virtualMs = 0
  }

  /** Begins anew from a copy of this realm's memory. */
  clearTo(image: Image): void {
    this.machine.restoreTo(image)
    this.owner = undefined
    this.virtualMs = 0
  }

  /** Begins anew with room for a shape's arguments in the clean start, and says where it is. */
  clearFor(shape: Shape): SlotsPlace {
    this.clear()
    const known = this.#shapes.get(shape.key)
    if (known) return known
    const { machine } = this
    const place = machine.cross(Number.POSITIVE_INFINITY, () => placeSlots(machine, shape))
    if (this.#shapes.size < mostShapes) {
      this.#shapes.set(shape.key, place)
      machine.keepImage()
    }
    return place
  }

  /** Runs the guest, then hands on what it wrote to its console, also where it failed. */
  cross<Result>(timeoutMs: number, work: () => Result): Result {
    const { onConsole } = this.options
    if (onConsole === undefined) return this.guarded(timeoutMs, work)
    this.log.begin()
    try {
      return this.guarded(timeoutMs, work)
    } finally {
      for (const message of this.log.take()) onConsole(message)
    }
  }

  /** The same without a word of the console. A guest that was cut off has no memory to go on with. */
  guarded<Result>(timeoutMs: number, work: () => Result): Result {
    try {
      return this.machine.cross(timeoutMs, work)
    } catch (error) {
      if (!(error instanceof Orderly)) this.owner = undefined
      throw error
    }
  }

  /** @returns a value of the guest: a text where the call failed, a number where it waits, else the result in a list */
  #hostCall(id: number, value: number): number {
    const { machine } = this
    if (id < 0) {
      this.log.add(-1 - id, machine.stringOf(value, this.options.resultBytes))
      return 0
    }
    const name = this.names[id]
    if (name === undefined) return 0
    let args: unknown
    try {
      args = this.take(value)
    } catch (error) {
      if (error instanceof GuestThrow) return machine.newString(messageOfThrown(error))
      if (error instanceof Refused) return machine.newString(this.#refusalOf(name, error.problem))
      throw error
    }
    const answer = this.caller.call(name, Array.isArray(args) ? args : [])
    if (answer.kind === 'waits') return machine.newNumber(answer.slot)
    if (answer.kind === 'failed') return machine.newString(answer.message)
    const given = this.giveOrSay([answer.value])
    return typeof given === 'number' ? given : machine.newString(given)
  }

  #refusalOf(name: string, problem: string): string {
    const { resultBytes, resultDepth } = this.options
    if (problem === 'size') return `the arguments of ${name} are larger than ${resultBytes} bytes`
    if (problem === 'depth') return `the arguments of ${name} are nested deeper than ${resultDepth} levels`
    return `${name} takes plain data only, not a ${problem.replace(/[^\w ]/g, '').slice(0, 40)}`
  }

  /** A value of the guest that is no exception; frees what was given. @throws GuestThrow, Refused */
  checked(value: number): number {
    return checked(this.machine, value)
  }

  /** A copy of a value of the guest, structured. @throws GuestThrow, Refused */
  take(value: number): unknown {
    return takeValue(this.machine, this.extras, this.options, value)
  }

  /** A new value of the guest. */
  givePacked(packed: Packed): number {
    return givePacked(this.machine, this.extras, packed)
  }

  /** A new value of the guest; where it cannot cross, why. */
  giveOrSay(value: unknown): number | string {
    try {
      return this.givePacked(packValue(value, this.options))
    } catch (error) {
      if (
        error instanceof GuestThrow ||
        error instanceof Stopped ||
        error instanceof WebAssembly.RuntimeError
      )
        throw error
      return messageOf(error)
    }
  }

  /** A copy of a result; of a promise, of what it settles to. Frees it. @throws GuestThrow, Refused */
  read(value: number): unknown {
    const { machine } = this
    const plain = machine.memory.numberAt(value)
    if (plain !== undefined || machine.memory.isUndefined(value)) {
      machine.free(value)
      return plain
    }
    return this.readSettled(settled(machine, value))
  }

  /** A copy of a result that is no promise. Frees it. @throws GuestThrow, Refused */
  readSettled(value: number): unknown {
    const { machine } = this
    const { resultBytes, resultDepth } = this.options
    const bytes = machine.newNumber(resultBytes)
    const depth = machine.newNumber(resultDepth)
    const text = machine.call(machine.at.encode, [value, bytes, depth])
    for (const each of [value, bytes, depth]) machine.free(each)
    return this.readText(checked(machine, text), resultBytes, resultDepth)
  }

  /** What a text of the driver stands for. Frees it. @throws Refused */
  readText(value: number, bytes: number, depth: number): unknown {
    return readText(this.machine, value, bytes, depth)
  }
}

const messageOfThrown = ({ thrown: { name, message } }: GuestThrow): string =>
  name === '' || name === 'Error' ? message : `${name}: ${message}`
