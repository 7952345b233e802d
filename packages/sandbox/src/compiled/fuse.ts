const now: () => number = performance.now.bind(performance)

/** What ends code that runs past its deadline; thrown through it. */
export const expired: Error = new Error('deadline')

/** The deadline of what runs now. Code asks for it each time that it has used up its fuel, which takes less than a millisecond. */
export class Fuse {
  #timeoutMs = Number.POSITIVE_INFINITY
  /** In milliseconds; `undefined` until it is first asked for, for a clock costs more than a short call. */
  #deadline: number | undefined

  light(timeoutMs: number): void {
    this.#timeoutMs = timeoutMs
    this.#deadline = undefined
  }

  /** Milliseconds that are left, at least one. */
  get left(): number {
    const time = now()
    this.#deadline ??= time + this.#timeoutMs
    return Math.max(1, this.#deadline - time)
  }

  /** @throws expired */
  check(): void {
    const time = now()
    this.#deadline ??= time + this.#timeoutMs
    if (time > this.#deadline) throw expired
  }
}
