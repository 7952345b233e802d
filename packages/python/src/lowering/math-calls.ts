import { unsupported } from '../python-error.ts'
import type { Node } from '../tree.ts'
import { at, type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'
import { isBool, isNumeric, type Kind } from './kinds.ts'

const whole: ReadonlySet<string> = new Set(['floor', 'ceil', 'trunc', 'factorial'])
const sequences: ReadonlySet<string> = new Set(['dist', 'fsum', 'prod'])
/** How many arguments a function takes, where it is not one. */
const arities: Readonly<Record<string, readonly [least: number, most: number]>> = {
  atan2: [2, 2],
  copysign: [2, 2],
  dist: [2, 2],
  fmod: [2, 2],
  hypot: [0, 100],
  isclose: [2, 4],
  log: [1, 2],
  pow: [2, 2],
}

/** A function of `math`, whose arguments become floats. @throws Refusal */
export function mathCall(
  lowering: Lowering,
  name: string,
  helper: string,
  args: readonly (Code | undefined)[],
  node: Node,
): Code {
  const [least, most] = arities[name] ?? [1, 1]
  if (args.length < least || args.length > most)
    return lowering.fail(
      'TypeError',
      most === 1
        ? `math.${name}() takes exactly one argument (${args.length} given)`
        : `${name} expected ${least === most ? '' : 'at least '}${least} arguments, got ${args.length}`,
    )
  if (sequences.has(name))
    return code(
      `${lowering.use(helper)}(${args.map((one) => (one ? lowering.held(one) : 'undefined')).join(', ')})`,
      'any',
      level.call,
    )
  const texts = args.map((one) => (one ? floatText(lowering, one) : 'undefined'))
  const kind: Kind = whole.has(name) ? 'int' : name.startsWith('is') ? 'bool' : 'float'
  if (name === 'fabs') return code(`Math.abs(${texts.join(', ')})`, 'float', level.call)
  if (name === 'factorial' && args[0] && args[0].kind !== 'int' && args[0].kind !== 'bool')
    return unsupported('math.factorial of what is not an int for certain is not supported', node)
  return code(`${lowering.use(helper)}(${texts.join(', ')})`, kind, level.call)
}

/** The JavaScript number that `math` takes a value for. */
function floatText(lowering: Lowering, one: Code): string {
  if (isBool(one.kind)) return `+${at(one, level.unary)}`
  if (isNumeric(one.kind)) return at(lowering.raw(one), level.assign)
  return `${lowering.use('real')}(${lowering.held(one)})`
}
