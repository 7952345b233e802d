import { type Code, op } from './code.ts'
import {
  booleanCode,
  condition,
  describe,
  negate,
  numberCode,
  type Place,
  settled,
  tagCode,
} from './convert.ts'
import { equal } from './equality.ts'
import { callFiltered } from './filtered.ts'
import type { Interpreter } from './interpreter.ts'
import { bool, falseValue, isUndefined, known, trueValue, undefinedValue } from './kinds.ts'
import { Refused } from './refused.ts'
import { elementsOf, lengthOf, mayBeWritten, newArray, setElement, thingOf } from './things.ts'
import type { ArrayThing, Bool, Known, Method, Ref, Value } from './values.ts'

/** Methods of arrays that are compiled. */
export const arrayMethods: ReadonlySet<string> = new Set(
  'map forEach filter reduce reduceRight some every find findIndex includes indexOf slice concat at push pop fill reverse entries flat'.split(
    ' ',
  ),
)

/** `array[name](...args)`. @throws Refused */
export function callMethod(
  interpreter: Interpreter,
  method: Method,
  args: readonly Value[],
  place: Place,
): Value {
  const { self, name } = method
  if (self.kind === 'filtered') return callFiltered(interpreter, self.items, name, args, place)
  const { flow } = interpreter
  const elements = elementsOf(flow, self, place)
  if (!callers.has(name)) return callPlain(interpreter, self, name, elements, args, place)
  const f = args[0] ?? undefinedValue
  if (f.kind !== 'function' && f.kind !== 'builtin') return flow.bail()
  // An element is read when its turn comes, for the function may have changed it.
  const visit: Visit = (index, before = []) =>
    interpreter.call(f, [...before, elementAt(self, index, place), known(index), self], place)
  const indexes = [...elements.keys()]
  switch (name) {
    case 'map':
      return newArray(
        flow,
        indexes.map((index) => flow.keep(visit(index))),
      )
    case 'forEach':
      for (const index of indexes) visit(index)
      return undefinedValue
    case 'filter':
      return filter(interpreter, self, indexes, visit, place)
    case 'reduce':
      return reduce(interpreter, self, indexes, args, visit, place)
    case 'reduceRight':
      return reduce(interpreter, self, indexes.reverse(), args, visit, place)
    default:
      return search(interpreter, name as Search, self, indexes.length, visit, place)
  }
}

/** Methods that call a function. */
const callers = new Set('map forEach filter reduce reduceRight some every find findIndex'.split(' '))

/** Calls the function for an element, with what stands before it. */
type Visit = (index: number, before?: readonly Value[]) => Value

/** @throws Refused where the array has become shorter */
function elementAt({ thing }: Ref, index: number, place: Place): Value {
  const array = thing as ArrayThing
  if (index >= lengthOf(array, place))
    throw new Refused('an array becomes shorter while it is gone through', place)
  return array.slots[index]?.content ?? undefinedValue
}

function filter(
  { flow }: Interpreter,
  self: Ref,
  indexes: readonly number[],
  visit: Visit,
  place: Place,
): Value {
  const items = indexes.map((index) => {
    const value = flow.keep(elementAt(self, index, place))
    return { value, is: flow.keep(condition(visit(index), place)) }
  })
  if (items.every(({ is }) => is.kind === 'known'))
    return newArray(
      flow,
      items.flatMap(({ value, is }) => (is.kind === 'known' && is.value ? [value] : [])),
    )
  return { kind: 'filtered', items: items.map(({ value, is }) => ({ value, condition: booleanCode(is) })) }
}

function reduce(
  { flow }: Interpreter,
  self: Ref,
  indexes: readonly number[],
  args: readonly Value[],
  visit: Visit,
  place: Place,
): Value {
  let [, sum] = args
  let rest = indexes
  if (args.length < 2) {
    const [first] = indexes
    if (first === undefined) return flow.bail()
    sum = elementAt(self, first, place)
    rest = indexes.slice(1)
  }
  for (const index of rest) sum = flow.keep(visit(index, [sum ?? undefinedValue]))
  return sum ?? undefinedValue
}

type Search = 'some' | 'every' | 'find' | 'findIndex'

/** One element after the other, until the answer is there. */
function search(
  { flow }: Interpreter,
  name: Search,
  self: Ref,
  length: number,
  visit: Visit,
  place: Place,
): Value {
  const ends = { some: falseValue, every: trueValue, find: undefinedValue, findIndex: known(-1) }
  const go = (index: number): Value => {
    if (index === length) return ends[name]
    const element = elementAt(self, index, place)
    const found = { some: trueValue, every: falseValue, find: element, findIndex: known(index) }
    const is = condition(visit(index), place)
    return flow.choose(
      name === 'every' ? negate(is) : is,
      () => found[name],
      () => go(index + 1),
    )
  }
  return go(0)
}

function lookUp(
  { flow }: Interpreter,
  name: 'includes' | 'indexOf',
  elements: readonly Value[],
  args: readonly Value[],
  place: Place,
): Value {
  const wanted = flow.keep(settled(args[0] ?? undefinedValue, place))
  if (args.length > 1) throw new Refused(`.${name}() is called with a start`, place)
  const go = (index: number): Value => {
    const element = elements[index]
    if (!element) return name === 'includes' ? falseValue : known(-1)
    const is = equal(element, wanted, true, place)
    return flow.choose(
      flow.keep(name === 'includes' ? orBothNaN(is, flow.keep(element), wanted, place) : is),
      () => (name === 'includes' ? trueValue : known(index)),
      () => go(index + 1),
    )
  }
  return go(0)
}

/** `includes` finds NaN, which equals nothing. */
function orBothNaN(is: Bool | Known, element: Value, wanted: Value, place: Place): Bool | Known {
  if (element.kind === 'known' && wanted.kind === 'known')
    return is.kind === 'known' && is.value ? is : known(Object.is(element.value, wanted.value))
  if (is.kind === 'known') return is
  const mayBeNaN = (value: Value): Code => {
    const code = numberCode(value, place)
    return [tagCode(value), op.i32_eqz, [code, code, op.f64_ne], op.i32_and]
  }
  return bool([is.code, mayBeNaN(element), mayBeNaN(wanted), op.i32_and, op.i32_or])
}

/** Methods that call nothing. */
function callPlain(
  interpreter: Interpreter,
  self: Ref,
  name: string,
  elements: readonly Value[],
  args: readonly Value[],
  place: Place,
): Value {
  const { flow } = interpreter
  const thing = thingOf(self, place) as ArrayThing
  const length = lengthOf(thing, place)
  const whole = (value: Value | undefined, otherwise: number): number => {
    if (!value || isUndefined(value)) return otherwise
    if (value.kind !== 'known' || typeof value.value !== 'number')
      throw new Refused(`.${name}() is called with ${describe(value)} that is not known`, place)
    return Math.trunc(value.value) || 0
  }
  switch (name) {
    case 'includes':
    case 'indexOf':
      return lookUp(interpreter, name, elements, args, place)
    case 'entries':
      return {
        kind: 'iterator',
        items: elements.map((value, index) => newArray(flow, [known(index), value])),
      }
    case 'slice':
      return newArray(flow, elements.slice(whole(args[0], 0), whole(args[1], length)))
    case 'concat':
      return newArray(
        flow,
        elements.concat(
          ...args.map((arg) =>
            arg.kind === 'ref' && arg.thing.type === 'array'
              ? elementsOf(flow, arg, place)
              : [settled(arg, place)],
          ),
        ),
      )
    case 'at':
      return elements.at(whole(args[0], 0)) ?? undefinedValue
    case 'flat':
      if (args.length > 0) throw new Refused('.flat() is called with a depth', place)
      return newArray(
        flow,
        elements.flatMap((value) =>
          value.kind === 'ref' && value.thing.type === 'array'
            ? elementsOf(flow, value, place)
            : [settled(value, place)],
        ),
      )
    case 'push':
      for (const arg of args) setElement(interpreter, thing, lengthOf(thing, place), arg, place)
      return known(lengthOf(thing, place))
    case 'pop':
      mayBeWritten(thing, place)
      if (length > 0) interpreter.change(thing.length, length - 1, place)
      return elements.at(-1) ?? undefinedValue
    case 'fill':
      elements.forEach((_element, index) => {
        if (args.length > 1) throw new Refused('.fill() is called with a start', place)
        setElement(interpreter, thing, index, args[0] ?? undefinedValue, place)
      })
      return self
    case 'reverse':
      elements.toReversed().forEach((element, index) => {
        setElement(interpreter, thing, index, element, place)
      })
      return self
  }
  throw new Refused(`.${name}() is called`, place)
}
