import type { Expr } from '../tree.ts'
import { at, type Code, code, level } from './code.ts'
import { chained } from './conditions.ts'
import type { Lowering } from './context.ts'
import { isArray, isBool, isMixed, isNumeric, join, type Kind } from './kinds.ts'

const signs: Readonly<Record<string, string>> = {
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Eq: '==',
  NotEq: '!=',
}

/** `a < b`, also in a chain, of which each part is evaluated once. @throws Refusal */
export function comparison(lowering: Lowering, node: Expr<'Compare'>): Code {
  const parts = comparisonParts(lowering, node)
  const [only] = parts
  if (parts.length === 1 && only) return only
  if (parts.every(({ kind }) => isBool(kind)))
    return code(
      parts.map((part) => at(part, level.and + 1)).join(' && '),
      parts.reduce<Kind>((kind, part) => join(kind, part.kind), 'unknown'),
      level.and,
      { tagged: () => chained(lowering, parts, false) },
    )
  return code(chained(lowering, parts, false), 'any', level.conditional)
}

/** The comparisons of a chain, between which `and` stands. */
function comparisonParts(lowering: Lowering, node: Expr<'Compare'>): Code[] {
  const rights = node.comparators
  let left = lowering.expression(node.left)
  const parts: Code[] = []
  node.ops.forEach((op, index) => {
    const right = lowering.expression(rights[index] as Expr<'Name'>)
    const isLast = index === node.ops.length - 1
    if (isLast || right.isSimple) {
      parts.push(compareTwo(lowering, op.nodeType, left, right))
      left = right
      return
    }
    const kept = isMixed(right.kind) ? lowering.heldCode(right) : right
    const name = lowering.temporary()
    const first = code(`(${name} = ${at(kept, level.assign)})`, kept.kind, level.atom)
    parts.push(compareTwo(lowering, op.nodeType, left, first))
    left = code(name, kept.kind, level.atom, { isSimple: true })
  })
  return parts
}

function compareTwo(lowering: Lowering, op: string, left: Code, right: Code): Code {
  if (left.kind === 'unknown' || right.kind === 'unknown') return code('true', 'bool')
  const sign = signs[op]
  if (!sign) return identity(lowering, op, left, right)
  const js = sign === '==' ? '===' : sign === '!=' ? '!==' : sign
  const precedence = js.length === 3 ? level.equality : level.relation
  const write = (a: Code, b: Code): string => `${at(a, precedence + 1)} ${js} ${at(b, precedence + 1)}`
  const held = (): string =>
    `${lowering.use('compare')}('${sign}', ${lowering.held(left)}, ${lowering.held(right)})`
  if (isNumeric(left.kind) && isNumeric(right.kind)) {
    const isBoth = isBool(left.kind) && isBool(right.kind)
    const kinds = [left.kind, right.kind]
    const isNumpy = kinds.some((kind) => kind === 'float64' || kind === 'int64' || kind === 'bool_')
    const isOpen = kinds.some((kind) => kind === 'number' || kind === 'tagged' || kind === 'truth')
    const kind: Kind = isNumpy ? 'bool_' : isOpen ? 'truth' : 'bool'
    const text = isBoth ? write(left, right) : write(lowering.raw(left), lowering.raw(right))
    return code(text, kind, precedence, { tagged: kind === 'truth' ? held : undefined })
  }
  if (left.kind === 'str' && right.kind === 'str') return code(write(left, right), 'bool', precedence)
  return code(held(), isArray(left.kind) || isArray(right.kind) ? 'array' : 'any', level.call)
}

/** `is`, `is not`, `in`, `not in` */
function identity(lowering: Lowering, op: string, left: Code, right: Code): Code {
  const isNot = op === 'IsNot' || op === 'NotIn'
  const negated = (text: string): Code =>
    code(isNot ? `!${text}` : text, 'bool', isNot ? level.unary : level.call)
  if (op === 'In' || op === 'NotIn')
    return negated(`${lowering.use('contains')}(${lowering.held(right)}, ${lowering.held(left)})`)
  const sign = isNot ? '!==' : '==='
  if (left.kind === 'none' || right.kind === 'none') {
    const other = right.kind === 'none' ? left : right
    if (isNumeric(other.kind) || isArray(other.kind) || ['str', 'list', 'dict', 'tuple'].includes(other.kind))
      return code(isNot ? 'true' : 'false', 'bool')
    return code(`${at(other, level.equality + 1)} ${sign} null`, 'bool', level.equality)
  }
  if (left.kind === 'bool' && right.kind === 'bool')
    return code(
      `${at(left, level.equality + 1)} ${sign} ${at(right, level.equality + 1)}`,
      'bool',
      level.equality,
    )
  return negated(`${lowering.use('is')}(${lowering.held(left)}, ${lowering.held(right)})`)
}
