import type { Playable } from '../tasks/playable.ts'

/** Turns keys into actions. */
export interface KeyPad {
  /** The action of the moment; `undefined` where the task waits for a key. */
  action(): unknown
  /** A key goes down; `false` where it means nothing here. */
  press(key: string): boolean
  release(key: string): void
  /** Lets go of every key: where the page is left, nobody hears that they come up. */
  releaseAll(): void
  /** An episode starts: what is held by habit alone is let go, so that the first push is the person's. */
  restart(): void
}

/** Creates the key pad of a task, with no key held. */
export function createKeyPad({ keys, rest }: Playable): KeyPad {
  const held: string[] = []
  let last: unknown
  let pressed: unknown
  const nameOf = (key: string) => (key.length === 1 ? key.toLowerCase() : key)
  const actionOf = (key: string | undefined) => keys.find((one) => one.key === key)?.action
  return {
    action() {
      const now = pressed ?? (rest === 'wait' ? undefined : actionOf(held.at(-1)))
      pressed = undefined
      if (now !== undefined) last = now
      if (now !== undefined || rest === 'wait') return now
      return rest === 'hold' ? last : rest.action
    },
    press(key) {
      const name = nameOf(key)
      const action = actionOf(name)
      if (action === undefined) return false
      if (!held.includes(name)) {
        held.push(name)
        pressed = action
      }
      return true
    },
    release(key) {
      const place = held.indexOf(nameOf(key))
      if (place >= 0) held.splice(place, 1)
    },
    releaseAll() {
      held.length = 0
    },
    restart() {
      last = undefined
    },
  }
}
