import { GencodeError } from '@gencode/contract/errors'

/** What stops a crossing from outside the guest. */
export type Stop =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'stack' }
  | { readonly kind: 'crash'; readonly cause: unknown }

/** What a crossing may end with while the guest's memory stays good: it returned to the host in order. */
export class Orderly extends Error {}

/** A crossing that was cut off; the guest's memory is no longer to be used. */
export class Stopped extends Error {
  readonly stop: Stop

  constructor(stop: Stop) {
    super(stop.kind)
    this.stop = stop
  }
}

/** A text of the guest that is larger than its reader allows. */
export class TooLarge extends Orderly {}

/** The clock of a deployed Cloudflare Worker stands still while code runs: there so many looks at it are a millisecond. */
const looksPerMs = 100
const now: () => number = performance.now.bind(performance)
const expired = new Error('deadline')

/** The way into a guest and back, one at a time, under a deadline in wall time. */
export class Crossing {
  /** Whether the last one left the guest in the middle of something. */
  hasTrapped = false
  /** Whether the guest was refused memory in this one. */
  wasRefusedMemory = false
  #began = 0
  #deadline = Number.POSITIVE_INFINITY
  #looksLeft = 0
  #isUnderWay = false

  /**
   * Runs the guest under a deadline.
   *
   * @throws Stopped where it was cut off
   */
  run<Result>(timeoutMs: number, work: () => Result): Result {
    this.mustBeIdle()
    this.#isUnderWay = true
    this.wasRefusedMemory = false
    this.#began = now()
    this.#deadline = this.#began + timeoutMs
    this.#looksLeft = timeoutMs * looksPerMs
    try {
      return work()
    } catch (error) {
      throw this.#stopOf(error)
    } finally {
      this.#isUnderWay = false
      this.#deadline = Number.POSITIVE_INFINITY
    }
  }

  /** What the guest asks every so often. @throws what `run` takes as a time-out, through the guest */
  check(): void {
    const time = now()
    if (time > this.#deadline || (time === this.#began && --this.#looksLeft < 0)) throw expired
  }

  /** @throws GencodeError from within a function that the guest called */
  mustBeIdle(): void {
    if (this.#isUnderWay)
      throw new GencodeError('A sandbox cannot be used from within a function that its guest called')
  }

  #stopOf(error: unknown): unknown {
    if (error instanceof Orderly) return error
    this.hasTrapped = true
    if (error === expired) return new Stopped({ kind: 'timeout' })
    if (error instanceof RangeError && /call stack/i.test(error.message))
      return new Stopped({ kind: 'stack' })
    if (error instanceof WebAssembly.RuntimeError)
      return new Stopped(this.wasRefusedMemory ? { kind: 'memory' } : { kind: 'crash', cause: error })
    return error
  }
}
