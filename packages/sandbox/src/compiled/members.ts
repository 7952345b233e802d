import { type Code, f64, float, i32, i32TruncSatU, int, loadFloat, op, set } from './code.ts'
import { describe, numberCode, type Place, settled, tagCode } from './convert.ts'
import type { Flow } from './flow.ts'
import { readBuiltin } from './globals.ts'
import type { Interpreter } from './interpreter.ts'
import { bool, isKnownNullish, known, num, tags, typesOf, undefinedValue } from './kinds.ts'
import { arrayMethods } from './methods.ts'
import { selected } from './operators.ts'
import { Refused } from './refused.ts'
import { entriesOf, lengthOf, mayBeWritten, setElement, setField, thingOf } from './things.ts'
import type { ArrayThing, Cell, Num, Thing, Union, Value } from './values.ts'

/** An array that is read or written at an unknown index becomes a choice among all its elements. */
const longestChoice = 64

/** The value of `object[key]`. @throws Refused */
export function read(flow: Flow, object: Value, key: Value, place: Place): Value {
  settled(object, place)
  settled(key, place)
  if (isKnownNullish(object)) return flow.bail()
  if (object.kind === 'builtin') return readBuiltin(object.name, key, place)
  if (
    object.kind === 'known' &&
    typeof object.value === 'string' &&
    key.kind === 'known' &&
    key.value === 'length'
  )
    return known(object.value.length)
  if (object.kind === 'filtered' || object.kind === 'blank') return readLoose(object, key, place)
  if (object.kind !== 'ref') throw new Refused(`a property of ${describe(object)} is read`, place)
  const { thing } = object
  if (key.kind === 'known') return readKnown(object, thing, String(key.value), place)
  if (thing.type === 'object') throw new Refused('a property is read whose name is not known', place)
  // Such as o[true].
  if (key.kind === 'boolean') return undefinedValue
  if (key.kind !== 'number' && key.kind !== 'union') throw new Refused(`an index is ${describe(key)}`, place)
  return readAt(flow, thing, key, place)
}

function readLoose(object: Extract<Value, { kind: 'filtered' | 'blank' }>, key: Value, place: Place): Value {
  const name = key.kind === 'known' ? String(key.value) : ''
  if (object.kind === 'filtered' && arrayMethods.has(name)) return { kind: 'method', self: object, name }
  if (object.kind === 'filtered' && name === 'length') {
    const count = object.items.reduce<Code>((sum, { condition }) => [sum, condition, op.i32_add], int(0))
    return num([count, op.f64_convert_i32_s])
  }
  if (object.kind === 'blank' && name === 'length') return known(object.length)
  if (object.kind === 'blank' && name === 'fill') return { kind: 'builtin', name: `fill ${object.length}` }
  throw new Refused(`.${name} of ${describe(object)} is read`, place)
}

function readKnown(object: Extract<Value, { kind: 'ref' }>, thing: Thing, name: string, place: Place): Value {
  if (thing.type === 'array') {
    const length = lengthOf(thing, place)
    if (name === 'length') return known(length)
    const index = Number(name)
    // "01" and "1.0" are other keys than "1", and are never there.
    if (String(index) === name)
      return (
        (Number.isInteger(index) && index >= 0 && index < length && thing.slots[index]?.content) ||
        undefinedValue
      )
    if (arrayMethods.has(name)) return { kind: 'method', self: object, name }
    if (/^(undefined|null|true|false)$/.test(name)) return undefinedValue
    throw new Refused(`.${name} of an array is read`, place)
  }
  const field = thing.fields.get(name)
  if (field) return field.content
  if (name in Object.prototype) throw new Refused(`.${name} of an object is read`, place)
  return undefinedValue
}

/** An index as an i32, and code that says whether there is such an element. */
function position(
  flow: Flow,
  key: Num | Union,
  length: number,
): { readonly index: Code; readonly isThere: Code } {
  const kept = flow.keep(key)
  const [index, isThere] = [flow.newLocal(i32), flow.newLocal(i32)]
  const isWhole = [index.get, op.f64_convert_i32_u, kept.code, op.f64_eq]
  flow.emit(kept.code, i32TruncSatU, set(index))
  const isNumber = kept.kind === 'union' ? [kept.tag, int(tags.number), op.i32_eq, op.i32_and] : []
  flow.emit(isWhole, [index.get, int(length), op.i32_lt_u], op.i32_and, isNumber, set(isThere))
  return { index: index.get, isThere: isThere.get }
}

function readAt(flow: Flow, thing: ArrayThing, key: Num | Union, place: Place): Value {
  const length = lengthOf(thing, place)
  if (length === 0) return undefinedValue
  const cells = thing.slots.slice(0, length)
  flow.spend(1 + (length >> 4))
  const pointer = isUntouched(thing, cells) ? thing.row?.pointer : undefined
  const whole = key.kind === 'number' ? key.int : undefined
  const isSure = whole !== undefined && whole.low >= 0 && whole.high < length
  if (pointer && whole && isSure) return num(loadFloat(addressOf(pointer.get, whole.code)))
  if (pointer) {
    const { index, isThere } = position(flow, key, length)
    const loaded = [
      isThere,
      op.if,
      f64,
      loadFloat(addressOf(pointer.get, index)),
      op.else,
      float(Number.NaN),
      op.end,
    ]
    return flow.keep(absentUnless(isThere, loaded, 1 << tags.number, int(tags.number)))
  }
  const values = primitives(cells, place)
  flow.spend(length)
  const { index, isThere } =
    isSure && whole
      ? { index: flow.keep({ kind: 'boolean', code: whole.code }).code, isThere: undefined }
      : position(flow, key, length)
  const pick = (codes: readonly Code[]): Code =>
    codes.reduce((rest, code, at) => (at === 0 ? code : selected(code, rest, [index, int(at), op.i32_eq])))
  const may = values.reduce((types, value) => types | typesOf(value), 0)
  const number = pick(values.map((value) => numberCode(value)))
  if (may === 1 << tags.number && !isThere) return flow.keep(num(number))
  const tag = may === 1 << tags.number ? int(tags.number) : pick(values.map(tagCode))
  if (!isThere) return flow.keep<Union>({ kind: 'union', code: number, tag, may })
  return flow.keep(absentUnless(isThere, selected(number, float(Number.NaN), isThere), may, tag))
}

function addressOf(pointer: Code, index: Code): Code {
  return [pointer, index, int(3), op.i32_shl, op.i32_add]
}

/** Whether what lies in memory is still what the array holds. */
function isUntouched(thing: ArrayThing, cells: ReadonlyArray<Cell<Value>>): boolean {
  return (
    thing.row !== undefined && cells.every((cell) => cell.content.kind === 'number' && cell.content.isRow)
  )
}

function absentUnless(isThere: Code, code: Code, may: number, tag: Code): Union {
  return {
    kind: 'union',
    code,
    tag: selected(tag, int(tags.undefined), isThere),
    may: may | (1 << tags.undefined),
  }
}

function primitives(cells: ReadonlyArray<Cell<Value>>, place: Place): readonly Value[] {
  if (cells.length > longestChoice)
    throw new Refused(
      `an array of more than ${longestChoice} elements is used at an index that is not known`,
      place,
    )
  return cells.map(({ content }) => {
    if (typesOf(content) === 0)
      throw new Refused(
        `an array that holds ${describe(settled(content, place))} is used at an index that is not known`,
        place,
      )
    return content
  })
}

/** `object[key] = value`. @throws Refused */
export function write(interpreter: Interpreter, object: Value, key: Value, value: Value, place: Place): void {
  if (isKnownNullish(object)) interpreter.flow.bail()
  settled(key, place)
  const thing = thingOf(object, place)
  if (thing.type === 'object') {
    if (key.kind !== 'known') throw new Refused('a property is written whose name is not known', place)
    setField(interpreter, thing, String(key.value), value, place)
  } else if (key.kind === 'known') {
    if (typeof key.value !== 'number')
      throw new Refused(`.${String(key.value)} of an array is written`, place)
    setElement(interpreter, thing, key.value, value, place)
  } else if (key.kind === 'number') writeAt(interpreter, thing, key, value, place)
  else throw new Refused(`an index is ${describe(key)}`, place)
}

/** Each element becomes the new value where the index is its own. Beyond the end QuickJS takes over. */
function writeAt(interpreter: Interpreter, thing: ArrayThing, key: Num, value: Value, place: Place): void {
  mayBeWritten(thing, place)
  const { flow } = interpreter
  const length = lengthOf(thing, place)
  const cells = thing.slots.slice(0, length)
  primitives(cells, place)
  if (typesOf(value) === 0)
    throw new Refused(`${describe(settled(value, place))} is written at an index that is not known`, place)
  const { index, isThere } = position(flow, key, length)
  flow.choose(
    bool(isThere),
    () => undefinedValue,
    () => flow.bail(),
  )
  const kept = flow.keep(value)
  flow.spend(length)
  cells.forEach((cell, at) => {
    const isHere = [index, int(at), op.i32_eq]
    interpreter.change(cell, flow.keep(eitherOf(kept, cell.content, isHere)), place)
  })
}

/** The one or the other of two primitives. */
function eitherOf(yes: Value, no: Value, test: Code): Value {
  const may = typesOf(yes) | typesOf(no)
  const code = selected(numberCode(yes), numberCode(no), test)
  if (may === 1 << tags.number) return num(code)
  return { kind: 'union', code, tag: selected(tagCode(yes), tagCode(no), test), may }
}

/** The properties of a value that is spread into an object. */
export function spread(flow: Flow, value: Value, place: Place): ReadonlyArray<readonly [string, Value]> {
  if (isKnownNullish(value) || typesOf(value) !== 0) return []
  return entriesOf(flow, value, place)
}
