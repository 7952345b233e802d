import { type Code, float, i64, type Local, loadFloat, long, op, set, storeFloat, unsigned } from './code.ts'
import { booleanCode, describe, numberCode, type Place, tagCode } from './convert.ts'
import type { Flow } from './flow.ts'
import { bool, isValue, num, tags, typesOf } from './kinds.ts'
import { Refused } from './refused.ts'
import type { Cell, Value } from './values.ts'

/** Thrown where more was found to last from call to call: the program is compiled again with it. A constant. */
export const stateFound: unique symbol = Symbol('state found')

/** Bytes for each variable: a float64, then an i32 that is its type, or itself where it is a boolean. */
const size = 16

/**
 * What lasts from one call to the next: variables of the module that functions change, and the stream of `Math.random`.
 * It lies in memory between rows, as plain bytes that the host may keep.
 */
export class State {
  /** Types of the variables that last, by when their cells are made, which is the same each time. */
  readonly #types = new Map<number, number>()
  #hasRandom = false
  /** The cells of the module, once it is loaded. */
  #cells: ReadonlyMap<number, Cell> = new Map()
  #initial = new Map<number, Value>()

  /** Whether anything lasts. */
  get lasts(): boolean {
    return this.#types.size > 0 || this.#hasRandom
  }

  /** The module is loaded; these are its cells. */
  begin(cells: readonly Cell[]): void {
    this.#cells = new Map(cells.map((cell) => [cell.born, cell]))
    this.#initial = new Map(
      [...this.#types.keys()].map((born) => [born, this.#cells.get(born)?.content as Value]),
    )
  }

  /** Whether a cell is of the module. */
  has(cell: Cell): boolean {
    return this.#cells.get(cell.born) === cell
  }

  /** A function changes a cell of the module. @throws Refused, stateFound */
  change(cell: Cell, content: unknown, place: Place): void {
    if (!isValue(content))
      throw new Refused('an array or object that is kept between calls changes its shape', place)
    this.#widen(cell.born, typesOf(cell.content as Value), cell.content as Value, place)
    this.#widen(cell.born, typesOf(content), content, place)
  }

  #widen(born: number, types: number, value: Value, place: Place | undefined): void {
    const known = this.#types.get(born)
    // What is poison by now was a primitive in all its ways, or is refused where it is read.
    if (types === 0) throw new Refused(`${describe(value)} is kept between calls`, place)
    if (known !== undefined && (known | types) === known) return
    this.#types.set(born, (known ?? 0) | types)
    throw stateFound
  }

  /** Code that takes what lasts out of memory. */
  load(flow: Flow, pointer: Local): void {
    let at = 0
    for (const [born, types] of this.#types) {
      const cell = this.#cells.get(born) as Cell
      flow.write(cell, flow.keep(loaded(pointer, types, at)))
      at += size
    }
  }

  /** Code that puts it back. @throws Refused, stateFound */
  store(flow: Flow, pointer: Local): void {
    let at = 0
    for (const [born, types] of this.#types) {
      const { content } = this.#cells.get(born) as Cell
      this.#widen(born, typesOf(content as Value), content as Value, undefined)
      flow.emit(stored(pointer, types, at, content as Value))
      at += size
    }
  }

  /** Code of the next number of `Math.random`: xorshift64*, as in QuickJS. @throws stateFound the first time */
  random(flow: Flow, pointer: Local): Value {
    if (!this.#hasRandom) {
      this.#hasRandom = true
      throw stateFound
    }
    const at = unsigned(this.randomAt as number)
    const state = flow.newLocal(i64)
    const shifted = (shift: number, amount: bigint): Code => [
      state.get,
      [state.get, long(amount), shift],
      op.i64_xor,
      set(state),
    ]
    flow.emit(pointer.get, op.i64_load, 3, at, set(state))
    flow.emit(shifted(op.i64_shr_u, 12n), shifted(op.i64_shl, 25n), shifted(op.i64_shr_u, 27n))
    flow.emit(pointer.get, state.get, op.i64_store, 3, at)
    const bits: Code = [[state.get, long(0x2545f4914f6cdd1dn), op.i64_mul], long(12n), op.i64_shr_u]
    const fraction: Code = [bits, long(0x3ff0000000000000n), op.i64_or, op.f64_reinterpret_i64]
    return flow.keep(num([fraction, float(1), op.f64_sub]))
  }

  /** Where the stream's 64 bits lie. */
  get randomAt(): number | undefined {
    return this.#hasRandom ? this.#types.size * size : undefined
  }

  /** What lasts, as it is before the first call; without the stream's bits. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#types.size * size + (this.#hasRandom ? 8 : 0))
    const view = new DataView(bytes.buffer)
    let at = 0
    for (const [born, types] of this.#types) {
      const value = this.#initial.get(born)
      const plain = value?.kind === 'known' ? value.value : undefined
      view.setFloat64(at, Number(plain), true)
      const tag = plain === null ? tags.null : tags[typeof plain as keyof typeof tags]
      view.setInt32(at + 8, types === 1 << tags.boolean ? Number(plain) : tag, true)
      at += size
    }
    return bytes
  }
}

function loaded(pointer: Local, types: number, at: number): Value {
  const number = loadFloat(pointer.get, at)
  const tag: Code = [pointer.get, op.i32_load, 2, unsigned(at + 8)]
  if (types === 1 << tags.number) return num(number)
  if (types === 1 << tags.boolean) return bool(tag)
  return { kind: 'union', code: number, tag, may: types }
}

function stored(pointer: Local, types: number, at: number, value: Value): Code {
  const number = storeFloat(pointer.get, numberCode(value), at)
  if (types === 1 << tags.number) return number
  const low = types === 1 << tags.boolean ? booleanCode(value) : tagCode(value)
  return [number, pointer.get, low, op.i32_store, 2, unsigned(at + 8)]
}
