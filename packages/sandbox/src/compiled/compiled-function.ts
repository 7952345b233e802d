import type { RawBatch } from '../raw-batch.ts'
import { type Parameters, widthOf } from '../shape.ts'
import type { BatchColumn, NumberColumn } from '../types.ts'
import { Collected } from './collected.ts'
import type { CompiledModule } from './compile.ts'
import type { Fuse } from './fuse.ts'
import type { Libm } from './libm.ts'
import { frameBytes, type MemoryPool, type Region, scratchBytes } from './memory-pool.ts'
import { bytesOf } from './rows.ts'
import { Single } from './single.ts'

/** `run` of a module: see `rows.ts`. */
type Run = (...args: number[]) => number

/** Where a batch lies in a memory. */
interface Place {
  readonly memory: WebAssembly.Memory
  /** Byte offsets of the columns' first rows. */
  readonly pointers: readonly number[]
  readonly out: number
  /** Bytes from one column of results to the next. */
  readonly stride: number
  /** How many rows there is room for. */
  readonly rows: number
}

/** What the functions of a sandbox share. */
export interface Shared {
  readonly pool: MemoryPool
  readonly libm: Libm
  readonly fuse: Fuse
  /** The 64 bits that `Math.random` starts from. */
  randomState(): bigint
}

/** Runs a row that was given up, in QuickJS. */
export type RunRow = (row: number) => RawBatch

/** A function that is WebAssembly of its own. Results are not yet held to a contract. */
export class CompiledFunction {
  readonly module: CompiledModule
  readonly #wasm: WebAssembly.Module
  readonly #shared: Shared
  readonly #parameters: Parameters
  readonly #runs = new Map<WebAssembly.Memory, Run>()
  readonly #scratch: Place
  readonly #state: Uint8Array | undefined
  #held: { readonly region: Region; readonly place: Place } | undefined
  /** How a single call is made: the arguments of `run`, and views of the memory. */
  readonly #single: Single

  constructor(module: CompiledModule, wasm: WebAssembly.Module, parameters: Parameters, shared: Shared) {
    this.module = module
    this.#wasm = wasm
    this.#shared = shared
    this.#parameters = parameters
    this.#state = module.state?.slice()
    const rows = Math.floor((scratchBytes - 64 * parameters.length) / this.#rowBytes)
    this.#scratch = this.#placeAt(shared.pool.shared, frameBytes, rows)
    this.#single = new Single(this.#scratch, this.#runIn(shared.pool.shared), parameters, module)
    this.restart()
  }

  /** Bytes that a row takes with its results. */
  get #rowBytes(): number {
    return this.#parameters.reduce((sum, { layout }) => sum + bytesOf(layout), 8 * this.#results)
  }

  /** Columns of results: the reward, the components, and how the row ended where there are several ways. */
  get #results(): number {
    return 1 + this.module.columns.length + (this.module.shapes.length > 1 ? 1 : 0)
  }

  #placeAt(memory: WebAssembly.Memory, at: number, rows: number): Place {
    let next = at
    const pointers = this.#parameters.map(({ layout }) => {
      const pointer = next
      next = (next + rows * bytesOf(layout) + 7) & ~7
      return pointer
    })
    return { memory, pointers, out: next, stride: rows * 8, rows }
  }

  #runIn(memory: WebAssembly.Memory): Run {
    const known = this.#runs.get(memory)
    if (known) return known
    const { libm, fuse } = this.#shared
    const instance = new WebAssembly.Instance(this.#wasm, {
      host: { memory, check: () => fuse.check() },
      libm: libm as WebAssembly.ModuleImports,
    })
    const run = instance.exports.run as Run
    this.#runs.set(memory, run)
    return run
  }

  /** Back to what it was before its first call. */
  restart(): void {
    const { state, randomAt } = this.module
    if (!state || !this.#state) return
    this.#state.set(state)
    if (randomAt !== undefined)
      new DataView(this.#state.buffer).setBigUint64(randomAt, this.#shared.randomState(), true)
  }

  /** The columns of a batch in the memory that the function runs in. @throws RangeError where there is no such memory */
  buffers(rows: number): NumberColumn[] {
    this.release()
    const bytes = rows * this.#rowBytes + 8 * (this.#parameters.length + 1)
    const region = this.#shared.pool.allocate(bytes)
    const place = this.#placeAt(region.memory, region.at, rows)
    this.#held = { region, place }
    const { buffer } = region.memory
    return this.#parameters.map(({ layout }, index) => {
      const at = place.pointers[index] as number
      const column =
        layout === 'boolean'
          ? new Uint8Array(buffer, at, rows)
          : new Float64Array(buffer, at, rows * widthOf(layout))
      column.fill(0)
      return column as NumberColumn
    })
  }

  /** Gives back what `buffers` handed out. */
  release(): void {
    if (this.#held) this.#shared.pool.release(this.#held.region)
    this.#held = undefined
  }

  /** What must be given back when nobody has the function any more. */
  get held(): Region | undefined {
    return this.#held?.region
  }

  /** The columns that `buffers` handed out, or the first rows of each. */
  #isHeld(columns: readonly BatchColumn[]): boolean {
    const place = this.#held?.place
    return (
      place !== undefined &&
      columns.every((column, index) => {
        const { buffer, byteOffset } = column as NumberColumn
        return buffer === place.memory.buffer && byteOffset === place.pointers[index]
      })
    )
  }

  /** Calls it once a row. @throws expired, what `runRow` throws */
  batch(columns: readonly BatchColumn[], rows: number, runRow: RunRow): RawBatch {
    const collected = new Collected(this.module, rows)
    if (this.#isHeld(columns)) this.#sweep(this.#held?.place as Place, 0, rows, collected, runRow)
    else
      for (let first = 0; first < rows; first += this.#scratch.rows) {
        const count = Math.min(this.#scratch.rows, rows - first)
        this.#copyIn(columns as readonly NumberColumn[], first, count)
        this.#sweep(this.#scratch, first, count, collected, runRow)
      }
    return collected.raw()
  }

  #copyIn(columns: readonly NumberColumn[], first: number, count: number): void {
    const { memory, pointers } = this.#scratch
    for (let index = 0; index < columns.length; index++) {
      const { layout } = this.#parameters[index] as Parameters[number]
      const width = widthOf(layout)
      const part = (columns[index] as NumberColumn).subarray(first * width, (first + count) * width)
      const View = layout === 'boolean' ? Uint8Array : Float64Array
      new View(memory.buffer, pointers[index] as number, part.length).set(part)
    }
  }

  /** Runs rows that lie in memory, and takes their results. */
  #sweep(place: Place, first: number, count: number, collected: Collected, runRow: RunRow): void {
    const run = this.#runIn(place.memory)
    const frame = this.#state && new Uint8Array(place.memory.buffer, 0, this.#state.length)
    let row = 0
    while (row < count) {
      if (this.#state) frame?.set(this.#state)
      const answer = run(
        ...place.pointers.map(
          (pointer, index) => pointer + row * bytesOf((this.#parameters[index] as Parameters[number]).layout),
        ),
        place.out + row * 8,
        count - row,
        place.stride,
        0,
      )
      if (frame) this.#state?.set(frame)
      if (answer & 1) collected.isFinite = false
      row += answer >> 1
      if (row < count) collected.add(first + row, runRow(first + row))
      row++
    }
    collected.take(place, first, count)
  }

  /**
   * One call.
   *
   * @returns `undefined` where the row was given up, or the arguments do not fit
   * @throws expired
   */
  call(args: readonly unknown[]): unknown {
    return this.#single.call(args, this.#state)
  }

  /** Whether the last call gave a number, or a reward with components, that is finite in all its parts. */
  get gaveFinite(): boolean {
    return this.#single.isFinite
  }
}
