import { isNumberTag } from './guest-memory.ts'
import type { Machine } from './machine.ts'
import type { Layout, Shape } from './shape.ts'

/** An array of the guest that takes a parameter's numbers, as it was made. */
interface List {
  /** Where the object is, in words. */
  readonly at: number
  /** Where its elements are, in words. */
  readonly values: number
  /** The words that change with anything a guest may do to it. */
  readonly marks: Uint32Array
}

/** Where slots and their lists are in a clean start. */
export interface SlotsPlace {
  /** Byte offset of the result's slot; those of the arguments follow. */
  readonly at: number
  readonly lists: ReadonlyArray<List | undefined>
}

// QuickJS's array object, in words of 32 bits; wasm/start-up.mjs holds the engine to it.
const referencesWord = 0
const flagsWord = 1
const weakReferencesWord = 4
const shapeWord = 5
const propertiesWord = 6
const sizeWord = 8
const valuesWord = 9
const countWord = 10
/** The rest of the flags' word belongs to the garbage collector. */
const flagsMask = 0xffffff00

/** Room for a shape's arguments in a machine, with an array for each parameter that is one. */
export function placeSlots(machine: Machine, shape: Shape): SlotsPlace {
  const parameters = shape.parameters ?? []
  const at = machine.allocate((1 + parameters.length) * 8)
  const lists = parameters.map(({ layout }, index) =>
    typeof layout === 'object' ? newList(machine, at + (index + 1) * 8, layout.numbers) : undefined,
  )
  return { at, lists }
}

/** Puts a fresh array of the guest into a slot. */
function newList(machine: Machine, slot: number, length: number): List {
  const count = machine.newNumber(length)
  machine.moveInto(slot, machine.call(machine.at.list, [count]))
  machine.free(count)
  const { words } = machine.memory
  const at = (words[slot >>> 2] as number) >>> 2
  return { at, values: (words[at + valuesWord] as number) >>> 2, marks: marksOf(words, at) }
}

function marksOf(words: Uint32Array, at: number): Uint32Array {
  const word = (index: number): number => words[at + index] as number
  return Uint32Array.of(
    word(referencesWord),
    word(flagsWord) & flagsMask,
    word(weakReferencesWord),
    word(shapeWord),
    word(propertiesWord),
    word(sizeWord),
    word(valuesWord),
    word(countWord),
    // The first property is the length.
    words[word(propertiesWord) >>> 2] as number,
    words[(word(propertiesWord) >>> 2) + 1] as number,
  )
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

  #isAsMade({ at, values, marks }: List, length: number): boolean {
    const { words } = this.#machine.memory
    if (
      words[at + referencesWord] !== marks[0] ||
      ((words[at + flagsWord] as number) & flagsMask) >>> 0 !== marks[1] ||
      words[at + weakReferencesWord] !== marks[2] ||
      words[at + shapeWord] !== marks[3] ||
      words[at + propertiesWord] !== marks[4] ||
      words[at + sizeWord] !== marks[5] ||
      words[at + valuesWord] !== marks[6] ||
      words[at + countWord] !== marks[7]
    )
      return false
    const lengthAt = (marks[4] as number) >>> 2
    if (words[lengthAt] !== marks[8] || words[lengthAt + 1] !== marks[9]) return false
    for (let at = values + 1; at < values + 2 * length; at += 2)
      if (!isNumberTag(words[at] as number)) return false
    return true
  }
}
