import { disposed } from '../disposed.ts'
import type { Realm } from '../quickjs/realm.ts'

/** Makes a realm for functions of the host of these names. */
export type MakeRealm = (names: readonly string[]) => Realm

interface Waiting {
  readonly names: readonly string[]
  resolve(realm: Realm): void
  reject(error: unknown): void
}

/** The guests of runs: so many at a time, each used again when its run is over. */
export class Guests {
  readonly #make: MakeRealm
  readonly #most: number
  readonly #idle: Realm[] = []
  readonly #queue: Waiting[] = []
  #busy = 0
  #isDisposed = false

  constructor(make: MakeRealm, most: number) {
    this.#make = make
    this.#most = most
  }

  /** A guest of one's own, when there is one. @throws the signal's reason, GencodeError where they are disposed of */
  async take(names: readonly string[], signal?: AbortSignal): Promise<Realm> {
    if (this.#isDisposed) throw disposed()
    if (signal?.aborted) throw signal.reason
    if (this.#busy < this.#most) return this.open(names)
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        names,
        resolve: (realm) => {
          signal?.removeEventListener('abort', abort)
          resolve(realm)
        },
        reject,
      }
      const abort = (): void => {
        const at = this.#queue.indexOf(waiting)
        if (at >= 0) this.#queue.splice(at, 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#queue.push(waiting)
    })
  }

  /** A guest at once, for one who knows that there are not too many. */
  open(names: readonly string[]): Realm {
    this.#busy++
    const at = this.#idle.findIndex((realm) => isSame(realm.names, names))
    const [known] = at < 0 ? [] : this.#idle.splice(at, 1)
    try {
      return known ?? this.#make(names)
    } catch (error) {
      this.#busy--
      throw error
    }
  }

  /** Gives one back. */
  give(realm: Realm): void {
    this.#busy--
    if (this.#isDisposed) return
    this.#idle.push(realm)
    if (this.#busy + this.#idle.length > this.#most) this.#idle.shift()
    const next = this.#queue.shift()
    if (!next) return
    try {
      next.resolve(this.open(next.names))
    } catch (error) {
      next.reject(error)
    }
  }

  dispose(): void {
    this.#isDisposed = true
    this.#idle.length = 0
    for (const { reject } of this.#queue.splice(0)) reject(disposed())
  }
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index])
