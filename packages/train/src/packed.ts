import { TrainError } from './errors.ts'
import type { AdamState } from './kernel/adam.ts'
import { fromBase64, toBase64 } from './policy/base64.ts'

/** Reads the parts of a trainer's state out of a file. @throws TrainError, naming the method, where one is none */
export interface Unpacker {
  floats(text: unknown): Float32Array
  adam(value: unknown): AdamState
  /** The fields of an object. */
  fields(value: unknown): Readonly<Record<string, unknown>>
}

/** @param method whose state it is, such as `DQN` */
export function unpacker(method: string): Unpacker {
  const wrong = (): TrainError => new TrainError(`The state to go on from is no state of ${method}`)
  const floats = (text: unknown): Float32Array => {
    const read = typeof text === 'string' ? fromBase64(text) : undefined
    if (!read) throw wrong()
    return read
  }
  const fields = (value: unknown): Readonly<Record<string, unknown>> => {
    if (typeof value !== 'object' || value === null) throw wrong()
    return value as Readonly<Record<string, unknown>>
  }
  return {
    floats,
    fields,
    adam(value) {
      const { steps, first, second } = fields(value)
      if (!Number.isSafeInteger(steps) || (steps as number) < 0) throw wrong()
      return { steps: steps as number, first: floats(first), second: floats(second) }
    },
  }
}

/** Adam's memory as plain JSON. */
export function packedAdam({ steps, first, second }: AdamState): unknown {
  return { steps, first: toBase64(first), second: toBase64(second) }
}
