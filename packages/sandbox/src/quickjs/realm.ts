import { GencodeError } from '@gencode/contract/errors'
import type { ResolvedOptions } from '../options.ts'
import type { Shape } from '../shape.ts'
import type { ConsoleMessage } from '../types.ts'
import { CodecProblem, decodeText, encodeText } from './codec.ts'
import { Orderly, TooLarge } from './crossing.ts'
import type { Engine } from './engine.ts'
import type { Thrown } from './failure.ts'
import { Machine } from './machine.ts'
import { freshState, seededState } from './random-state.ts'
import { placeSlots, type SlotsPlace } from './slots.ts'

/** The guest's clock where it stands still: the first second of the year 2000, universal time. */
const fixedTime = 946_684_800_000
const consoleLevels = ['debug', 'error', 'info', 'log', 'warn'] as const
const mostMessages = 1000
const mostConsoleLetters = 65_536
const mostShapes = 32

/** A thrown value of the guest, or a result that the driver refused. */
export class GuestThrow extends Orderly {
  readonly thrown: Thrown

  constructor(thrown: Thrown) {
    super('thrown')
    this.thrown = thrown
  }
}

/** A result that is not handed out. */
export class Refused extends Orderly {
  readonly problem: string
  readonly row: number | undefined

  constructor(problem: string, row?: number) {
    super(problem)
    this.problem = problem
    this.row = row
  }
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
  readonly #shapes = new Map<string, SlotsPlace>()
  readonly #functions: ReadonlyArray<readonly [string, (...args: never[]) => unknown]>
  #messages: ConsoleMessage[] = []
  #consoleRoom = 0
  #isCut = false

  constructor(engine: Engine, options: ResolvedOptions) {
    this.options = options
    this.#functions = Object.entries(options.globals)
    const seeded = seededState(options.seed)
    this.machine = new Machine(engine, options, {
      clock: () => (options.deterministic ? fixedTime : Date.now()),
      randomState: () => (options.deterministic ? seeded : freshState()),
      call: (id, text) => this.#hostCall(id, text),
    })
    this.#prepare()
  }

  /** The clean start with the host's functions in it. */
  #prepare(): void {
    const { machine } = this
    this.#shapes.clear()
    this.#functions.forEach(([name], id) => {
      const { host, install } = machine.at
      const values = [
        machine.newNumber(id),
        machine.newString(name),
        machine.newNumber(this.options.resultBytes),
        machine.newNumber(this.options.resultDepth),
      ]
      machine.free(this.#quiet(machine.call(install, [host, ...values])))
      for (const value of values) machine.free(value)
    })
    machine.keepImage()
  }

  /** A value that host-made code returned, which never throws. */
  #quiet(value: number): number {
    if (this.machine.memory.isException(value))
      throw new GencodeError('The sandbox could not be set up: too little memory')
    return value
  }

  /** Forgets the guest. */
  clear(): void {
    this.machine.restore()
    this.owner = undefined
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
    if (onConsole === undefined) return this.#guarded(timeoutMs, work)
    this.#messages = []
    this.#consoleRoom = mostConsoleLetters
    this.#isCut = false
    try {
      return this.#guarded(timeoutMs, work)
    } finally {
      const messages = this.#messages
      this.#messages = []
      for (const message of messages) onConsole(message)
    }
  }

  /** A guest that was cut off has no memory to go on with. */
  #guarded<Result>(timeoutMs: number, work: () => Result): Result {
    try {
      return this.machine.cross(timeoutMs, work)
    } catch (error) {
      if (!(error instanceof Orderly)) this.owner = undefined
      throw error
    }
  }

  #hostCall(id: number, text: string): string | undefined {
    if (id < 0) {
      this.#log(-1 - id, text)
      return undefined
    }
    const found = this.#functions[id]
    if (found === undefined) return undefined
    const [name, run] = found
    const { resultBytes, resultDepth } = this.options
    let result: unknown
    try {
      if (text.length > resultBytes * 3) return '!too much'
      const args = decodeText(text, resultDepth)
      result = (run as (...args: unknown[]) => unknown)(...(Array.isArray(args) ? args : []))
    } catch (error) {
      return `!${error instanceof Error ? error.message : String(error)}`.slice(0, 4000)
    }
    if (
      typeof result === 'object' &&
      result !== null &&
      typeof (result as PromiseLike<unknown>).then === 'function'
    ) {
      Promise.resolve(result).catch(() => {})
      throw new GencodeError(
        `The global ${name} returned a promise; a host function of a sandbox is synchronous`,
      )
    }
    return `=${encodeText(result, resultDepth)}`
  }

  #log(level: number, text: string): void {
    const name = consoleLevels[level]
    if (this.options.onConsole === undefined || name === undefined || this.#isCut) return
    this.#isCut = this.#messages.length >= mostMessages || text.length > this.#consoleRoom
    this.#consoleRoom -= text.length
    this.#messages.push(
      this.#isCut ? { level: 'warn', text: 'The rest of the output was cut.' } : { level: name, text },
    )
  }

  /** A value of the guest that is no exception; frees what was given. @throws GuestThrow, Refused */
  checked(value: number): number {
    const { machine } = this
    if (!machine.memory.isException(value)) return value
    const error = machine.wasm.QTS_ResolveException(machine.at.context, value)
    machine.wasm.free(value)
    throw this.thrown(error)
  }

  /** What the guest threw, as plain text; runs guest code. */
  thrown(error: number): GuestThrow | Refused {
    const { machine } = this
    const nothing = { name: 'InternalError', message: 'out of memory', stack: '' }
    if (error === 0) return new GuestThrow(nothing)
    const described = machine.call(machine.at.describe, [error])
    machine.free(error)
    if (machine.memory.isException(described)) return new GuestThrow(nothing)
    let parsed: { name?: unknown; message?: unknown; stack?: unknown; refused?: unknown; row?: unknown }
    try {
      parsed = JSON.parse(machine.stringOf(described, 2 ** 17)) as typeof parsed
    } catch {
      parsed = { name: 'Error', message: 'an error that could not be read' }
    }
    machine.free(described)
    const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 4000) : '')
    if (parsed.refused !== undefined)
      return new Refused(
        text(parsed.refused),
        typeof parsed.row === 'number' && parsed.row >= 0 ? parsed.row : undefined,
      )
    return new GuestThrow({
      name: text(parsed.name),
      message: text(parsed.message),
      stack: text(parsed.stack),
    })
  }

  /** A copy of a result; of a promise, of what it settles to. Frees it. @throws GuestThrow, Refused */
  read(value: number): unknown {
    const { machine } = this
    const plain = machine.memory.numberAt(value)
    if (plain !== undefined || machine.memory.isUndefined(value)) {
      machine.free(value)
      return plain
    }
    const settled = this.#settle(this.checked(value))
    const { resultBytes, resultDepth } = this.options
    const bytes = machine.newNumber(resultBytes)
    const depth = machine.newNumber(resultDepth)
    const text = machine.call(machine.at.encode, [settled, bytes, depth])
    for (const each of [settled, bytes, depth]) machine.free(each)
    return this.readText(this.checked(text), resultBytes, resultDepth)
  }

  /** What a text of the driver stands for. Frees it. @throws Refused */
  readText(value: number, bytes: number, depth: number): unknown {
    let text: string
    try {
      text = this.machine.stringOf(value, bytes)
      this.machine.free(value)
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error
      this.machine.free(value)
      throw new Refused('size')
    }
    try {
      return decodeText(text, depth)
    } catch (error) {
      throw error instanceof CodecProblem ? new Refused(error.message) : error
    }
  }

  #settle(value: number): number {
    const { machine } = this
    const { context, runtime } = machine.at
    const { wasm } = machine
    const out = machine.allocate(4)
    let state = wasm.QTS_PromiseState(context, value)
    while (state === 0) {
      const ran = wasm.QTS_ExecutePendingJob(runtime, 1, out)
      const count = machine.memory.numberAt(ran)
      if (count === undefined) machine.free(wasm.QTS_ResolveException(context, ran))
      wasm.free(ran)
      if (count === 0 && wasm.QTS_PromiseState(context, value) === 0) {
        wasm.free(out)
        machine.free(value)
        throw new Refused('pending')
      }
      state = wasm.QTS_PromiseState(context, value)
    }
    wasm.free(out)
    if (state < 0) return value
    const result = wasm.QTS_PromiseResult(context, value)
    machine.free(value)
    if (state === 2) throw this.thrown(result)
    return result
  }
}
