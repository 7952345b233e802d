import { describe, type Place, settled } from './convert.ts'
import type { Flow } from './flow.ts'
import type { Interpreter } from './interpreter.ts'
import { poison, undefinedValue } from './kinds.ts'
import { Refused } from './refused.ts'
import type { ArrayThing, Cell, Marks, ObjectThing, Ref, Thing, Value } from './values.ts'

/** Arrays are no longer, for each element costs a step of the compiler. */
export const longestArray = 2000

/** An array of these values. */
export function newArray(flow: Flow, values: readonly Value[], row?: ArrayThing['row']): Ref {
  if (values.length > longestArray) throw new Refused(`an array is longer than ${longestArray}`)
  flow.spend(1 + (values.length >> 3))
  const slots = values.map((value) => flow.newCell<Value>(row ? value : flow.keep(value)))
  const thing: ArrayThing = {
    type: 'array',
    length: flow.newCell(values.length),
    slots,
    row,
    marks: flow.newCell<Marks>(undefined),
    born: flow.tick(),
  }
  return { kind: 'ref', thing }
}

/** An object of these properties, in order. */
export function newObject(flow: Flow, properties: ReadonlyMap<string, Value>): Ref {
  flow.spend(1 + properties.size)
  const fields = new Map<string, Cell<Value>>()
  for (const [key, value] of properties) fields.set(key, flow.newCell<Value>(flow.keep(value)))
  const thing: ObjectThing = {
    type: 'object',
    keys: flow.newCell<readonly string[]>([...fields.keys()]),
    fields,
    marks: flow.newCell<Marks>(undefined),
    born: flow.tick(),
  }
  return { kind: 'ref', thing }
}

/** What a value refers to. @throws Refused where it is no array or object */
export function thingOf(value: Value, place: Place): Thing {
  if (settled(value, place).kind !== 'ref')
    throw new Refused(`an array or object is needed, not ${describe(value)}`, place)
  return (value as Ref).thing
}

export function lengthOf(thing: ArrayThing, place: Place): number {
  const length = thing.length.content
  if (typeof length !== 'number')
    throw new Refused('an array has different lengths on different paths', place)
  return length
}

export function keysOf(thing: ObjectThing, place: Place): readonly string[] {
  const keys = thing.keys.content
  if (!Array.isArray(keys)) throw new Refused('an object has different keys on different paths', place)
  return keys as readonly string[]
}

/** The elements of an array. @throws Refused where it is none */
export function elementsOf(flow: Flow, value: Value, place: Place): Value[] {
  if (value.kind === 'iterator') return [...value.items]
  const thing = thingOf(value, place)
  if (thing.type !== 'array') throw new Refused('an array is needed, not an object', place)
  const length = lengthOf(thing, place)
  flow.spend(length >> 2)
  return thing.slots.slice(0, length).map((cell) => cell.content)
}

/** The properties of an object, or of an array, in order. */
export function entriesOf(flow: Flow, value: Value, place: Place): Array<[key: string, value: Value]> {
  const thing = thingOf(value, place)
  if (thing.type === 'array')
    return elementsOf(flow, value, place).map((element, index) => [String(index), element])
  const keys = keysOf(thing, place)
  flow.spend(keys.length)
  return keys.map((key) => [key, thing.fields.get(key)?.content ?? undefinedValue])
}

/** @throws Refused where a thing may not be written to */
export function mayBeWritten(thing: Thing, place: Place): void {
  const mark = thing.marks.content
  if (mark !== undefined)
    throw new Refused(
      `an ${thing.type} is changed ${typeof mark === 'string' ? mark : 'that is not the same on all paths'}`,
      place,
    )
}

/** Sets a property of an object whose name is known. */
export function setField(
  interpreter: Interpreter,
  thing: ObjectThing,
  key: string,
  value: Value,
  place: Place,
): void {
  mayBeWritten(thing, place)
  // Numbers come before other keys, whenever they are added; and __proto__ is no key.
  if (/^\d+$|^__proto__$/.test(key)) throw new Refused(`a property is named ${key}`, place)
  let cell = thing.fields.get(key)
  if (!cell) {
    // On paths where it is not set it is undefined.
    cell = { content: undefinedValue, born: thing.born }
    thing.fields.set(key, cell)
  }
  // Where paths differ in their keys, their order is not known, but what each holds is.
  const keys = thing.keys.content
  if (Array.isArray(keys) && !keys.includes(key)) interpreter.change(thing.keys, [...keys, key], place)
  interpreter.change(cell, interpreter.flow.keep(value), place)
}

/** Sets an element whose place is known: one that is there, or the next one. */
export function setElement(
  interpreter: Interpreter,
  thing: ArrayThing,
  index: number,
  value: Value,
  place: Place,
): void {
  mayBeWritten(thing, place)
  const length = lengthOf(thing, place)
  if (!Number.isInteger(index) || index < 0 || index > length || index >= longestArray)
    throw new Refused('an array is written to beyond its end', place)
  let cell = thing.slots[index]
  if (!cell) {
    cell = { content: poison, born: thing.born }
    thing.slots[index] = cell
  }
  if (index === length) interpreter.change(thing.length, length + 1, place)
  interpreter.change(cell, interpreter.flow.keep(value), place)
}
