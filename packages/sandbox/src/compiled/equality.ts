import { type Code, float, int, op } from './code.ts'
import { booleanCode, describe, numberCode, type Place, tagCode } from './convert.ts'
import type { Flow } from './flow.ts'
import { bool, falseValue, isBoolean, isNumber, known, num, tags, typesOf } from './kinds.ts'
import { Refused } from './refused.ts'
import type { Bool, Known, TypeName, Value } from './values.ts'

/** Whether two values are equal, by `===` or, not `isStrict`, by `==`. @throws Refused */
export function equal(a: Value, b: Value, isStrict: boolean, place: Place): Bool | Known {
  if (a.kind === 'known' && b.kind === 'known') return ofKnown(a, b, isStrict)
  if (a.kind === 'type') return ofType(a, b, place)
  if (b.kind === 'type') return ofType(b, a, place)
  for (const value of [a, b])
    if (value.kind === 'text') throw new Refused('a string that is built is compared', place)
  if (isNumber(a) && isNumber(b)) return bool([numberCode(a), numberCode(b), op.f64_eq])
  if (isBoolean(a) && isBoolean(b)) return bool([booleanCode(a), booleanCode(b), op.i32_eq])
  const [typesA, typesB] = [typesOf(a), typesOf(b)]
  if (typesA === 0 || typesB === 0) return ofOthers(a, b, isStrict, place)
  return isStrict ? ofUnions(a, b) : loosely(a, b)
}

/** Whether two values are the same, as `Object.is` tells: NaN is itself, and 0 is not -0. @throws Refused */
export function sameValue(flow: Flow, a: Value, b: Value, place: Place): Bool | Known {
  if (a.kind === 'known' && b.kind === 'known') return known(Object.is(a.value, b.value))
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [flow.keep(num(numberCode(a))).code, flow.keep(num(numberCode(b))).code]
    const inverse = (code: Code): Code => [float(1), code, op.f64_div]
    const isEqual = [x, y, op.f64_eq, [inverse(x), inverse(y), op.f64_eq], op.i32_and]
    const areNaN = [x, x, op.f64_ne, [y, y, op.f64_ne], op.i32_and]
    return bool([isEqual, areNaN, op.i32_or])
  }
  const mayBothBeNumbers = typesOf(a) & typesOf(b) & (1 << tags.number)
  if (mayBothBeNumbers) throw new Refused('Object.is is asked about what may be a number', place)
  return equal(a, b, true, place)
}

function ofKnown(a: Known, b: Known, isStrict: boolean): Known {
  // biome-ignore lint/suspicious/noDoubleEquals: it is what the program says
  return known(isStrict ? a.value === b.value : a.value == b.value)
}

/** `typeof x === 'number'` where x may be of several types. */
function ofType({ of }: TypeName, other: Value, place: Place): Bool | Known {
  if (other.kind !== 'known' || typeof other.value !== 'string')
    throw new Refused(`the type of a value is compared with ${describe(other)}`, place)
  const wanted = other.value === 'object' ? 'null' : other.value
  if (!(wanted in tags) || other.value === 'null') return falseValue
  const tag = tags[wanted as keyof typeof tags]
  return of.may & (1 << tag) ? bool([of.tag, int(tag), op.i32_eq]) : falseValue
}

/** One of the two is no primitive that has code. */
function ofOthers(a: Value, b: Value, isStrict: boolean, place: Place): Known {
  if (a.kind === 'ref' && b.kind === 'ref') {
    if (a.thing === b.thing) return known(true)
    for (const { thing } of [a, b])
      if (thing.marks.content !== undefined) throw new Refused('two arrays or objects are compared', place)
    return falseValue
  }
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const isPrimitive = typesOf(other) !== 0 || other.kind === 'known'
    if (!isPrimitive) continue
    if (one.kind === 'known') {
      if (isStrict) return falseValue
    } else if (isStrict || (other.kind === 'known' && other.value == null)) return falseValue
  }
  throw new Refused(`${describe(a)} is compared with ${describe(b)}`, place)
}

function ofUnions(a: Value, b: Value): Bool | Known {
  if ((typesOf(a) & typesOf(b)) === 0) return falseValue
  const isNumeric = [numberCode(a), numberCode(b), op.f64_eq]
  const isSameTag = [tagCode(a), tagCode(b), op.i32_eq]
  return bool([isSameTag, [isNullishCode(a), isNumeric, op.i32_or], op.i32_and])
}

/** `==` where neither is a string or an object: `undefined` equals `null`, all else is compared as numbers. */
function loosely(a: Value, b: Value): Bool | Known {
  const isNumeric = [numberCode(a), numberCode(b), op.f64_eq]
  const [x, y] = [isNullishCode(a), isNullishCode(b)]
  return bool([x, y, op.i32_and, [[x, y, op.i32_or], op.i32_eqz, isNumeric, op.i32_and], op.i32_or])
}

function isNullishCode(value: Value): Code {
  return [tagCode(value), int(tags.undefined), op.i32_ge_u]
}
