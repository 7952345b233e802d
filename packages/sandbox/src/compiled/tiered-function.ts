import { newColumns } from '../columns.ts'
import type { GuestFunction } from '../quickjs/guest-function.ts'
import type { Realm } from '../quickjs/realm.ts'
import type { RawBatch } from '../raw-batch.ts'
import type { Shape } from '../shape.ts'
import type { BatchColumn, NumberColumn } from '../types.ts'
import type { CompiledFunction } from './compiled-function.ts'
import { expired } from './fuse.ts'
import type { Region } from './memory-pool.ts'
import { reasonOf } from './reason.ts'
import type { Prepared, Tiers, Written } from './tiers.ts'

/** Why a function stays in QuickJS whose compiled form is wrong. */
const mismatch = 'compiled it gave another result than in QuickJS, which is a fault of the compiler'

/** Rows, or calls, that QuickJS answers before a function is compiled: so many cost it about what compiling and checking do. */
export const rowsToRise = 2000

/**
 * A function that starts in QuickJS and is compiled once it is called enough to pay for it. Which tier answers cannot be
 * told from the results.
 */
export class TieredFunction {
  readonly guest: GuestFunction
  readonly #realm: Realm
  readonly #tiers: Tiers
  readonly #shape: Shape
  readonly #code: Written
  #rows = 0
  #prepared: Prepared | undefined
  #compiled: CompiledFunction | undefined
  /** Why it stays in QuickJS; `undefined` while it may still rise. */
  #refusal: string | undefined
  #isWaiting = false
  /** Whether QuickJS has run it since it was evaluated. */
  #isTouched: boolean
  /** Who has the realm while compiled code keeps the function's variables. */
  readonly #owner: object = {}
  readonly #held: { region: Region | undefined } = { region: undefined }

  /** @param isTouched whether QuickJS has run it already */
  constructor(guest: GuestFunction, realm: Realm, tiers: Tiers, shape: Shape, isTouched = false) {
    this.#isTouched = isTouched
    this.guest = guest
    this.#realm = realm
    this.#tiers = tiers
    this.#shape = shape
    const { source, entry, isNameless } = guest.definition
    this.#code = { source, entry, isNameless, shape }
    tiers.watch(this, this.#held)
    const names = realm.names.map((name) => name.split('.', 1)[0] as string)
    const called = names.find((name) => source.includes(name))
    if (called !== undefined) this.#refusal = `${called} is a function of the host`
    else if (tiers.options.tier === 'compiled') this.#rise([], 0)
  }

  get tier(): 'compiled' | 'quickjs' {
    return this.#compiled ? 'compiled' : 'quickjs'
  }

  get tierReason(): string | undefined {
    if (this.#compiled) return undefined
    if (this.#refusal !== undefined) return this.#refusal
    if (this.#isWaiting) return 'it is being compiled'
    return this.#prepared
      ? 'it keeps variables, so that it is compiled at its next clean start'
      : `it is compiled once it has answered ${rowsToRise.toLocaleString('en')} rows or calls`
  }

  get gaveFinite(): boolean {
    return this.#compiled?.gaveFinite ?? false
  }

  /** @throws SandboxError */
  call(args: readonly unknown[], timeoutMs: number = this.#tiers.options.timeoutMs): unknown {
    const { parameters } = this.#shape
    if (!parameters) return this.guest.call(args, timeoutMs)
    const compiled = this.#compiled ?? this.#mayRise(1, [], 0)
    if (!compiled) return this.#touch(() => this.guest.call(args, timeoutMs))
    this.#enter(compiled, timeoutMs)
    try {
      const value = compiled.call(args)
      return value === undefined ? this.guest.call(args, this.#tiers.shared.fuse.left) : value
    } catch (error) {
      throw this.#typed(error, timeoutMs)
    }
  }

  /** @throws SandboxError */
  batch(columns: readonly BatchColumn[], rows: number, timeoutMs: number): RawBatch {
    const compiled = this.#compiled ?? this.#mayRise(rows, columns, rows)
    if (!compiled) return this.#touch(() => this.guest.batch(columns, rows, timeoutMs))
    this.#enter(compiled, timeoutMs)
    try {
      return compiled.batch(columns, rows, (row) =>
        this.guest.batch(columns, rows, this.#tiers.shared.fuse.left, { from: row, to: row + 1 }),
      )
    } catch (error) {
      throw this.#typed(error, timeoutMs)
    }
  }

  buffers(rows: number): NumberColumn[] {
    this.guest.mustBeThere()
    const plain = (): NumberColumn[] => newColumns(this.#shape.parameters ?? [], rows)
    const compiled = this.#compiled ?? this.#mayRise(0, [], 0)
    if (!compiled) return plain()
    try {
      return compiled.buffers(rows)
    } catch (error) {
      if (error instanceof RangeError) return plain()
      throw error
    } finally {
      this.#held.region = compiled.held
    }
  }

  dispose(): void {
    this.#compiled?.release()
    this.#held.region = undefined
    this.guest.dispose()
  }

  /** Compiled code takes the place of QuickJS, whose guest's memory counts as lost where another's would be. */
  #enter(compiled: CompiledFunction, timeoutMs: number): void {
    this.guest.mustBeThere()
    const realm = this.#realm
    realm.machine.mustBeIdle()
    if (realm.owner !== this.#owner) {
      compiled.restart()
      // What keeps nothing may leave its own guest where it is, for the rows that QuickJS runs.
      if (realm.owner !== this.guest || compiled.module.state) realm.owner = this.#owner
    }
    this.#tiers.shared.fuse.light(timeoutMs)
  }

  #typed(error: unknown, timeoutMs: number): unknown {
    if (error !== expired) return error
    this.#realm.owner = undefined
    return this.guest.timedOut(timeoutMs)
  }

  #touch<Result>(run: () => Result): Result {
    this.#isTouched = true
    return run()
  }

  /** Counts rows, and moves up where they are enough. */
  #mayRise(more: number, columns: readonly BatchColumn[], rows: number): CompiledFunction | undefined {
    this.#rows += more
    if (this.#refusal !== undefined || this.#isWaiting) return undefined
    return this.#rows < rowsToRise && !this.#prepared ? undefined : this.#rise(columns, rows)
  }

  #rise(columns: readonly BatchColumn[], rows: number): CompiledFunction | undefined {
    this.#realm.machine.mustBeIdle()
    try {
      const prepared = this.#prepared ?? this.#tiers.prepare(this.#code)
      if ('then' in prepared) {
        this.#wait(prepared)
        return undefined
      }
      const isNew = this.#prepared === undefined
      this.#prepared = prepared
      if (isNew && !this.#tiers.isRight(prepared, this.#code, columns, rows)) {
        this.#refusal = mismatch
        return undefined
      }
      // Variables that QuickJS holds cannot be taken over.
      if (prepared.module.state && this.#isTouched && this.#realm.owner === this.guest) return undefined
      this.#compiled = this.#tiers.instantiate(prepared, this.#shape)
      return this.#compiled
    } catch (error) {
      this.#refusal = reasonOf(error, this.#code.source)
      return undefined
    }
  }

  #wait(promise: Promise<Prepared>): void {
    this.#isWaiting = true
    promise
      .then(
        (prepared) => {
          this.#prepared = this.#tiers.isRight(prepared, this.#code, [], 0) ? prepared : undefined
          if (!this.#prepared) this.#refusal = mismatch
        },
        (error) => {
          this.#refusal = reasonOf(error, this.#code.source)
        },
      )
      .finally(() => {
        this.#isWaiting = false
      })
  }
}
