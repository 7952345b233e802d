import type { Layout } from '@gencode/contract/types'
import type { Shape } from '../shape.ts'
import { isNumberTag } from './guest-memory.ts'
import type { Machine } from './machine.ts'

/** An array of the guest that takes a parameter's numbers, as it was made. */
interface List {
  /** Where the object is, in words. */
  readonly at: number
  /** Where its elements are, in words. */
  readonly values: number
  readonly flags: number
  /** The marked words. */
  readonly marks: readonly number[]
}

/** Where slots and their lists are in a clean start. */
export interface SlotsPlace {
  /** Byte offset of the result's slot; those of the arguments follow. */
  readonly at: number
  readonly lists: ReadonlyArray<List | undefined>
}

// QuickJS's array object, in words of 32 bits; wasm/start-up.mjs holds the engine to it.
const references = 0
const flags = 1
const weakReferences = 4
const shape = 5
const properties = 6
const size = 8
const values = 9
const count = 10
/** The words that change with anything a guest may do to an array but to its length, which is the first property. */
const marked = [references, weakReferences, shape, properties, size, values, count] as const
/** The rest of the flags' word belongs to the garbage collector. */
const flagsMask = 0xffffff00

/** Room for a shape's arguments in a machine, with an array for each parameter that is one. */
export function placeSlots(machine: Machine, { parameters = [] }: Shape): SlotsPlace {
  const at = machine.allocate((1 + parameters.length) * 8)
  const lists = parameters.map(({ layout }, index) =>
    typeof layout === 'object' ? newList(machine, at + (index + 1) * 8, layout.numbers) : undefined,
  )
  return { at, lists }
}

/** Puts a fresh array of the guest into a slot. */
function newList(machine: Machine, slot: number, length: number): List {
  const wanted = machine.newNumber(length)
  machine.moveInto(slot, machine.call(machine.at.list, [wanted]))
  machine.free(wanted)
  const { words } = machine.memory
  const at = (words[slot >>> 2] as number) >>> 2
  return {
    at,
    values: (words[at + values] as number) >>> 2,
    flags: (words[at + flags] as number) & flagsMask,
    marks: marked.map((word) => words[at + word] as number),
  }
}

/**
 * The arguments of a function's calls, written to where the engine reads them. An array is used for the next call
 * where nobody holds it after the last one and it is as it was; otherwise the next call gets a new one.
 */
export class Slots {
  readonly at: number
  readonly #machine: Machine
  readonly #lists: Array<List | undefined>

  constructor(machine: Machine, place: SlotsPlace) {
    this.#machine = machine
    this.at = place.at
    this.#lists = [...place.lists]
  }

  /** Where they are now, for a copy of the memory. */
  get place(): SlotsPlace {
    return { at: this.at, lists: [...this.#lists] }
  }

  /** Writes argument `index`: row `row` of its column. */
  write(index: number, layout: Layout, column: ArrayLike<unknown>, row: number): void {
    const slot = this.at + (index + 1) * 8
    if (typeof layout === 'object')
      this.#writeList(index, slot, column as ArrayLike<number>, row * layout.numbers, layout.numbers)
    else if (layout === 'number') this.#machine.memory.writeNumber(slot, column[row] as number)
    else if (layout === 'boolean') this.#machine.memory.writeBoolean(slot, Boolean(column[row]))
  }

  /** Lends a value of the guest as argument `index`. */
  lend(index: number, value: number): void {
    this.#machine.memory.copyValue(this.at + (index + 1) * 8, value)
  }

  #writeList(index: number, slot: number, from: ArrayLike<number>, start: number, length: number): void {
    let list = this.#lists[index] as List
    if (!this.#isAsMade(list, length)) {
      this.#machine.free(this.#machine.moveOut(slot))
      list = newList(this.#machine, slot, length)
      this.#lists[index] = list
    }
    this.#machine.memory.writeNumbers(list.values, from, start, length)
  }

  #isAsMade(list: List, length: number): boolean {
    const { words } = this.#machine.memory
    const { at, marks } = list
    for (let index = 0; index < marked.length; index++)
      if (words[at + (marked[index] as number)] !== marks[index]) return false
    if (((words[at + flags] as number) & flagsMask) !== list.flags) return false
    const lengthAt = (words[at + properties] as number) >>> 2
    if (words[lengthAt] !== length || words[lengthAt + 1] !== 0) return false
    for (let tag = list.values + 1; tag < list.values + 2 * length; tag += 2)
      if (!isNumberTag(words[tag] as number)) return false
    return true
  }
}
