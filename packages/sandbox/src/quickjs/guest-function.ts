import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { fits, layoutText } from '../arguments.ts'
import type { SandboxError } from '../errors.ts'
import type { ResolvedOptions } from '../options.ts'
import type { Parameters, Shape } from '../shape.ts'
import type { BatchColumn } from '../types.ts'
import { encodeText } from './codec.ts'
import { Stopped } from './crossing.ts'
import { fileName, missingError, resultError, type Subject, stopError, thrownError } from './failure.ts'
import { declaredNames } from './find-entry.ts'
import { paramsOf } from './params.ts'
import { GuestThrow, type Realm, Refused } from './realm.ts'
import { type Callee, type RawBatch, runOnce, runRows } from './rows.ts'
import { Slots } from './slots.ts'

const parseOnly = 32
const mostNames = 100
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** A function of the guest in this thread, its results not yet checked against a contract. */
export class GuestFunction {
  readonly source: string
  readonly entry: string
  readonly params: readonly string[]
  readonly #realm: Realm
  readonly #options: ResolvedOptions
  readonly #shape: Shape
  readonly #original: string
  /** What gives the function at the end of the code. */
  readonly #script!: string
  readonly #isPair: boolean
  #slots!: Slots
  #fn = 0
  #index = -1
  #isDisposed = false

  /** @throws SandboxError */
  constructor(
    realm: Realm,
    options: ResolvedOptions,
    shape: Shape,
    code: string | CleanedCode,
    wanted?: string,
  ) {
    this.#realm = realm
    this.#options = options
    this.#shape = shape
    const isLoose = typeof code === 'string'
    this.source = isLoose ? code : code.source
    this.#original = isLoose ? code : code.original
    const entry = wanted ?? (isLoose ? undefined : code.entry)
    if (entry !== undefined && !identifier.test(entry)) throw missingError(this.#subject(entry), entry)
    this.entry = entry ?? 'main'
    const { timeoutMs } = options
    if (entry !== undefined) {
      this.#isPair = false
      this.#script = `${this.source}\n;typeof ${entry}==="function"?${entry}:void 0`
      if (!this.#begin(timeoutMs)) throw missingError(this.#subject(entry), entry)
    } else {
      const names = declaredNames(this.source).slice(0, mostNames)
      const picks = names.map((name, index) => `typeof ${name}==="function"?[${index},${name}]:`).join('')
      this.#script = `${this.source}\n;${picks}void 0`
      this.#isPair = true
      if (names.length > 0 && this.#begin(timeoutMs)) this.entry = names[this.#index] ?? 'main'
      else {
        // A nameless function, as an expression.
        this.#isPair = false
        this.#script = `((f)=>typeof f==="function"?f:void 0)(${this.source}\n)`
        if (this.#parseError(`(${this.source}\n)`, timeoutMs))
          throw this.#parseError(this.source, timeoutMs) ?? missingError(this.#subject('The code'), undefined)
        if (!this.#begin(timeoutMs)) throw missingError(this.#subject('The code'), undefined)
      }
    }
    this.params = isLoose ? paramsOf(this.#text(timeoutMs)) : code.params
  }

  #subject(entry: string): Subject {
    const columnOffset = Math.max(0, this.#script?.indexOf(this.source) ?? 0)
    return { entry, original: this.#original, columnOffset }
  }

  /** Evaluates the code from the clean start. @returns whether it gave a function */
  #begin(timeoutMs: number): boolean {
    this.#clear()
    return this.#cross(timeoutMs, () => this.#evaluate(), true)
  }

  #clear(): void {
    this.#slots = new Slots(this.#realm.machine, this.#realm.clearFor(this.#shape))
  }

  #evaluate(): boolean {
    const realm = this.#realm
    const { machine } = realm
    const { at } = machine
    const value = realm.checked(machine.evaluate(this.#script, fileName))
    if (machine.memory.isUndefined(value)) return false
    this.#fn = value
    if (this.#isPair) {
      this.#index =
        machine.memory.numberAt(realm.checked(machine.call(at.pick, [value, machine.newNumber(0)]))) ?? -1
      this.#fn = realm.checked(machine.call(at.pick, [value, machine.newNumber(1)]))
    }
    realm.owner = this
    return true
  }

  /** Runs the guest and makes typed errors of what went wrong. */
  #cross<Result>(timeoutMs: number, work: () => Result, isCompiling = false): Result {
    try {
      return this.#realm.cross(timeoutMs, work)
    } catch (error) {
      throw this.#typed(error, timeoutMs, isCompiling)
    }
  }

  #typed(error: unknown, timeoutMs: number, isCompiling: boolean): unknown {
    const subject = this.#subject(this.entry ?? 'The code')
    if (error instanceof Stopped) return stopError(subject, this.#options, error.stop, timeoutMs)
    if (error instanceof Refused) return resultError(subject, this.#options, error.problem, error.row)
    if (!(error instanceof GuestThrow)) return error
    if (isCompiling && error.thrown.name === 'SyntaxError') {
      const standing = this.#parseError(this.source, timeoutMs)
      if (standing) return standing
    }
    return thrownError(subject, this.#options, error.thrown)
  }

  /** Why a text does not parse by itself; `undefined` where it does. */
  #parseError(text: string, timeoutMs: number): SandboxError | undefined {
    const realm = this.#realm
    const { machine } = realm
    const subject: Subject = { ...this.#subject('The code'), columnOffset: 0 }
    realm.clear()
    try {
      realm.cross(timeoutMs, () => realm.checked(machine.evaluate(text, fileName, parseOnly)))
      return undefined
    } catch (error) {
      if (error instanceof GuestThrow) return thrownError(subject, this.#options, error.thrown, true)
      return this.#typed(error, timeoutMs, false) as SandboxError
    } finally {
      realm.clear()
    }
  }

  #text(timeoutMs: number): string {
    const realm = this.#realm
    return this.#cross(timeoutMs, () => {
      const { machine } = realm
      const text = realm.checked(machine.call(machine.at.source, [this.#fn]))
      return machine.stringOf(text)
    })
  }

  /** Runs something of the guest, whose code is evaluated again where its memory was lost. */
  #with<Result>(timeoutMs: number, work: () => Result): Result {
    if (this.#isDisposed) throw new GencodeError(`${this.entry} was disposed of`)
    if (this.#realm.owner === this) return this.#cross(timeoutMs, work)
    this.#clear()
    return this.#cross(timeoutMs, () => {
      if (!this.#evaluate()) throw new Refused('function that is no longer there')
      return work()
    })
  }

  /** @throws SandboxError */
  call(args: readonly unknown[], timeoutMs: number = this.#options.timeoutMs): unknown {
    const { parameters } = this.#shape
    if (parameters) return this.#callSlots(parameters, args, timeoutMs)
    const text = encodeText(args, this.#options.resultDepth + 1)
    return this.#with(timeoutMs, () => {
      const { machine } = this.#realm
      const value = machine.newString(text)
      const result = machine.call(machine.at.applyText, [this.#fn, value])
      machine.free(value)
      return this.#realm.read(result)
    })
  }

  #callSlots(parameters: Parameters, args: readonly unknown[], timeoutMs: number): unknown {
    this.#checkArguments(parameters, args)
    return this.#with(timeoutMs, () => runOnce(this.#callee(parameters), args))
  }

  #callee(parameters: Parameters): Callee {
    return { realm: this.#realm, fn: this.#fn, slots: this.#slots, parameters, texts: this.#shape.texts }
  }

  #checkArguments(parameters: Parameters, args: readonly unknown[]): void {
    if (args.length !== parameters.length)
      throw new GencodeError(
        `${this.entry} takes ${parameters.length} arguments (${parameters.map(({ name }) => name).join(', ')}), not ${args.length}`,
      )
    for (let index = 0; index < parameters.length; index++) {
      const { name, layout } = parameters[index] as Parameters[number]
      if (!fits(args[index], layout))
        throw new GencodeError(`${this.entry}: ${name} is ${layoutText(layout)}`)
    }
  }

  /** Calls the function once a row. @throws SandboxError */
  batch(columns: readonly BatchColumn[], rows: number, timeoutMs: number): RawBatch {
    const parameters = this.#shape.parameters ?? []
    return this.#with(timeoutMs, () => runRows(this.#callee(parameters), columns, rows))
  }

  dispose(): void {
    this.#isDisposed = true
  }
}
