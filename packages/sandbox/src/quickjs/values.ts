import { GencodeError } from '@gencode/contract/errors'
import { readBinary } from './binary-reader.ts'
import { writeBinary } from './binary-writer.ts'
import { CodecProblem, decodeText } from './codec.ts'
import { TooLarge } from './crossing.ts'
import { checked, Refused } from './guest-throw.ts'
import type { Machine } from './machine.ts'
import { lift, lower, needsLowering } from './structure.ts'

/** How large and how deep values may be. */
export interface ValueLimits {
  readonly resultBytes: number
  readonly resultDepth: number
}

/** The driver's functions for what QuickJS's binary form lacks. */
export interface Structure {
  readonly lower: number
  readonly lift: number
}

/** What a text of the driver stands for. Frees it. @throws Refused */
export function readText(machine: Machine, value: number, bytes: number, depth: number): unknown {
  let text: string
  try {
    text = machine.stringOf(value, bytes)
    machine.free(value)
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    machine.free(value)
    throw new Refused('size')
  }
  return decoded(() => decodeText(text, depth))
}

function decoded<Value>(decode: () => Value): Value {
  try {
    return decode()
  } catch (error) {
    throw error instanceof CodecProblem ? new Refused(error.message) : error
  }
}

/** A copy of a value of the guest: plain data, Date, Map, Set, Error, typed arrays. Does not free it. @throws Refused, GuestThrow */
export function takeValue(
  machine: Machine,
  structure: Structure,
  limits: ValueLimits,
  value: number,
): unknown {
  const plain = machine.memory.numberAt(value)
  if (plain !== undefined) return plain
  const bytes = binaryOf(machine, limits, value)
  if (bytes !== undefined) return decoded(() => readBinary(bytes, limits.resultDepth))
  const depth = machine.newNumber(limits.resultDepth)
  const list = machine.call(structure.lower, [value, depth])
  machine.free(depth)
  const lowered = checked(machine, list)
  const loweredBytes = binaryOf(machine, limits, lowered)
  machine.free(lowered)
  if (loweredBytes === undefined) throw new Refused('strange value')
  return decoded(() => lift(readBinary(loweredBytes, limits.resultDepth * 2 + 4)))
}

/** A value in QuickJS's binary form; `undefined` where it knows none for it. @throws Refused where it is too large */
function binaryOf(machine: Machine, { resultBytes }: ValueLimits, value: number): Uint8Array | undefined {
  const { wasm, at, memory } = machine
  const buffer = wasm.QTS_bjson_encode(at.context, value)
  if (memory.isException(buffer)) {
    machine.free(wasm.QTS_ResolveException(at.context, buffer))
    wasm.free(buffer)
    return undefined
  }
  const length = wasm.QTS_GetArrayBufferLength(at.context, buffer) >>> 0
  if (length > resultBytes) {
    machine.free(buffer)
    throw new Refused('size')
  }
  const place = machine.copyOf(buffer)
  machine.free(buffer)
  const bytes = memory.bytes.slice(place, place + length)
  wasm.free(place)
  return bytes
}

/** A value of the host on its way to a guest, which may be in another thread. */
export type Packed = number | { readonly bytes: Uint8Array; readonly isLowered: boolean }

/** A copy of a value of the host, for a guest. @throws GencodeError where it cannot cross */
export function packValue(value: unknown, { resultBytes, resultDepth }: ValueLimits): Packed {
  if (typeof value === 'number') return value
  const isLowered = needsLowering(value)
  const depth = isLowered ? resultDepth * 2 + 4 : resultDepth + 1
  const bytes = writeBinary(isLowered ? lower(value) : value, depth)
  if (bytes.length > resultBytes)
    throw new GencodeError(`The data is larger than the ${resultBytes} bytes that may cross into a sandbox`)
  return { bytes, isLowered }
}

/** A new value of the guest. */
export function givePacked(machine: Machine, structure: Structure, packed: Packed): number {
  if (typeof packed === 'number') return machine.newNumber(packed)
  const made = giveBinary(machine, packed.bytes)
  if (!packed.isLowered) return made
  const lifted = machine.call(structure.lift, [made])
  machine.free(made)
  return checked(machine, lifted)
}

/** The value of the guest that bytes of the host's writer stand for. */
function giveBinary(machine: Machine, bytes: Uint8Array): number {
  const { wasm, at } = machine
  const place = machine.allocate(bytes.length)
  machine.memory.bytes.set(bytes, place)
  const buffer = checked(machine, wasm.QTS_NewArrayBuffer(at.context, place, bytes.length))
  const made = wasm.QTS_bjson_decode(at.context, buffer)
  machine.free(buffer)
  return checked(machine, made)
}
