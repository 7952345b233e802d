import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { fits, layoutText } from './arguments.ts'
import { encodeText } from './codec.ts'
import type { SandboxError } from './errors.ts'
import { fileName, missingError, resultError, type Subject, stopError, thrownError } from './failure.ts'
import { declaredNames } from './find-entry.ts'
import { Stopped } from './machine.ts'
import type { ResolvedOptions } from './options.ts'
import { paramsOf } from './params.ts'
import { GuestThrow, type Realm, Refused, type ShapePlace } from './realm.ts'
import { type Shape, widthOf } from './shape.ts'
import type { BatchColumn } from './types.ts'

const parseOnly = 32
const mostNames = 100
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** What `batch` brings before the contract has seen it. */
export interface RawBatch {
  /** One number a row; 0 where the row is in `others`. */
  readonly numbers: Float64Array
  /** The rows whose result is no number. */
  readonly others: ReadonlyArray<readonly [row: number, value: unknown]>
}

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
  #place!: ShapePlace
  #fn = 0
  #index = -1
  #one = 0
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
    const realm = this.#realm
    this.#place = realm.clearFor(this.#shape)
    return this.#cross(timeoutMs, () => this.#evaluate(), true)
  }

  #evaluate(): boolean {
    const realm = this.#realm
    const { machine } = realm
    const { at } = machine
    const value = realm.checked(machine.evaluate(this.#script, fileName))
    if (machine.isUndefined(value)) return false
    this.#fn = value
    if (this.#isPair) {
      this.#index =
        machine.numberAt(realm.checked(machine.call(at.pick, [value, machine.newNumber(0)]))) ?? -1
      this.#fn = realm.checked(machine.call(at.pick, [value, machine.newNumber(1)]))
    }
    this.#one = realm.checked(machine.call(this.#place.one, [this.#fn]))
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
    const realm = this.#realm
    if (realm.owner === this) return this.#cross(timeoutMs, work)
    this.#place = realm.clearFor(this.#shape)
    return this.#cross(timeoutMs, () => {
      if (!this.#evaluate()) throw new Refused('function that is no longer there')
      return work()
    })
  }

  /** @throws SandboxError */
  call(args: readonly unknown[], timeoutMs: number = this.#options.timeoutMs): unknown {
    const shape = this.#shape
    const text = shape.hasText ? this.#textOf(args) : undefined
    if (shape.key !== 'text') this.#checkArguments(args)
    return this.#with(timeoutMs, () => {
      const realm = this.#realm
      const { machine } = realm
      if (shape.width > 0) this.#writeArguments(args)
      if (text === undefined) return realm.read(machine.call(this.#one))
      const value = machine.newString(text)
      const result = machine.call(this.#one, [value])
      machine.free(value)
      return realm.read(result)
    })
  }

  #textOf(args: readonly unknown[]): string {
    const { key, parameters } = this.#shape
    const crossing =
      key === 'text' ? args : args.filter((_arg, index) => parameters[index]?.layout === 'json')
    return encodeText(crossing, this.#options.resultDepth + 1)
  }

  #checkArguments(args: readonly unknown[]): void {
    const { parameters } = this.#shape
    if (args.length !== parameters.length)
      throw new GencodeError(
        `${this.entry} takes ${parameters.length} arguments (${parameters.map(({ name }) => name).join(', ')}), not ${args.length}`,
      )
    for (let index = 0; index < parameters.length; index++) {
      const { name, layout } = parameters[index] as Shape['parameters'][number]
      if (!fits(args[index], layout))
        throw new GencodeError(`${this.entry}: ${name} is ${layoutText(layout)}`)
    }
  }

  #writeArguments(args: readonly unknown[]): void {
    const { parameters } = this.#shape
    const { floats } = this.#realm.machine
    let at = this.#place.buffer >>> 3
    for (let index = 0; index < parameters.length; index++) {
      const layout = (parameters[index] as Shape['parameters'][number]).layout
      const arg = args[index]
      if (layout === 'json') continue
      if (layout === 'number') floats[at++] = arg as number
      else if (layout === 'boolean') floats[at++] = arg ? 1 : 0
      else {
        const list = arg as ArrayLike<number>
        for (let i = 0; i < layout.numbers; i++) floats[at++] = list[i] as number
      }
    }
  }

  /** Calls the function once a row. @throws SandboxError */
  batch(columns: readonly BatchColumn[], rows: number, timeoutMs: number): RawBatch {
    const { parameters } = this.#shape
    const { resultBytes, resultDepth } = this.#options
    const texts = columns.filter((_column, index) => parameters[index]?.layout === 'json')
    return this.#with(timeoutMs, () => {
      const realm = this.#realm
      const { machine } = realm
      const starts: number[] = []
      let bytes = 0
      // Float64 first, so that they stay aligned; then the results, then the booleans' bytes.
      const places = parameters.map(({ layout }) => {
        if (layout === 'json' || layout === 'boolean') return -1
        const start = bytes
        bytes += rows * widthOf(layout) * 8
        return start
      })
      const out = bytes
      bytes += rows * 8
      parameters.forEach(({ layout }, index) => {
        if (layout === 'boolean') {
          places[index] = bytes
          bytes += rows
        }
        if (layout !== 'json') starts.push(places[index] as number)
      })
      const most = Math.max(resultBytes, rows * 512)
      const plan = machine.newString(
        encodeText({ rows, out, starts, bytes: most, depth: resultDepth, texts }, resultDepth + 3),
      )
      const buffer = machine.allocate(Math.max(8, bytes))
      const view = machine.wasm.QTS_NewArrayBuffer(machine.at.context, buffer, Math.max(8, bytes))
      parameters.forEach(({ layout }, index) => {
        const start = buffer + (places[index] as number)
        const column = columns[index] as ArrayLike<number>
        if (layout === 'boolean') machine.bytes.set(column, start)
        else if (layout !== 'json') machine.floats.set(column, start >>> 3)
      })
      const text = realm.checked(machine.call(this.#place.many, [this.#fn, view, plan]))
      const others = machine.isException(text) ? [] : realm.readText(text, most, resultDepth + 1)
      const start = (buffer + out) >>> 3
      const numbers = machine.floats.slice(start, start + rows)
      machine.free(view)
      machine.free(plan)
      return { numbers, others: pairsOf(others, rows) }
    })
  }

  dispose(): void {
    this.#isDisposed = true
  }
}

/** `[row, value, row, value]` as pairs; the guest's driver wrote it, so nothing in it is taken on trust. */
function pairsOf(list: unknown, rows: number): RawBatch['others'] {
  if (!Array.isArray(list)) throw new Refused('malformed')
  const pairs: Array<readonly [number, unknown]> = []
  for (let index = 0; index + 1 < list.length; index += 2) {
    const row: unknown = list[index]
    if (!Number.isInteger(row) || (row as number) < 0 || (row as number) >= rows)
      throw new Refused('malformed')
    pairs.push([row as number, list[index + 1]])
  }
  return pairs
}
