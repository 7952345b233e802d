import { unsupported } from '../python-error.ts'
import type { Expr, ExprNode } from '../tree.ts'
import { attribute } from './attributes.ts'
import { callExpression } from './calls.ts'
import { at, type Code, code, level, quote } from './code.ts'
import { comparison } from './comparisons.ts'
import { comprehension } from './comprehensions.ts'
import { booleans } from './conditions.ts'
import type { Lowering } from './context.ts'
import { formatted } from './f-strings.ts'
import { lambda } from './functions.ts'
import { items } from './items.ts'
import { isMixed, join } from './kinds.ts'
import { binary, unary } from './operators.ts'
import { subscript } from './subscripts.ts'
import { nameCode } from './values.ts'

/** JavaScript for an expression, which breaks its line where the Python does. @throws Refusal */
export function expression(lowering: Lowering, node: ExprNode): Code {
  const one = lowered(lowering, node)
  if (node.lineno === undefined || node.lineno === lowering.line) return one
  const { tagged } = one
  return {
    ...one,
    text: lowering.placed(node, one.text),
    isSimple: false,
    tagged: tagged && (() => lowering.placed(node, tagged())),
  }
}

function lowered(lowering: Lowering, node: ExprNode): Code {
  switch (node.nodeType) {
    case 'Constant':
      return constant(lowering, node)
    case 'Name':
      return nameCode(lowering, node)
    case 'BinOp':
      return binary(
        lowering,
        node.op.nodeType,
        lowering.expression(node.left),
        lowering.expression(node.right),
        node,
      )
    case 'UnaryOp':
      return unary(lowering, node)
    case 'BoolOp':
      return booleans(lowering, node)
    case 'Compare':
      return comparison(lowering, node)
    case 'IfExp':
      return conditional(lowering, node)
    case 'Call':
      return callExpression(lowering, node)
    case 'Attribute':
      return attribute(lowering, node)
    case 'Subscript':
      return subscript(lowering, node)
    case 'Tuple':
      return node.elts.some((one) => one.nodeType === 'Starred')
        ? code(`new ${lowering.use('Tup')}([${items(lowering, node.elts)}])`, 'tuple', level.call)
        : code(`${lowering.use('tup')}(${items(lowering, node.elts)})`, 'tuple', level.call)
    case 'List':
      return code(`[${items(lowering, node.elts)}]`, 'list')
    case 'Set':
      return code(`${lowering.use('setOf')}([${items(lowering, node.elts)}])`, 'any', level.call)
    case 'Dict':
      return dict(lowering, node)
    case 'JoinedStr':
      return formatted(lowering, node)
    case 'Lambda':
      return lambda(lowering, node)
    case 'ListComp':
    case 'GeneratorExp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(lowering, node)
    case 'NamedExpr':
      return walrus(lowering, node)
    case 'Slice': {
      const parts = [node.lower, node.upper, node.step].map((part) =>
        part ? lowering.held(lowering.expression(part)) : 'null',
      )
      return code(`${lowering.use('slice')}(${parts.join(', ')})`, 'any', level.call)
    }
    case 'Starred':
      return unsupported('* is not supported here', node)
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
      return unsupported('async functions and generators are not supported', node)
    default:
      return unsupported(`${node.nodeType} is not supported`, node)
  }
}

function constant(lowering: Lowering, node: Expr<'Constant'>): Code {
  const value: unknown = node.value
  const text = lowering.target.text.of(node)
  switch (typeof value) {
    case 'number': {
      const isWhole = /^0[xob]/i.test(text) || /^[\d_]+$/.test(text)
      if (isWhole && !Number.isSafeInteger(value))
        unsupported('an integer beyond 2**53 is not supported', node)
      return isWhole ? lowering.int(value) : lowering.float(value)
    }
    case 'bigint':
      return unsupported('an integer beyond 2**53 is not supported', node)
    case 'boolean':
      return code(String(value), 'bool', level.atom, { isSimple: true })
    case 'string':
      if (value === '...' && text === '...') return code(lowering.use('Ellipsis'), 'any')
      if (/^(b|br|rb)['"]/i.test(text)) return unsupported('bytes are not supported', node)
      return code(quote(value), 'str')
  }
  if (value === null) return code('null', 'none')
  if (text === '...') return code(lowering.use('Ellipsis'), 'any')
  return unsupported(
    /[jJ]$/.test(text) ? 'a complex number is not supported' : 'this constant is not supported',
    node,
  )
}

function conditional(lowering: Lowering, node: Expr<'IfExp'>): Code {
  const test = lowering.truth(lowering.expression(node.test))
  const before = new Set(lowering.assigned)
  const yes = lowering.expression(node.body)
  lowering.assigned = new Set(before)
  const no = lowering.expression(node.orelse)
  lowering.assigned = before
  const kind = join(yes.kind, no.kind)
  const write = (a: string, b: string): string => `${at(test, level.or)} ? ${a} : ${b}`
  const tagged = (): string => `(${write(lowering.held(yes), lowering.held(no))})`
  if (yes.kind === 'unknown' || no.kind === 'unknown')
    return code(write(at(yes, level.conditional), at(no, level.conditional)), kind, level.conditional)
  const isPlain = (kind === yes.kind && kind === no.kind) || isMixed(kind)
  if (isPlain)
    return code(write(at(yes, level.conditional), at(no, level.conditional)), kind, level.conditional, {
      tagged: isMixed(kind) ? tagged : undefined,
    })
  return code(write(lowering.held(yes), lowering.held(no)), kind, level.conditional)
}

function dict(lowering: Lowering, node: Expr<'Dict'>): Code {
  const pairs = node.keys.map((key, index) => {
    const value = node.values[index] as ExprNode
    if (!key) return `...${lowering.use('spread')}(${lowering.held(lowering.expression(value))})`
    return `[${lowering.held(lowering.expression(key))}, ${lowering.held(lowering.expression(value))}]`
  })
  return code(`${lowering.use('dict')}([${pairs.join(', ')}])`, 'dict', level.call)
}

function walrus(lowering: Lowering, node: Expr<'NamedExpr'>): Code {
  const variable = node.target.nodeType === 'Name' ? lowering.find(node.target.id) : undefined
  if (!variable) return unsupported('this target is not supported', node)
  const value = lowering.expression(node.value)
  lowering.note(variable, value.kind)
  const kind = lowering.kindOf(variable)
  lowering.assigned.add(variable)
  return code(`${variable.js} = ${lowering.into(kind, value)}`, kind, level.assign, {
    tagged: isMixed(kind) ? () => lowering.tag(variable) : undefined,
  })
}
