import { counted } from '../counted.ts'
import { EnvError } from '../errors.ts'
import type { Rng } from '../random/rng.ts'
import type { SpaceJson } from '../space.ts'
import { SeededSpace } from './seeded-space.ts'

/** The typed array of each number type of a `Box`; a 64-bit integer is kept in a double. */
export interface BoxArrays {
  float32: Float32Array
  float64: Float64Array
  int8: Int8Array
  uint8: Uint8Array
  int16: Int16Array
  uint16: Uint16Array
  int32: Int32Array
  uint32: Uint32Array
  int64: Float64Array
  uint64: Float64Array
}

/** The name of a number type, as NumPy names it. */
export type DType = keyof BoxArrays

/** The typed array that holds values of a `Box`. */
export type BoxArray<Type extends DType = DType> = BoxArrays[Type]

const arrays: { readonly [Type in DType]: new (source: number | readonly number[]) => BoxArrays[Type] } = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: Float64Array,
  uint64: Float64Array,
}

const limits: Partial<Record<DType, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  int64: [-(2 ** 63), 2 ** 63],
  uint64: [0, 2 ** 64],
}

/** What a `Box` is made from. */
export interface BoxOptions<Type extends DType = DType> {
  /** One bound for all numbers, or one each, row-major; -Infinity for none. */
  readonly low: number | ArrayLike<number>
  /** The same; Infinity for none. */
  readonly high: number | ArrayLike<number>
  /** @default as many as the bounds */
  readonly shape?: readonly number[]
  /** @default 'float32' */
  readonly dtype?: Type
}

/** A box of numbers: an array of one shape, each number between its bounds. Its values are flat, row-major. */
export class Box<Type extends DType = 'float32'> extends SeededSpace<BoxArray<Type>> {
  readonly kind = 'Box'
  readonly shape: readonly number[]
  readonly size: number
  readonly dtype: Type
  /** Bounds, rounded to the number type. */
  readonly low: BoxArray<Type>
  readonly high: BoxArray<Type>
  readonly #unbounded: { readonly below: readonly boolean[]; readonly above: readonly boolean[] }
  readonly #integer: boolean

  /** @throws EnvError where bounds and shape don't fit together, or bounds not into the number type */
  constructor(options: BoxOptions<Type>) {
    super()
    const { low, high, dtype = 'float32' as Type } = options
    const bound = typeof low === 'number' ? high : low
    const shape = options.shape ?? (typeof bound === 'number' ? undefined : [bound.length])
    if (!shape) throw new EnvError('A Box takes arrays as bounds, or a shape')
    if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0))
      throw new EnvError(`A Box's shape is whole numbers, not [${shape.join(', ')}]`)
    if (!Object.hasOwn(arrays, dtype))
      throw new EnvError(`A Box's dtype is one of ${Object.keys(arrays).join(', ')}, not ${String(dtype)}`)
    this.shape = [...shape]
    this.size = shape.reduce((product, length) => product * length, 1)
    this.dtype = dtype
    const lows = spread(low, this.size)
    const highs = spread(high, this.size)
    refuseBounds(lows, highs, dtype)
    this.#unbounded = {
      below: lows.map((value) => value === -Infinity),
      above: highs.map((value) => value === Infinity),
    }
    const limit = limits[dtype]
    this.#integer = limit !== undefined
    const clip = (value: number): number => (limit ? Math.min(Math.max(value, limit[0]), limit[1]) : value)
    this.low = new arrays[dtype](lows.map(clip))
    this.high = new arrays[dtype](highs.map(clip))
  }

  get text(): string {
    const range = (index: number): string =>
      `${shown(this.low[index] as number)} to ${shown(this.high[index] as number)}`
    const ranges = Array.from({ length: this.size }, (_, index) => range(index))
    const same = new Set(ranges).size === 1
    const what = this.#integer ? 'integer' : 'number'
    const form =
      this.shape.length > 1 ? `a ${this.shape.join(' x ')} array of ${what}s` : counted(this.size, what)
    const each = this.size === 1 ? 'from' : 'each from'
    return `${form}, ${same ? `${each} ${ranges[0]}` : `from ${ranges.join('; ')}`}`
  }

  protected draw(rng: Rng): BoxArray<Type> {
    const { below, above } = this.#unbounded
    const sample = new Float64Array(this.size)
    // Gymnasium draws kind by kind: first all unbounded numbers, then those with one bound, then with two.
    for (let index = 0; index < this.size; index++)
      if (below[index] && above[index]) sample[index] = rng.normal()
    for (let index = 0; index < this.size; index++)
      if (!below[index] && above[index]) sample[index] = rng.exponential() + (this.low[index] as number)
    const extra = this.#integer ? 1 : 0
    for (let index = 0; index < this.size; index++)
      if (below[index] && !above[index])
        sample[index] = -rng.exponential() + (this.high[index] as number) + extra
    for (let index = 0; index < this.size; index++)
      if (!below[index] && !above[index])
        sample[index] = rng.uniform(this.low[index], (this.high[index] as number) + extra)
    const value = new arrays[this.dtype](this.size)
    const limit = limits[this.dtype]
    for (let index = 0; index < this.size; index++) {
      const drawn = sample[index] as number
      value[index] = limit ? Math.min(Math.max(Math.floor(drawn), limit[0]), limit[1]) : drawn
    }
    return value
  }

  /** Also true for a plain array of the right length within the bounds. */
  contains(value: unknown): value is BoxArray<Type> {
    if (!isNumbers(value) || value.length !== this.size) return false
    for (let index = 0; index < this.size; index++) {
      const number = value[index]
      if (typeof number !== 'number') return false
      const rounded = this.dtype === 'float32' ? Math.fround(number) : number
      if (!(rounded >= (this.low[index] as number) && rounded <= (this.high[index] as number))) return false
      if (this.#integer && !Number.isInteger(number)) return false
    }
    return true
  }

  toJSON(): SpaceJson {
    const plain = (value: number): number | 'inf' | '-inf' =>
      value === Infinity ? 'inf' : value === -Infinity ? '-inf' : value
    return {
      type: 'Box',
      low: Array.from(this.low, plain),
      high: Array.from(this.high, plain),
      shape: this.shape,
      dtype: this.dtype,
    }
  }
}

/** An array or typed array; its members may still be anything. */
export function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

function spread(bound: number | ArrayLike<number>, size: number): number[] {
  if (typeof bound === 'number') return new Array(size).fill(bound)
  if (bound.length !== size)
    throw new EnvError(
      `A Box of ${counted(size, 'number')} takes ${counted(size, 'bound')}, not ${bound.length}`,
    )
  return Array.from(bound)
}

/** An infinite bound means none, so a low one is not Infinity, and a high one not -Infinity. */
function refuseBounds(lows: readonly number[], highs: readonly number[], dtype: DType): void {
  const [least, most] = limits[dtype] ?? [-Infinity, Infinity]
  const isPast = (value: number): boolean => Number.isFinite(value) && (value < least || value > most)
  for (const [index, low] of lows.entries()) {
    const high = highs[index] as number
    if (!(low <= high) || low === Infinity || high === -Infinity)
      throw new EnvError(
        `The low bound of a Box is at most the high one, but number ${index} goes from ${low} to ${high}`,
      )
    if (isPast(low) || isPast(high))
      throw new EnvError(
        `A Box of ${dtype} holds ${least} to ${most}, but number ${index} goes from ${low} to ${high}`,
      )
  }
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return String(Number(value.toPrecision(6)))
}
