import { float, int, op } from './code.ts'
import { condition, describe, type Place, settled, toNumber } from './convert.ts'
import { sameValue } from './equality.ts'
import type { Interpreter } from './interpreter.ts'
import { bool, falseValue, isBoolean, isNumber, known, num, tags, typesOf, undefinedValue } from './kinds.ts'
import { callMath, isMath, mathConstants } from './math.ts'
import { Refused } from './refused.ts'
import { elementsOf, entriesOf, keysOf, longestArray, newArray, newObject, thingOf } from './things.ts'
import type { Known, Num, Value } from './values.ts'

/** Names of the language that are read by themselves. */
const namespaces = new Set([
  'Math',
  'Number',
  'Array',
  'Object',
  'Boolean',
  'ArrayBuffer',
  'String',
  'Error',
  'TypeError',
  'RangeError',
  'isNaN',
  'isFinite',
  'parseFloat',
])

const constants: Readonly<Record<string, Known>> = {
  NaN: known(Number.NaN),
  Infinity: known(Number.POSITIVE_INFINITY),
  undefined: undefinedValue,
}

/** Constants and functions of `Number`. */
const numberConstants: Readonly<Record<string, number>> = {
  EPSILON: Number.EPSILON,
  MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
  MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
  MAX_VALUE: Number.MAX_VALUE,
  MIN_VALUE: Number.MIN_VALUE,
  POSITIVE_INFINITY: Number.POSITIVE_INFINITY,
  NEGATIVE_INFINITY: Number.NEGATIVE_INFINITY,
  NaN: Number.NaN,
}

const functions = new Set([
  'Number.isNaN',
  'Number.isFinite',
  'Number.isInteger',
  'Number.isSafeInteger',
  'Number.parseFloat',
  'Array.isArray',
  'Array.from',
  'Array.of',
  'Object.is',
  'Object.keys',
  'Object.values',
  'Object.entries',
  'Object.fromEntries',
  'Object.freeze',
  'ArrayBuffer.isView',
])

/** A name that no variable has. */
export function globalOf(name: string): Value | undefined {
  if (Object.hasOwn(constants, name)) return constants[name]
  return namespaces.has(name) ? { kind: 'builtin', name } : undefined
}

/** The value of `Math.PI` and the like. @throws Refused */
export function readBuiltin(namespace: string, key: Value, place: Place): Value {
  const name = key.kind === 'known' ? String(key.value) : '?'
  if (namespace === 'Math') {
    if (Object.hasOwn(mathConstants, name)) return known(mathConstants[name])
    if (isMath(name)) return { kind: 'builtin', name: `Math.${name}` }
  }
  if (namespace === 'Number' && Object.hasOwn(numberConstants, name)) return known(numberConstants[name])
  const full = `${namespace}.${name}`
  if (functions.has(full)) return { kind: 'builtin', name: full }
  throw new Refused(`${full} is used`, place)
}

/** Calls a function of the language. @throws Refused */
export function callBuiltin(
  interpreter: Interpreter,
  name: string,
  args: readonly Value[],
  place: Place,
): Value {
  const { flow } = interpreter
  const a = settled(args[0] ?? undefinedValue, place)
  if (name.startsWith('Math.')) return callMath(interpreter, name.slice(5), args, place)
  if (name.startsWith('fill '))
    return newArray(
      flow,
      Array.from({ length: Number(name.slice(5)) }, () => a),
    )
  switch (name) {
    case 'Number':
      return args.length === 0 ? known(0) : toNumber(a, place)
    case 'Boolean':
      return condition(a, place)
    case 'isNaN':
      return isNotANumber(flow.keep(toNumber(a, place)))
    case 'isFinite':
      return isOrdinary(toNumber(a, place))
    case 'Number.isNaN':
      return ofNumbers(a, place, (x) => isNotANumber(flow.keep(x)))
    case 'Number.isFinite':
      return ofNumbers(a, place, isOrdinary)
    case 'Number.isInteger':
      return ofNumbers(a, place, (x) => isWhole(flow.keep(x), Number.MAX_VALUE))
    case 'Number.isSafeInteger':
      return ofNumbers(a, place, (x) => isWhole(flow.keep(x), Number.MAX_SAFE_INTEGER))
    case 'parseFloat':
    case 'Number.parseFloat':
      return readBack(a, place)
    case 'Object.is':
      return sameValue(flow, a, settled(args[1] ?? undefinedValue, place), place)
    case 'Array.isArray':
      return known(
        a.kind === 'blank' || a.kind === 'filtered' || (a.kind === 'ref' && a.thing.type === 'array'),
      )
    case 'ArrayBuffer.isView':
      return falseValue
    case 'Array.of':
      return newArray(flow, args)
    case 'Array':
      return blankOf(interpreter, args, place)
    case 'Array.from':
      return arrayFrom(interpreter, a, args[1], place)
    default:
      return ofObjects(interpreter, name, a, place)
  }
}

function ofObjects({ flow }: Interpreter, name: string, a: Value, place: Place): Value {
  switch (name) {
    case 'Object.keys':
      return newArray(flow, keysOrIndexes(a, place))
    case 'Object.values':
      return newArray(
        flow,
        entriesOf(flow, a, place).map(([, value]) => value),
      )
    case 'Object.entries':
      return newArray(
        flow,
        entriesOf(flow, a, place).map(([key, value]) => newArray(flow, [known(key), value])),
      )
    case 'Object.freeze':
      flow.write(thingOf(a, place).marks, 'that is frozen')
      return a
    case 'Object.fromEntries': {
      const properties = new Map<string, Value>()
      for (const entry of elementsOf(flow, a, place)) {
        const [key = undefinedValue, value = undefinedValue] = elementsOf(flow, entry, place)
        if (key.kind !== 'known' || /^\d+$|^__proto__$/.test(String(key.value)))
          throw new Refused('a property is made whose name is not known', place)
        properties.set(String(key.value), value)
      }
      return newObject(flow, properties)
    }
    case 'Error':
    case 'TypeError':
    case 'RangeError':
    case 'String':
      return { kind: 'text' }
  }
  throw new Refused(`${name} is called`, place)
}

function keysOrIndexes(value: Value, place: Place): readonly Value[] {
  const thing = thingOf(value, place)
  if (thing.type === 'object') return keysOf(thing, place).map(known)
  throw new Refused('the keys of an array are taken', place)
}

/** A check that answers `false` for what is no number. */
function ofNumbers(value: Value, place: Place, check: (x: Num | Known) => Value): Value {
  if (isNumber(value)) return check(toNumber(value, place))
  if (value.kind !== 'union') return falseValue
  const checked = check(num(value.code))
  if (checked.kind !== 'boolean') return falseValue
  return bool([value.tag, int(tags.number), op.i32_eq, checked.code, op.i32_and])
}

function isNotANumber(x: Num | Known): Value {
  return x.kind === 'known' ? known(Number.isNaN(x.value)) : bool([x.code, x.code, op.f64_ne])
}

function isOrdinary(x: Num | Known): Value {
  if (x.kind === 'known') return known(Number.isFinite(x.value))
  return bool([x.code, op.f64_abs, float(Number.POSITIVE_INFINITY), op.f64_lt])
}

function isWhole(x: Num | Known, most: number): Value {
  if (x.kind === 'known') return known(Number.isInteger(x.value) && Math.abs(x.value as number) <= most)
  const rounded = [x.code, op.f64_trunc, x.code, op.f64_eq]
  return bool([rounded, [x.code, op.f64_abs, float(most), op.f64_le], op.i32_and])
}

/** A number written out and read again is itself, but for -0, which is written as 0. */
function readBack(value: Value, place: Place): Value {
  if (isNumber(value)) {
    const x = toNumber(value, place)
    return x.kind === 'known' ? known((x.value as number) + 0) : num([x.code, float(0), op.f64_add])
  }
  if (isBoolean(value)) return known(Number.NaN)
  throw new Refused(`a number is read from ${describe(value)}`, place)
}

function blankOf({ flow }: Interpreter, args: readonly Value[], place: Place): Value {
  const [length] = args
  if (args.length !== 1 || !length || typesOf(length) !== 1 << tags.number) return newArray(flow, args)
  if (length.kind !== 'known') throw new Refused('an array is made whose length is not known', place)
  const wanted = madeLength(length.value as number, place)
  return wanted === 0 ? newArray(flow, []) : { kind: 'blank', length: wanted }
}

/** The length of an array to be made. @throws Refused where it can't be, or is too long */
function madeLength(wanted: number, place: Place): number {
  if (Number.isInteger(wanted) && wanted >= 0 && wanted <= longestArray) return wanted
  throw new Refused(`an array of length ${wanted} is made`, place)
}

function arrayFrom(interpreter: Interpreter, from: Value, map: Value | undefined, place: Place): Value {
  const { flow } = interpreter
  const elements = from.kind === 'blank' ? blankElements(from.length) : listOf(interpreter, from, place)
  if (!map || (map.kind === 'known' && map.value === undefined)) return newArray(flow, elements)
  return newArray(
    flow,
    elements.map((element, index) => flow.keep(interpreter.call(map, [element, known(index)], place))),
  )
}

function blankElements(length: number): Value[] {
  return Array.from({ length }, () => undefinedValue)
}

/** The elements of an array, or of an object with a `length` and no more. */
function listOf({ flow }: Interpreter, from: Value, place: Place): Value[] {
  if (from.kind !== 'ref' || from.thing.type === 'array') return elementsOf(flow, from, place)
  const { length, ...others } = Object.fromEntries(entriesOf(flow, from, place))
  if (length?.kind !== 'known' || Object.keys(others).length > 0)
    throw new Refused('an array is made of an object', place)
  return blankElements(madeLength(Number(length.value), place))
}
