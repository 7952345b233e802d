/** What QuickJS takes from the upper half of a float64, so that its other values have a tag there. */
const floatOffset = 0x7ff8000a
const nanTag = (0x7ff80000 - floatOffset) >>> 0

/** Other values have a tag from -9 to 7, a float64 never has; a whole number may have 0. */
export function isNumberTag(tag: number): boolean {
  return tag === 0 || (tag + 9) >>> 0 >= 17
}

/**
 * A guest's memory and the values in it: a value has eight bytes at an offset, a half for what it is. Numbers are
 * read and written without the guest.
 */
export class GuestMemory {
  /** Views over the whole of it; valid until the guest runs again. */
  bytes!: Uint8Array
  words!: Uint32Array
  floats!: Float64Array
  readonly #number = new Float64Array(1)
  readonly #halves: Uint32Array = new Uint32Array(this.#number.buffer)

  /** Takes another memory, or the same after it has grown. */
  look(buffer: ArrayBuffer): void {
    this.bytes = new Uint8Array(buffer)
    this.words = new Uint32Array(buffer)
    this.floats = new Float64Array(buffer)
  }

  /** The number that a value of the guest is, or `undefined` where it is none. */
  numberAt(value: number): number | undefined {
    const index = value >>> 2
    const tag = this.words[index + 1] as number
    const low = this.words[index] as number
    if (tag === 0) return low | 0
    if (!isNumberTag(tag)) return undefined
    this.#halves[1] = tag + floatOffset
    this.#halves[0] = low
    return this.#number[0]
  }

  /** Makes a value of the guest a number. */
  writeNumber(value: number, number: number): void {
    this.#number[0] = number
    this.writeNumbers(value >>> 2, this.#number, 0, 1)
  }

  /** Makes values of the guest numbers, from word `at` on. */
  writeNumbers(at: number, from: ArrayLike<number>, start: number, count: number): void {
    const words = this.words
    const floats = this.floats
    for (let index = 0; index < count; index++) {
      const number = from[start + index] as number
      const high = at + 2 * index + 1
      // A NaN may carry anything in its other bits, which would make any value of it.
      if (Number.isNaN(number)) {
        words[high - 1] = 0
        words[high] = nanTag
      } else {
        floats[high >>> 1] = number
        words[high] = (words[high] as number) - floatOffset
      }
    }
  }

  writeBoolean(value: number, boolean: boolean): void {
    this.words[value >>> 2] = boolean ? 1 : 0
    this.words[(value >>> 2) + 1] = 1
  }

  /** Makes `slot` the same value as `value`; who owns it does not change. */
  copyValue(slot: number, value: number): void {
    const words = this.words
    words[slot >>> 2] = words[value >>> 2] as number
    words[(slot >>> 2) + 1] = words[(value >>> 2) + 1] as number
  }

  /** Whether a value of the guest is `undefined`. */
  isUndefined(value: number): boolean {
    return this.words[(value >>> 2) + 1] === 3
  }

  isNull(value: number): boolean {
    return this.words[(value >>> 2) + 1] === 2
  }

  isException(value: number): boolean {
    return this.words[(value >>> 2) + 1] === 6
  }
}
