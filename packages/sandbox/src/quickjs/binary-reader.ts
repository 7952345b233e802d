import { CodecProblem } from './codec.ts'

// QuickJS's own binary form of values (JS_WriteObject with references), as the guest wrote it. It is hostile: every
// read is bounded by what there is, and counts by what is left.

const latin = new TextDecoder('latin1')
const wide = new TextDecoder('utf-16le', { ignoreBOM: true })

const float = new Float64Array(1)
const floatBytes = new Uint8Array(float.buffer)

/** QuickJS's numbers for typed arrays, in its order; `undefined` where a host has none of the kind. */
const arrays = [
  Uint8ClampedArray,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
  undefined,
  Float32Array,
  Float64Array,
] as const

/**
 * The value that bytes of the guest stand for: fresh plain data, dates, buffers and typed arrays, shared and cyclic
 * where the guest's was.
 *
 * @throws CodecProblem where they are malformed or too deep
 */
export function readBinary(bytes: Uint8Array, depth: number): unknown {
  const reader = new Reader(bytes)
  return reader.whole(depth)
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  #names: string[] = []
  readonly #objects: object[] = []

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  whole(depth: number): unknown {
    if (this.#byte() !== 5) throw malformed()
    const count = this.#count()
    for (let index = 0; index < count; index++) this.#names.push(this.#text())
    const value = this.#value(depth)
    if (this.#at !== this.#bytes.length) throw malformed()
    return value
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw malformed()
    return byte
  }

  /** A whole number of at most five groups of seven bits. */
  #number(): number {
    let byte = this.#byte()
    if (byte < 128) return byte
    let value = byte & 127
    for (let factor = 128; factor < 2 ** 35; factor *= 128) {
      byte = this.#byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw malformed()
  }

  /** How many things follow, each of a byte at least. */
  #count(): number {
    const count = this.#number()
    if (count > this.#bytes.length - this.#at) throw malformed()
    return count
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw malformed()
    const start = this.#at
    this.#at += length
    return this.#bytes.subarray(start, this.#at)
  }

  #text(): string {
    const head = this.#number()
    const isWide = head % 2 === 1
    const bytes = this.#take(isWide ? head - 1 : head / 2)
    if (isWide) return wide.decode(bytes)
    if (bytes.length >= 24) return latinText(bytes)
    let text = ''
    for (let index = 0; index < bytes.length; index++) text += String.fromCharCode(bytes[index] as number)
    return text
  }

  #value(depth: number): unknown {
    const kind = this.#byte()
    switch (kind) {
      case 1:
        return null
      case 2:
        return undefined
      case 3:
        return false
      case 4:
        return true
      case 5: {
        const number = this.#number()
        return number % 2 === 1 ? -(number + 1) / 2 : number / 2
      }
      case 6: {
        floatBytes.set(this.#take(8))
        return float[0]
      }
      case 7:
        return this.#text()
      case 10:
        return this.#bigint()
      case 18: // a number, text or boolean as an object
        return depth <= 0 ? tooDeep() : this.#value(depth - 1)
      case 19: {
        const known = this.#objects[this.#number()]
        if (known === undefined) throw malformed()
        return known
      }
    }
    if (depth <= 0) return tooDeep()
    switch (kind) {
      case 8:
        return this.#record(depth)
      case 9:
        return this.#list(depth)
      case 14:
        return this.#typedArray(depth)
      case 15:
        return this.#buffer()
      case 17: {
        const time = this.#value(0)
        const date = new Date(typeof time === 'number' ? time : Number.NaN)
        this.#objects.push(date)
        return date
      }
    }
    throw malformed()
  }

  #record(depth: number): object {
    const record: Record<string, unknown> = {}
    this.#objects.push(record)
    const count = this.#count()
    for (let index = 0; index < count; index++) {
      const key = this.#number()
      const name = key % 2 === 1 ? String((key - 1) / 2) : this.#names[key / 2 - 1]
      if (name === undefined) throw malformed()
      if (name === '__proto__') throw new CodecProblem('__proto__')
      record[name] = this.#value(depth - 1)
    }
    return record
  }

  #list(depth: number): unknown[] {
    const count = this.#count()
    const list: unknown[] = []
    this.#objects.push(list)
    for (let index = 0; index < count; index++) list.push(this.#value(depth - 1))
    return list
  }

  #bigint(): bigint {
    const bytes = this.#take(this.#count())
    if (bytes.length === 0) return 0n
    let digits = ''
    for (let index = bytes.length - 1; index >= 0; index--)
      digits += (bytes[index] as number).toString(16).padStart(2, '0')
    return BigInt.asIntN(bytes.length * 8, BigInt(`0x${digits}`))
  }

  #buffer(): ArrayBuffer {
    const length = this.#number()
    this.#number() // how large it may become
    const buffer = this.#take(length).slice().buffer as ArrayBuffer
    this.#objects.push(buffer)
    return buffer
  }

  #typedArray(depth: number): object {
    const Kind = arrays[this.#byte()]
    const count = this.#number()
    const offset = this.#number()
    const place = this.#objects.push({}) - 1
    const buffer = this.#value(depth - 1)
    if (
      Kind === undefined ||
      !(buffer instanceof ArrayBuffer) ||
      offset % Kind.BYTES_PER_ELEMENT !== 0 ||
      offset + count * Kind.BYTES_PER_ELEMENT > buffer.byteLength
    )
      throw malformed()
    const array = new Kind(buffer, offset, count)
    this.#objects[place] = array
    return array
  }
}

/** `latin1` is windows-1252 to a TextDecoder, which differs from 128 to 159. */
function latinText(bytes: Uint8Array): string {
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number
    if (byte >= 128 && byte < 160) return wide.decode(Uint16Array.from(bytes))
  }
  return latin.decode(bytes)
}

const malformed = (): CodecProblem => new CodecProblem('malformed')
function tooDeep(): never {
  throw new CodecProblem('depth')
}
