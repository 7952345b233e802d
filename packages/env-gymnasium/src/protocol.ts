import { InvalidOptionError } from '@gencode/env'

/** Written by Python in front of its first frame. */
export const magic = '\0gencode-gymnasium 1\n'

/** Kinds of request; `python/gencode_gymnasium.py` has the same. */
export const requestKind = { make: 1, reset: 2, step: 3, render: 4, close: 5 } as const

/** Kinds of answer. */
export const answerKind = { description: 1, started: 2, stepped: 3, frame: 4, closed: 5, failed: 6 } as const

/** An answer; its payload is only valid until the next request. */
export interface Answer {
  readonly kind: number
  readonly payload: Uint8Array
}

/** A frame: `u32 length of the payload, u32 kind, payload`, little-endian. */
export function frame(
  kind: number,
  payloadBytes: number,
): { bytes: Uint8Array<ArrayBuffer>; payload: DataView } {
  const bytes = new Uint8Array(8 + payloadBytes)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, payloadBytes, true)
  view.setUint32(4, kind, true)
  return { bytes, payload: new DataView(bytes.buffer, 8) }
}

/** A frame that holds JSON. @throws InvalidOptionError where a value has no JSON */
export function jsonFrame(kind: number, value: unknown): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(toJson(value))
  const { bytes } = frame(kind, text.length)
  bytes.set(text, 8)
  return bytes
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value, forPython)
  } catch (cause) {
    const { message } = cause as Error
    throw new InvalidOptionError(
      `kwargs and options are plain values; these can't be sent to Python: ${message}`,
      {
        cause,
      },
    )
  }
}

/** Typed arrays as plain ones; numbers that JSON doesn't have as `{"$number": "inf"}`. */
function forPython(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $number: String(value) }
  if (typeof value === 'number' && !Number.isFinite(value))
    return { $number: String(value).replace('Infinity', 'inf').toLowerCase() }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>)
  return value
}

const decoder = new TextDecoder()

/** JSON as Python wrote it: `{"$number": "nan"}` is a number that is not finite. */
export function parseJson(bytes: Uint8Array): unknown {
  // A TextDecoder refuses shared memory, so the bytes are copied.
  const text = decoder.decode(bytes.slice())
  if (!text.includes('"$number"')) return JSON.parse(text)
  return JSON.parse(text, (_key, value) => (isNumberMark(value) ? numbers[value.$number] : value))
}

const numbers: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
}

function isNumberMark(value: unknown): value is { $number: string } {
  return typeof value === 'object' && value !== null && '$number' in value
}
