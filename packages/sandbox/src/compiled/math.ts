import { type Code, float, op } from './code.ts'
import { numberCode, type Place, toNumber } from './convert.ts'
import type { Interpreter } from './interpreter.ts'
import { known, num, undefinedValue } from './kinds.ts'
import { call, power, selected, toInt32 } from './operators.ts'
import { Refused } from './refused.ts'
import type { Known, Num, Value } from './values.ts'

/** Functions that are one instruction. */
const instructions: Readonly<Record<string, number>> = {
  abs: op.f64_abs,
  ceil: op.f64_ceil,
  floor: op.f64_floor,
  trunc: op.f64_trunc,
  sqrt: op.f64_sqrt,
}

/** Functions that are calls of the libm. */
const calls = new Set(
  'round acos asin atan cos exp log sin tan cosh sinh tanh acosh asinh atanh expm1 log1p log2 log10 cbrt'.split(
    ' ',
  ),
)

const others = new Set(['max', 'min', 'pow', 'atan2', 'hypot', 'sign', 'fround', 'imul', 'clz32', 'random'])

/** Of how many arguments a function takes notice; of the first alone where it is in neither. */
const ofAll = new Set(['max', 'min', 'hypot'])
const ofTwo = new Set(['pow', 'atan2', 'imul'])

export const mathConstants: Readonly<Record<string, number>> = {
  PI: Math.PI,
  E: Math.E,
  LN2: Math.LN2,
  LN10: Math.LN10,
  LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E,
  SQRT2: Math.SQRT2,
  SQRT1_2: Math.SQRT1_2,
}

/** Whether `Math` has a function of this name that is compiled. */
export function isMath(name: string): boolean {
  return Object.hasOwn(instructions, name) || calls.has(name) || others.has(name)
}

/** `Math[name](...args)`. @throws Refused */
export function callMath(
  interpreter: Interpreter,
  name: string,
  args: readonly Value[],
  place: Place,
): Value {
  const { flow } = interpreter
  const taken = args.slice(0, ofAll.has(name) ? args.length : ofTwo.has(name) ? 2 : 1)
  const numbers = taken.map((arg) => toNumber(arg, place))
  const [x = known(Number.NaN), y = known(Number.NaN)] = numbers
  const constants = numbers.every((each) => each.kind === 'known')
    ? numbers.map((each) => (each as Known).value as number)
    : undefined
  const instruction = instructions[name]
  if (instruction !== undefined)
    return constants ? known(exact(name, constants[0] ?? Number.NaN)) : num([numberCode(x), instruction])
  if (calls.has(name))
    return constants
      ? known(call(flow, name, constants[0] ?? Number.NaN))
      : num([numberCode(x), flow.callLibm(name)])
  switch (name) {
    case 'max':
    case 'min':
      return extreme(name, numbers, constants)
    case 'pow':
      return power(flow, x, y)
    case 'atan2':
      return constants
        ? known(call(flow, name, constants[0] ?? Number.NaN, constants[1] ?? Number.NaN))
        : num([numberCode(x), numberCode(y), flow.callLibm(name)])
    case 'hypot':
      return hypotenuse(interpreter, numbers, constants)
    case 'sign':
      return constants ? known(Math.sign(constants[0] ?? Number.NaN)) : sign(flow.keep(x as Num))
    case 'fround':
      return constants
        ? known(Math.fround(constants[0] ?? Number.NaN))
        : num([numberCode(x), op.f32_demote, op.f64_promote])
    case 'imul':
      return num([
        toInt32(flow, x),
        toInt32(flow, numbers[1] ?? undefinedValue),
        op.i32_mul,
        op.f64_convert_i32_s,
      ])
    case 'clz32':
      return num([toInt32(flow, x), op.i32_clz, op.f64_convert_i32_s])
    case 'random':
      return interpreter.random(place)
  }
  throw new Refused(`Math.${name} is called`, place)
}

/** What IEEE 754 fixes, so that the host's own function has the same bits. */
function exact(name: string, x: number): number {
  return Math[name as 'abs' | 'ceil' | 'floor' | 'trunc' | 'sqrt'](x)
}

function extreme(
  name: 'max' | 'min',
  numbers: ReadonlyArray<Num | Known>,
  constants: readonly number[] | undefined,
): Value {
  if (constants) return known(Math[name](...constants))
  const instruction = name === 'max' ? op.f64_max : op.f64_min
  return num(numbers.map((each, at) => (at === 0 ? numberCode(each) : [numberCode(each), instruction])))
}

/** QuickJS folds it from the left. */
function hypotenuse(
  { flow }: Interpreter,
  numbers: ReadonlyArray<Num | Known>,
  constants: readonly number[] | undefined,
): Value {
  if (constants) {
    const [first = 0, ...rest] = constants
    if (rest.length === 0) return known(Math.abs(first))
    return known(rest.reduce((sum, x) => call(flow, 'hypot', sum, x), first))
  }
  if (numbers.length === 1) return num([numberCode(numbers[0] as Num), op.f64_abs])
  return num(
    numbers.map(
      (each, at): Code => (at === 0 ? numberCode(each) : [numberCode(each), flow.callLibm('hypot')]),
    ),
  )
}

/** 1, -1, or the number itself, which is a zero or NaN then. */
function sign(x: Num): Num {
  const below = selected(float(-1), x.code, [x.code, float(0), op.f64_lt])
  return num(selected(float(1), below, [x.code, float(0), op.f64_gt]))
}
