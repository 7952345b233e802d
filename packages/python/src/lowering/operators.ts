import { unsupported } from '../python-error.ts'
import type { Expr, Node } from '../tree.ts'
import { at, type Code, code, level, list } from './code.ts'
import type { Lowering } from './context.ts'
import { asNumber, isArray, isBool, isMixed, isNumeric, isWhole, type Kind } from './kinds.ts'

/** Python's sign of an operator in the tree. */
export const signs: Readonly<Record<string, string>> = {
  Add: '+',
  Sub: '-',
  Mult: '*',
  Div: '/',
  Pow: '**',
  Mod: '%',
  FloorDiv: '//',
  BitAnd: '&',
  BitOr: '|',
  BitXor: '^',
  MatMult: '@',
  LShift: '<<',
  RShift: '>>',
}
/** The runtime's functions of the commonest, which look for two floats first. */
const quick: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '**': 'power',
}

/** `left op right` @throws Refusal */
export function binary(lowering: Lowering, op: string, left: Code, right: Code, node: Node): Code {
  const sign = signs[op] ?? unsupported('this operator is not supported', node)
  if (left.kind === 'unknown' || right.kind === 'unknown') return code('0', 'unknown')
  if (isNumeric(left.kind) && isNumeric(right.kind)) return numbers(lowering, sign, left, right, node)
  const vector = vectors(lowering, sign, left, right)
  if (vector) return vector
  if (left.kind === 'str' && right.kind === 'str' && sign === '+')
    return code(`${at(left, level.add)} + ${at(right, level.add + 1)}`, 'str', level.add)
  if (left.kind === 'str' && sign === '%')
    return code(`${lowering.use('percent')}(${left.text}, ${lowering.held(right)})`, 'str', level.call)
  if (sign === '%') lowering.use('percent')
  const isElement = (kind: Kind): boolean => isNumeric(kind) || isArray(kind)
  const kind = isElement(left.kind) && isElement(right.kind) && '+-*/**'.includes(sign) ? 'array' : 'any'
  return code(held(lowering, sign, left, right), kind, level.call)
}

/** The operator on tagged values. */
function held(lowering: Lowering, sign: string, left: Code, right: Code): string {
  const [a, b] = [lowering.held(left), lowering.held(right)]
  if (sign === '@') return `${lowering.use('matmul')}(${a}, ${b})`
  const helper = quick[sign]
  return helper ? `${lowering.use(helper)}(${a}, ${b})` : `${lowering.use('binary')}('${sign}', ${a}, ${b})`
}

function numbers(lowering: Lowering, sign: string, left: Code, right: Code, node: Node): Code {
  const tagged = (): string => held(lowering, sign, left, right)
  const exact = (): Code => code(tagged(), 'tagged', level.call)
  const bools = Number(isBool(left.kind)) + Number(isBool(right.kind))
  if (bools > 0 && (left.kind === 'tagged' || right.kind === 'tagged')) return exact()
  if (bools === 2 && sign !== '/') {
    const isPython = left.kind === 'bool' && right.kind === 'bool'
    const isMixedUp = left.kind === 'truth' || right.kind === 'truth'
    if ((sign === '&' || sign === '|') && !isMixedUp)
      return code(
        `(${at(left, level.and)} ${sign} ${at(right, level.and)}) !== 0`,
        isPython ? 'bool' : 'bool_',
        level.equality,
      )
    if (!isPython) return exact()
  }
  if ('&|^@<<>>'.includes(sign)) return exact()
  const kinds: [Kind, Kind] = [asNumber(left.kind), asNumber(right.kind)]
  const sides: [Code, Code] = [lowering.raw(left), lowering.raw(right)]
  switch (sign) {
    case '+':
    case '-':
    case '*':
      return sum(lowering, sign, sides, kinds, tagged)
    case '/':
      return quotient(lowering, sides, kinds, exact)
    case '**':
      return power(lowering, sides, kinds, exact, tagged, node)
    default:
      return remainder(lowering, sign, sides, kinds, exact)
  }
}

const isMixedKind = (kind: Kind): boolean => kind === 'number' || kind === 'tagged'

/** The kind of a sum, difference or product. */
function kindOfSum([a, b]: readonly [Kind, Kind]): Kind {
  if (a === 'float64' || b === 'float64') return 'float64'
  if (isMixedKind(a) || isMixedKind(b)) return 'number'
  if (a === 'int64' || b === 'int64') return a === 'float' || b === 'float' ? 'float64' : 'int64'
  return a === 'float' || b === 'float' ? 'float' : 'int'
}

/** A literal so small that adding it cannot leave the whole numbers of a double in the time there is. */
const isSmall = ({ value }: Code, most: number): boolean => value !== undefined && Math.abs(value) <= most

function sum(
  lowering: Lowering,
  sign: '+' | '-' | '*',
  [left, right]: readonly [Code, Code],
  kinds: readonly [Kind, Kind],
  tagged: () => string,
): Code {
  const precedence = sign === '*' ? level.multiply : level.add
  const kind = kindOfSum(kinds)
  const text = `${at(left, precedence)} ${sign} ${at(right, precedence + 1)}`
  if (!isWhole(kind)) return code(text, kind, precedence, { tagged: isMixed(kind) ? tagged : undefined })
  if (left.value !== undefined && right.value !== undefined && kind === 'int') {
    const value =
      sign === '+'
        ? left.value + right.value
        : sign === '-'
          ? left.value - right.value
          : left.value * right.value
    if (Number.isSafeInteger(value)) return code(text, 'int', precedence)
  }
  const isSafe = sign === '*' ? false : isSmall(left, 1e6) || isSmall(right, 1e6)
  if (isSafe) return code(text, kind, precedence)
  const whole = `${lowering.use('safe')}(${text})`
  // An int has no negative zero.
  return sign === '*' ? code(`${whole} + 0`, kind, level.add) : code(whole, kind, level.call)
}

function quotient(
  lowering: Lowering,
  [left, right]: readonly [Code, Code],
  [a, b]: readonly [Kind, Kind],
  exact: () => Code,
): Code {
  const text = `${at(left, level.multiply)} / ${at(right, level.multiply + 1)}`
  if (a === 'float64' || b === 'float64') return code(text, 'float64', level.multiply)
  if (right.value !== undefined && right.value !== 0) {
    // By a number that is not zero it is the same quotient, of whatever kind.
    if (isMixedKind(a)) return code(text, 'number', level.multiply, { tagged: () => exact().text })
    return code(text, a === 'int64' ? 'float64' : 'float', level.multiply)
  }
  if (a === 'int64' || b === 'int64')
    return isMixedKind(a) || isMixedKind(b) ? exact() : code(text, 'float64', level.multiply)
  if (isMixedKind(a) || isMixedKind(b)) return exact()
  return code(
    `${lowering.use(a === 'float' || b === 'float' ? 'fdiv' : 'idiv')}(${list([left, right])})`,
    'float',
    level.call,
  )
}

function power(
  lowering: Lowering,
  [left, right]: readonly [Code, Code],
  [a, b]: readonly [Kind, Kind],
  exact: () => Code,
  tagged: () => string,
  node: Node,
): Code {
  const text = `${at(left, level.unary + 1)} ** ${at(right, level.power)}`
  const exponent = right.value
  if (a === 'float64' || b === 'float64')
    return exponent !== undefined
      ? code(text, 'float64', level.power)
      : code(`${lowering.use('pow')}(${list([left, right])})`, 'float64', level.call)
  if (left.value !== undefined && exponent !== undefined) {
    const value = left.value ** exponent
    if (a === 'int' && b === 'int' && exponent >= 0) {
      if (!Number.isSafeInteger(value)) unsupported('an integer beyond 2**53 is not supported', node)
      return code(text, 'int', level.power)
    }
    if (Number.isFinite(value) && (left.value > 0 || (left.value === 0 && exponent > 0)))
      return code(text, 'float', level.power)
  }
  const isPython = (kind: Kind): boolean => kind === 'float' || kind === 'int'
  if (isPython(a) && isPython(b) && (a === 'float' || b === 'float'))
    return code(`${lowering.use('fpow')}(${list([left, right])})`, 'float', level.call)
  // No number of a sane size leaves the range of a double here, so its kind makes no difference.
  if (isMixedKind(a) && exponent !== undefined && [0, 1, 2].includes(exponent))
    return code(text, 'number', level.power, { tagged })
  if (a === 'int' && b === 'int' && exponent !== undefined && exponent >= 0)
    return code(`${lowering.use('safe')}(${text})`, 'int', level.call)
  return exact()
}

function remainder(
  lowering: Lowering,
  sign: string,
  sides: readonly [Code, Code],
  [a, b]: readonly [Kind, Kind],
  exact: () => Code,
): Code {
  const [numpy, python, whole] = sign === '%' ? ['fmod', 'pmod', 'imod'] : ['ffloor', 'pfloor', 'ifloor']
  const call = (helper: string, kind: Kind): Code =>
    code(`${lowering.use(helper)}(${list(sides)})`, kind, level.call)
  if (a === 'float64' || b === 'float64') return call(numpy as string, 'float64')
  if (isMixedKind(a) || isMixedKind(b) || a === 'int64' || b === 'int64') return exact()
  return a === 'int' && b === 'int' ? call(whole as string, 'int') : call(python as string, 'float')
}

const vectorNames: Readonly<Record<string, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '**': 'Pow',
}

/** Arithmetic of plain arrays; undefined where there is none. */
function vectors(lowering: Lowering, sign: string, left: Code, right: Code): Code | undefined {
  const isScalar = ({ kind }: Code): boolean => isNumeric(kind)
  if (sign === '@' && left.kind === 'vector' && right.kind === 'vector')
    return code(`${lowering.use('vec_dot')}(${list([left, right])})`, 'float64', level.call)
  const name = vectorNames[sign]
  if (!name) return undefined
  const call = (helper: string, sides: readonly Code[], length: number | undefined): Code =>
    code(`${lowering.use(helper)}(${list(sides)})`, 'vector', level.call, { length })
  if (left.kind === 'vector' && right.kind === 'vector')
    return call(`vec${name}`, [left, right], left.length === right.length ? left.length : undefined)
  if (left.kind === 'vector' && isScalar(right)) {
    if (sign === '**' && right.value === 2) return call('vecSquare', [left], left.length)
    return call(`vec${name}Number`, [left, lowering.raw(right)], left.length)
  }
  if (right.kind === 'vector' && isScalar(left)) {
    const other = lowering.raw(left)
    if (sign === '+' || sign === '*') return call(`vec${name}Number`, [right, other], right.length)
    return call(`number${name}Vec`, [other, right], right.length)
  }
  return undefined
}

/** `-x`, `+x`, `~x`, `not x` @throws Refusal */
export function unary(lowering: Lowering, node: Expr<'UnaryOp'>): Code {
  const op = node.op.nodeType
  const one = lowering.expression(node.operand)
  if (op === 'Not') return code(`!${at(lowering.truth(one), level.unary)}`, 'bool', level.unary)
  if (one.kind === 'unknown') return code('0', 'unknown')
  const helper = op === 'USub' ? 'neg' : op === 'UAdd' ? 'pos' : 'invert'
  const tagged = (): string => `${lowering.use(helper)}(${lowering.held(one)})`
  if (op === 'Invert' && one.kind === 'bool_') return code(`!${at(one, level.unary)}`, 'bool_', level.unary)
  if (op === 'Invert' && (one.kind === 'int' || one.kind === 'bool'))
    return code(`-1 - ${at(lowering.raw(one), level.add + 1)}`, 'int', level.add)
  if (op === 'Invert' || !isNumeric(one.kind) || one.kind === 'bool_' || one.kind === 'truth') {
    if (op === 'USub' && one.kind === 'vector')
      return code(`${lowering.use('vecMulNumber')}(${one.text}, -1)`, 'vector', level.call, {
        length: one.length,
      })
    return code(tagged(), isArray(one.kind) && op !== 'Invert' ? 'array' : 'any', level.call)
  }
  const raw = lowering.raw(one)
  const kind: Kind = one.kind === 'tagged' ? 'number' : asNumber(one.kind)
  if (op === 'UAdd') return { ...raw, kind, tagged: kind === 'number' ? tagged : raw.tagged }
  if (one.value !== undefined && !(kind === 'int' && one.value === 0))
    return kind === 'int' ? lowering.int(-one.value) : lowering.float(-one.value)
  // An int has no negative zero.
  if (isWhole(kind)) return code(`0 - ${at(raw, level.add + 1)}`, kind, level.add)
  const operand = at(raw, level.unary)
  return code(operand.startsWith('-') ? `-(${operand})` : `-${operand}`, kind, level.unary, {
    tagged: kind === 'number' ? tagged : undefined,
  })
}
