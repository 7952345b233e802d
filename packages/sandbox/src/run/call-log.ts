import type { GuestCall } from '../quickjs/turn.ts'
import type { CallRecord } from '../types.ts'

/** Arguments are kept up to so many letters of JSON in all; those beyond are left out. */
const mostLetters = 2 ** 20

interface Entry {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[] | undefined
  readonly began: number
  outcome: CallRecord['outcome']
  ms: number
}

/** The calls of a run, for whoever wants to know afterwards. */
export class CallLog {
  readonly #entries = new Map<number, Entry>()
  #room = mostLetters

  has(id: number): boolean {
    return this.#entries.has(id)
  }

  begin({ id, name, args }: GuestCall): void {
    this.#room -= sizeOf(args, this.#room)
    this.#entries.set(id, {
      id,
      name,
      args: this.#room < 0 ? undefined : args,
      began: performance.now(),
      outcome: 'open',
      ms: 0,
    })
  }

  end(id: number, outcome: CallRecord['outcome']): void {
    const entry = this.#entries.get(id)
    if (entry === undefined) return
    entry.outcome = outcome
    entry.ms = performance.now() - entry.began
  }

  get records(): CallRecord[] {
    return [...this.#entries.values()].map(({ began: _, ...record }) => record)
  }
}

/** About how large a value is, looked at no further than the room there is. */
function sizeOf(value: unknown, room: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength
  let size = 8
  const items =
    value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value)
  for (const item of items) {
    if (size > room) return size
    size += item === value ? 0 : sizeOf(item, room - size)
  }
  return size
}
