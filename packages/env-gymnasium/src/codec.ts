import type { BoxArray, DType } from '@gencode/env'
import { GymnasiumError } from './errors.ts'

/** How values of a space lie in a frame: the numbers of its leaves in order, each leaf padded to eight bytes. */
export type Layout =
  | {
      readonly kind: 'Box' | 'Discrete' | 'MultiDiscrete' | 'MultiBinary'
      readonly dtype: LeafType
      readonly count: number
    }
  | { readonly kind: 'Tuple'; readonly parts: readonly Layout[] }
  | { readonly kind: 'Dict'; readonly keys: readonly string[]; readonly parts: readonly Layout[] }

/** The number types on the wire: 64-bit integers come as doubles. */
export type LeafType = Exclude<DType, 'int64' | 'uint64'>

const arrays: {
  readonly [Type in LeafType]: new (
    buffer: ArrayBufferLike,
    byteOffset: number,
    length: number,
  ) => BoxArray<Type>
} = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
}

/** Where reading stands in a frame. */
export interface Cursor {
  readonly payload: Uint8Array
  at: number
}

/**
 * Reads a leaf's numbers into an array of their own.
 *
 * @throws GymnasiumError `gymnasium/not-a-number`
 */
export function readNumbers(
  what: string,
  dtype: LeafType,
  count: number,
  cursor: Cursor,
): BoxArray<LeafType> {
  const { buffer, byteOffset } = cursor.payload
  const view = new arrays[dtype](buffer, byteOffset + cursor.at, count)
  const numbers = view.slice() as BoxArray<LeafType>
  cursor.at += Math.ceil(view.byteLength / 8) * 8
  if (dtype === 'float32' || dtype === 'float64')
    for (let index = 0; index < count; index++)
      if (Number.isNaN(numbers[index])) throw notANumber(what, `number ${index} of its observation`)
  return numbers
}

/**
 * Reads a value of a space.
 *
 * @throws GymnasiumError `gymnasium/not-a-number`
 */
export function readValue(what: string, layout: Layout, cursor: Cursor): unknown {
  if (layout.kind === 'Tuple') return layout.parts.map((part) => readValue(what, part, cursor))
  if (layout.kind === 'Dict')
    return Object.fromEntries(
      layout.keys.map((key, index) => [key, readValue(what, layout.parts[index] as Layout, cursor)]),
    )
  const numbers = readNumbers(what, layout.dtype, layout.count, cursor)
  if (layout.kind === 'Discrete') return numbers[0]
  return numbers
}

/** How many numbers a value of a space has. */
export function countOf(layout: Layout): number {
  if ('count' in layout) return layout.count
  return layout.parts.reduce((sum, part) => sum + countOf(part), 0)
}

/** Writes a value of a space as float64 numbers; gives the place behind them. */
export function writeValue(layout: Layout, value: unknown, payload: DataView, at: number): number {
  if (layout.kind === 'Discrete') {
    payload.setFloat64(at, value as number, true)
    return at + 8
  }
  if (layout.kind === 'Tuple' || layout.kind === 'Dict') {
    const values =
      layout.kind === 'Tuple' ? (value as unknown[]) : layout.keys.map((key) => (value as never)[key])
    return layout.parts.reduce((place, part, index) => writeValue(part, values[index], payload, place), at)
  }
  return writeNumbers(value as ArrayLike<number>, payload, at)
}

/** Writes numbers as float64; gives the place behind them. */
export function writeNumbers(numbers: ArrayLike<number>, payload: DataView, at: number): number {
  for (let index = 0; index < numbers.length; index++)
    payload.setFloat64(at + 8 * index, numbers[index] as number, true)
  return at + 8 * numbers.length
}

/** NaN where a number is due. */
export function notANumber(what: string, where: string): GymnasiumError {
  return new GymnasiumError(
    `${what}: ${where} is NaN; the environment is broken or its simulation has diverged: reset it`,
    { code: 'gymnasium/not-a-number' },
  )
}
