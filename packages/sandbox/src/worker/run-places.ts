import { disposed } from '../disposed.ts'
import type { Held, Slot } from './jobs.ts'

interface Waiting {
  readonly most: number
  resolve(held: Held): void
  reject(error: unknown): void
}

/** The places of runs, whose guests stay in one thread each. */
export class RunPlaces {
  readonly #slots: readonly Slot[]
  readonly #waiting: Waiting[] = []

  constructor(slots: readonly Slot[]) {
    this.#slots = slots
  }

  /** A place for a run, in the thread that has the fewest; waits where each has `most`. */
  hold(most: number, signal?: AbortSignal): Promise<Held> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const slot = this.#emptiest(most)
    if (slot) return Promise.resolve(this.#hold(slot))
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        const at = this.#waiting.indexOf(waiting)
        if (at >= 0) this.#waiting.splice(at, 1)
        reject(signal?.reason)
      }
      const waiting: Waiting = {
        most,
        resolve: (held) => {
          signal?.removeEventListener('abort', abort)
          resolve(held)
        },
        reject,
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.push(waiting)
    })
  }

  #emptiest(most: number): Slot | undefined {
    const [slot] = this.#slots.filter(({ runs }) => runs < most).sort((a, b) => a.runs - b.runs)
    return slot
  }

  #hold(slot: Slot): Held {
    slot.runs++
    return { slot }
  }

  release({ slot }: Held): void {
    slot.runs--
    const [waiting] = this.#waiting
    const free = waiting && this.#emptiest(waiting.most)
    if (free) this.#waiting.shift()?.resolve(this.#hold(free))
  }

  dispose(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(disposed())
  }
}
