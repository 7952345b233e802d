import { type Code, float, int, op } from './code.ts'
import {
  type condition,
  describe,
  negate,
  numberCode,
  type Place,
  settled,
  tagCode,
  toNumber,
} from './convert.ts'
import { equal } from './equality.ts'
import type { Flow } from './flow.ts'
import {
  bool,
  falseValue,
  isKnownNullish,
  isUndefined,
  known,
  num,
  tags,
  text,
  undefinedValue,
} from './kinds.ts'
import { Refused } from './refused.ts'
import type { Known, Num, Value } from './values.ts'

const arithmetic: Readonly<Record<string, number>> = {
  '+': op.f64_add,
  '-': op.f64_sub,
  '*': op.f64_mul,
  '/': op.f64_div,
}
const comparisons: Readonly<Record<string, number>> = {
  '<': op.f64_lt,
  '>': op.f64_gt,
  '<=': op.f64_le,
  '>=': op.f64_ge,
}
const bitwise: Readonly<Record<string, number>> = {
  '|': op.i32_or,
  '&': op.i32_and,
  '^': op.i32_xor,
  '<<': op.i32_shl,
  '>>': op.i32_shr_s,
  '>>>': op.i32_shr_u,
}

/** The value of `a operator b`. @throws Refused */
export function binary(flow: Flow, operator: string, a: Value, b: Value, place: Place): Value {
  settled(a, place)
  settled(b, place)
  if (operator === '===' || operator === '!==' || operator === '==' || operator === '!=') {
    const is = equal(a, b, operator.length === 3, place)
    return operator.startsWith('!') ? negate(is) : is
  }
  const functions = [a, b].filter(isFunction).length
  if (operator === '+' && (isText(a) || isText(b) || functions > 0)) return concatenated(a, b, place)
  const comparison = comparisons[operator]
  if (comparison !== undefined && functions === 2) throw new Refused('functions are compared', place)
  if (comparison !== undefined && (isText(a) || isText(b))) throw new Refused('a string is compared', place)
  if (operator === '**') return power(flow, toNumber(a, place), toNumber(b, place))
  const [x, y] = [toNumber(a, place), toNumber(b, place)]
  if (x.kind === 'known' && y.kind === 'known')
    return known(folded(operator, x.value as number, y.value as number, place))
  if (comparison !== undefined) return bool([numberCode(x), numberCode(y), comparison])
  const instruction = arithmetic[operator]
  if (instruction !== undefined)
    return whole(operator, x, y) ?? num([numberCode(x), numberCode(y), instruction])
  if (operator === '%') return num([numberCode(x), numberCode(y), flow.callLibm('fmod')])
  const bits = bitwise[operator]
  if (bits === undefined) throw new Refused(`the operator ${operator} is used`, place)
  const code = [toInt32(flow, x), toInt32(flow, y), bits]
  const most = operator === '&' ? masked(x, y) : undefined
  if (most !== undefined)
    return { kind: 'number', code: [code, op.f64_convert_i32_s], int: { code, low: 0, high: most } }
  return num([code, operator === '>>>' ? op.f64_convert_i32_u : op.f64_convert_i32_s])
}

function isText(value: Value): boolean {
  return (
    value.kind === 'text' ||
    value.kind === 'type' ||
    (value.kind === 'known' && typeof value.value === 'string')
  )
}

/** What is a text where an operator takes texts, and not a number where it takes numbers alone. */
function isFunction({ kind }: Value): boolean {
  return kind === 'function' || kind === 'builtin'
}

/** Texts that are built may be thrown, but nobody may look at them. */
function concatenated(a: Value, b: Value, place: Place): Value {
  for (const part of [a, b])
    if (part.kind === 'ref' || isFunction(part))
      throw new Refused(`a string is made of ${describe(part)}`, place)
  return text
}

/** JavaScript's own arithmetic, which all engines do alike for these operators. */
function folded(operator: string, x: number, y: number, place: Place): number | boolean {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '/':
      return x / y
    case '%':
      return x % y
    case '<':
      return x < y
    case '>':
      return x > y
    case '<=':
      return x <= y
    case '>=':
      return x >= y
    case '|':
      return x | y
    case '&':
      return x & y
    case '^':
      return x ^ y
    case '<<':
      return x << y
    case '>>':
      return x >> y
    case '>>>':
      return x >>> y
  }
  throw new Refused(`the operator ${operator} is used`, place)
}

/** The most that `x & mask` can be, for a mask that is known and not negative. */
function masked(x: Num | Known, y: Num | Known): number | undefined {
  for (const mask of [x, y])
    if (mask.kind === 'known' && Number(mask.value) >= 0 && Number(mask.value) <= mostWhole)
      return Math.floor(mask.value as number)
  return undefined
}

/** The largest whole number that sums of loop counters may reach. */
const mostWhole = 2 ** 31 - 1

/** A sum of whole numbers of known range is one too, and can be used as an index without a check. */
function whole(operator: string, x: Num | Known, y: Num | Known): Num | undefined {
  const [a, b] = [integer(x), integer(y)]
  if (!a || !b || (operator !== '+' && operator !== '-') || (x.kind === 'known' && y.kind === 'known'))
    return undefined
  const low = operator === '+' ? a.low + b.low : a.low - b.high
  const high = operator === '+' ? a.high + b.high : a.high - b.low
  if (low < -mostWhole || high > mostWhole) return undefined
  // Zero minus zero is +0, and so is the sum of two zeros that are not both -0, which an i32 never is.
  const code = [a.code, b.code, operator === '+' ? op.i32_add : op.i32_sub]
  return { kind: 'number', code: [code, op.f64_convert_i32_s], int: { code, low, high } }
}

function integer(value: Num | Known): Num['int'] {
  if (value.kind === 'number') return value.int
  const number = value.value as number
  if (!Number.isInteger(number) || Object.is(number, -0) || Math.abs(number) > mostWhole) return undefined
  return { code: int(number), low: number, high: number }
}

/** Code of ToInt32 (ECMAScript, section 7.1.6). */
export function toInt32(flow: Flow, value: Value, place?: Place): Code {
  if (value.kind === 'boolean') return value.code
  if (value.kind === 'number' && value.int) return value.int.code
  const number = toNumber(value, place)
  if (number.kind === 'known') return int((number.value as number) | 0)
  return [number.code, flow.callLibm('toint32')]
}

/** `x ** y` and `Math.pow`. */
export function power(flow: Flow, x: Num | Known, y: Num | Known): Num | Known {
  if (x.kind === 'known' && y.kind === 'known')
    return known(call(flow, 'pow', x.value as number, y.value as number))
  if (y.kind === 'known' && y.value === 2) {
    // The libm gives x * x for it, to the bit.
    const kept = flow.keep(x as Num)
    return num([kept.code, kept.code, op.f64_mul])
  }
  if (y.kind === 'known' && y.value === 1) return x
  return num([numberCode(x), numberCode(y), flow.callLibm('pow')])
}

/** A function of the libm, now. */
export function call(flow: Flow, name: string, ...numbers: number[]): number {
  const found = flow.libm[name]
  if (!found) throw new Refused(`${name} is not there`)
  return found(...numbers)
}

/** The value of `operator a`, but for `!`, which is a condition. @throws Refused */
export function unary(flow: Flow, operator: string, a: Value, place: Place): Value {
  switch (operator) {
    case '+':
      return toNumber(settled(a, place), place)
    case '-': {
      const x = toNumber(settled(a, place), place)
      return x.kind === 'known' ? known(-(x.value as number)) : num([x.code, op.f64_neg])
    }
    case '~': {
      const x = toNumber(settled(a, place), place)
      if (x.kind === 'known') return known(~(x.value as number))
      return num([toInt32(flow, x), int(-1), op.i32_xor, op.f64_convert_i32_s])
    }
    case 'void':
      return undefinedValue
    case 'typeof':
      return typeName(settled(a, place), place)
  }
  throw new Refused(`the operator ${operator} is used`, place)
}

function typeName(value: Value, place: Place): Value {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return known(value.kind)
    case 'known':
      return known(typeof value.value)
    case 'union':
      return { kind: 'type', of: value }
    case 'function':
    case 'builtin':
    case 'method':
      return known('function')
    case 'text':
    case 'type':
      return known('string')
    case 'unset':
    case 'poison':
      throw new Refused('the type of a variable hangs on the path', place)
    default:
      return known('object')
  }
}

/** Whether a value is `undefined` or `null`. */
export function isNullish(value: Value): ReturnType<typeof condition> {
  if (value.kind === 'union') return bool([value.tag, int(tags.undefined), op.i32_ge_u])
  return isKnownNullish(value) ? known(true) : falseValue
}

/** A union where it is known to be neither `undefined` nor `null`. */
export function withoutNullish(value: Value): Value {
  if (value.kind !== 'union') return value
  const may = value.may & ((1 << tags.undefined) - 1)
  if (may === 1 << tags.number) return num(value.code)
  if (may === 1 << tags.boolean)
    return bool([value.tag, int(tags.boolean), op.i32_eq, value.code, float(0), op.f64_ne, op.i32_and])
  return may === 0 ? value : { ...value, may }
}

/** Whether a value is `undefined`, which takes a default. */
export function isAbsent(value: Value): ReturnType<typeof condition> {
  if (value.kind === 'union') return bool([tagCode(value), int(tags.undefined), op.i32_eq])
  return isUndefined(value) ? known(true) : falseValue
}

/** A union where it is known not to be `undefined`. */
export function withoutUndefined(value: Value): Value {
  if (value.kind !== 'union') return value
  const may = value.may & ~(1 << tags.undefined)
  if (may & (1 << tags.null)) return { ...value, may }
  return withoutNullish({ ...value, may })
}

/** The one or the other of two numbers, by an i32. */
export function selected(yes: Code, no: Code, test: Code): Code {
  return [yes, no, test, op.select]
}
