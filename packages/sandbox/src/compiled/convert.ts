import { type Code, float, int, op } from './code.ts'
import { bool, falseValue, known, num, tags, trueValue } from './kinds.ts'
import { Refused } from './refused.ts'
import type { Bool, Known, Num, Value } from './values.ts'

/** Any place in the source. */
export interface Place {
  readonly start: number
}

/** What a value is called when it is refused. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' ? 'a string' : String(value.value)
    case 'union':
      return 'something that may be undefined or of several types'
    case 'ref':
      return value.thing.type === 'array' ? 'an array' : 'an object'
    case 'function':
    case 'builtin':
    case 'method':
      return 'a function'
    case 'filtered':
      return 'a filtered array'
    case 'blank':
      return 'an array that is not filled'
    case 'iterator':
      return 'an iterator'
    case 'type':
    case 'text':
      return 'a string that is built'
    case 'poison':
    case 'unset':
      return 'something of different kinds on different paths'
    default:
      return `a ${value.kind}`
  }
}

/** Refuses a value whose kind hangs on the path that led here. */
export function settled<Some extends Value>(value: Some, place?: Place): Some {
  if (value.kind === 'poison')
    throw new Refused('a variable holds different kinds of things on different paths', place)
  return value
}

/** Code of ToNumber (ECMAScript, section 7.1.4). @throws Refused */
export function numberCode(value: Value, place?: Place): Code {
  switch (value.kind) {
    case 'number':
    case 'union':
      return value.code
    case 'boolean':
      return [value.code, op.f64_convert_i32_u]
    case 'known':
      if (typeof value.value !== 'string') return float(Number(value.value))
      break
    case 'function':
    case 'builtin':
      return float(Number.NaN)
  }
  throw new Refused(`a number is made of ${describe(settled(value, place))}`, place)
}

/** A value as a number, known where it is. */
export function toNumber(value: Value, place?: Place): Num | Known {
  if (value.kind === 'number') return value
  if (value.kind === 'known' && typeof value.value !== 'string') return known(Number(value.value))
  return num(numberCode(value, place))
}

/** Code of a boolean. */
export function booleanCode(value: Value): Code {
  if (value.kind === 'boolean') return value.code
  return int(value.kind === 'known' && value.value === true ? 1 : 0)
}

/** ToBoolean. @throws Refused */
export function condition(value: Value, place?: Place): Bool | Known {
  switch (value.kind) {
    case 'known':
      return value.value ? trueValue : falseValue
    case 'boolean':
      return value
    case 'number':
    case 'union':
      // Neither zero, of either sign, nor NaN; a union's other types have such numbers where they are false.
      return bool([value.code, op.f64_abs, float(0), op.f64_gt])
    case 'poison':
    case 'text':
      throw new Refused(`a condition hangs on ${describe(settled(value, place))}`, place)
    default:
      return trueValue
  }
}

/** The opposite of a condition. */
export function negate(value: Bool | Known): Bool | Known {
  if (value.kind === 'known') return value.value ? falseValue : trueValue
  return bool([value.code, op.i32_eqz])
}

/** Code of the type of a primitive: one of `tags`. */
export function tagCode(value: Value): Code {
  switch (value.kind) {
    case 'union':
      return value.tag
    case 'boolean':
      return int(tags.boolean)
    case 'known':
      if (value.value === null) return int(tags.null)
      return int(tags[typeof value.value as keyof typeof tags])
    default:
      return int(tags.number)
  }
}
