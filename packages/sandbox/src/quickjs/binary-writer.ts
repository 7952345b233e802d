import { nestedTooDeeply, notPlain } from './plain-data.ts'

// Values of the host in QuickJS's own binary form (JS_ReadObject with references).

const maxIndex = 2 ** 31
const index = /^(?:0|[1-9]\d{0,9})$/
const typedArrays = [
  'Uint8ClampedArray',
  'Int8Array',
  'Uint8Array',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
]
const kindOfView: (this: unknown) => string | undefined = (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag) as {
    get: () => string
  }
).get

/** Larger ones are not kept for the next value. */
const keptBytes = 65_536

/** Bytes that grow. */
class Bytes {
  bytes: Uint8Array = new Uint8Array(256)
  #view = new DataView(this.bytes.buffer)
  length = 0

  #room(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const wider = new Uint8Array((this.length + count) * 2)
    wider.set(this.bytes)
    this.bytes = wider
    this.#view = new DataView(wider.buffer)
  }

  byte(value: number): void {
    this.#room(1)
    this.bytes[this.length++] = value
  }

  number(value: number): void {
    this.#room(8)
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) this.bytes[this.length++] = (rest % 128) | 128
    this.bytes[this.length++] = rest
  }

  float(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.length, value, true)
    this.length += 8
  }

  text(text: string): void {
    const { length } = text
    this.#room(length * 2 + 8)
    let isWide = false
    for (let at = 0; at < length && !isWide; at++) isWide = text.charCodeAt(at) > 255
    this.number(length * 2 + (isWide ? 1 : 0))
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      this.bytes[this.length++] = code & 255
      if (isWide) this.bytes[this.length++] = code >> 8
    }
  }

  all(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  clear(): void {
    this.length = 0
    if (this.bytes.length <= keptBytes) return
    this.bytes = new Uint8Array(256)
    this.#view = new DataView(this.bytes.buffer)
  }

  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
}

/**
 * A value of the host as bytes for the guest: plain data, dates, buffers and typed arrays, shared and cyclic
 * structure included.
 *
 * @throws GencodeError where it holds something else, or is deeper than `depth`
 */
export function writeBinary(value: unknown, depth: number): Uint8Array {
  // What is written may have getters that write themselves.
  const writer = isBusy ? new Writer() : shared
  const wasBusy = isBusy
  isBusy = true
  try {
    return writer.whole(value, depth)
  } finally {
    writer.clear()
    isBusy = wasBusy
  }
}

class Writer {
  readonly #head = new Bytes()
  readonly #body = new Bytes()
  readonly #names = new Map<string, number>()
  readonly #objects = new Map<object, number>()

  whole(value: unknown, depth: number): Uint8Array {
    this.#value(value, depth)
    const head = this.#head
    head.byte(5)
    head.number(this.#names.size)
    for (const name of this.#names.keys()) head.text(name)
    head.all(this.#body.written)
    return head.written.slice()
  }

  /** Keeps nothing of what was written, but some of its room. */
  clear(): void {
    this.#head.clear()
    this.#body.clear()
    this.#names.clear()
    this.#objects.clear()
  }

  #value(value: unknown, depth: number): void {
    const body = this.#body
    switch (typeof value) {
      case 'number':
        if ((value | 0) === value && !Object.is(value, -0)) {
          body.byte(5)
          body.number(value >= 0 ? value * 2 : -value * 2 - 1)
        } else {
          body.byte(6)
          body.float(value)
        }
        return
      case 'string':
        body.byte(7)
        body.text(value)
        return
      case 'boolean':
        body.byte(value ? 4 : 3)
        return
      case 'undefined':
        body.byte(2)
        return
      case 'bigint':
        body.byte(10)
        this.#bigint(value)
        return
      case 'object':
        if (value === null) body.byte(1)
        else this.#object(value, depth)
        return
      default:
        throw notPlain(value)
    }
  }

  #object(value: object, depth: number): void {
    const body = this.#body
    const known = this.#objects.get(value)
    if (known !== undefined) {
      body.byte(19)
      body.number(known)
      return
    }
    if (depth <= 0) throw nestedTooDeeply()
    this.#objects.set(value, this.#objects.size)
    if (Array.isArray(value)) {
      body.byte(9)
      body.number(value.length)
      for (let at = 0; at < value.length; at++) this.#value(value[at], depth - 1)
      return
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    const kind = kindOfView.call(value)
    if (prototype === null || Object.getPrototypeOf(prototype) === null)
      this.#record(value as Record<string, unknown>, depth)
    else if (value instanceof Date) {
      body.byte(17)
      body.byte(6)
      body.float(value.getTime())
    } else if (value instanceof ArrayBuffer) this.#buffer(new Uint8Array(value))
    else if (kind !== undefined) this.#view(value as Uint8Array, typedArrays.indexOf(kind))
    else throw notPlain(value)
  }

  #record(value: Record<string, unknown>, depth: number): void {
    const keys = Object.keys(value)
    this.#body.byte(8)
    this.#body.number(keys.length)
    for (const key of keys) {
      this.#name(key)
      this.#value(value[key], depth - 1)
    }
  }

  #name(key: string): void {
    const first = key.charCodeAt(0)
    const isIndex = first >= 48 && first <= 57 && index.test(key) && Number(key) < maxIndex
    this.#body.number(isIndex ? Number(key) * 2 + 1 : this.#placeOf(key) * 2)
  }

  /** Where a name is in the list of them, from 1. */
  #placeOf(key: string): number {
    const known = this.#names.get(key)
    if (known !== undefined) return known
    this.#names.set(key, this.#names.size + 1)
    return this.#names.size
  }

  /** A view crosses with what it shows alone, not with all of its buffer. */
  #view({ buffer, byteOffset, byteLength, length }: Uint8Array, kind: number): void {
    this.#body.byte(14)
    this.#body.byte(kind)
    this.#body.number(length)
    this.#body.number(0)
    this.#objects.set({}, this.#objects.size)
    this.#buffer(new Uint8Array(buffer, byteOffset, byteLength))
  }

  #buffer(bytes: Uint8Array): void {
    this.#body.byte(15)
    this.#body.number(bytes.length)
    this.#body.number(2 ** 32 - 1)
    this.#body.all(bytes)
  }

  #bigint(value: bigint): void {
    let bits = 8
    for (let rest = value < 0n ? ~value : value; rest >> BigInt(bits - 1) !== 0n; ) bits *= 2
    const digits = BigInt.asUintN(bits, value)
      .toString(16)
      .padStart(bits / 4, '0')
    this.#body.number(bits / 8)
    for (let at = digits.length; at > 0; at -= 2)
      this.#body.byte(Number.parseInt(digits.slice(at - 2, at), 16))
  }
}

const shared = new Writer()
let isBusy = false
