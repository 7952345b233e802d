import type { Expr, ExprNode } from '../tree.ts'
import { at, type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'
import { isBool, isMixed, join, type Kind } from './kinds.ts'

/** `a or b`, `a and b`: one of the values themselves. @throws Refusal */
export function booleans(lowering: Lowering, node: Expr<'BoolOp'>): Code {
  const isOr = node.op.nodeType === 'Or'
  const precedence = isOr ? level.or : level.and
  const codes = inTurn(lowering, node.values, (value) => lowering.expression(value))
  if (codes.every(({ kind }) => isBool(kind))) {
    const kind = codes.reduce<Kind>((known, one) => join(known, one.kind), 'unknown')
    const text = codes.map((one) => at(one, precedence + 1)).join(isOr ? ' || ' : ' && ')
    return code(text, kind, precedence, {
      tagged: isMixed(kind) ? () => chained(lowering, codes, isOr) : undefined,
    })
  }
  if (codes.some(({ kind }) => kind === 'unknown')) return code('0', 'unknown')
  const kind = codes.reduce<Kind>((known, one) => join(known, lowering.heldCode(one).kind), 'unknown')
  return code(chained(lowering, codes, isOr), kind === 'tagged' ? 'tagged' : 'any', level.conditional)
}

/** What comes after the first may not be evaluated, so what it binds is not bound for certain. */
function inTurn(lowering: Lowering, nodes: readonly ExprNode[], lower: (node: ExprNode) => Code): Code[] {
  let certain: typeof lowering.assigned | undefined
  const codes = nodes.map((node) => {
    const one = lower(node)
    certain ??= new Set(lowering.assigned)
    return one
  })
  lowering.assigned = certain ?? lowering.assigned
  return codes
}

/** The first of the values that decides, held tagged. */
export function chained(lowering: Lowering, codes: readonly Code[], isOr: boolean): string {
  let text = lowering.held(codes.at(-1) as Code)
  for (let i = codes.length - 2; i >= 0; i--) {
    const name = lowering.temporary()
    const test = `${lowering.use('truth')}(${name} = ${lowering.held(codes[i] as Code)})`
    text = isOr ? `(${test} ? ${name} : ${text})` : `(${test} ? ${text} : ${name})`
  }
  return text
}

/** The JavaScript boolean of an expression where only its truth matters. */
function testCode(lowering: Lowering, node: ExprNode): Code {
  if (node.nodeType === 'BoolOp') {
    const isOr = node.op.nodeType === 'Or'
    const precedence = isOr ? level.or : level.and
    const tests = inTurn(lowering, node.values, (value) => testCode(lowering, value))
    const text = tests.map((one) => at(one, precedence + 1)).join(isOr ? ' || ' : ' && ')
    return code(text, 'bool', precedence)
  }
  if (node.nodeType === 'UnaryOp' && node.op.nodeType === 'Not')
    return code(`!${at(testCode(lowering, node.operand), level.unary)}`, 'bool', level.unary)
  return lowering.truth(lowering.expression(node))
}

/** The same as text of an `if`. */
export function test(lowering: Lowering, node: ExprNode): string {
  return testCode(lowering, node).text
}
