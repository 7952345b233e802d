import type { Expr, ExprNode } from '../tree.ts'
import { type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'

const conversions: Readonly<Record<number, string>> = { 97: 'repr', 114: 'repr', 115: 'str' }

/** An f-string. @throws Refusal */
export function formatted(lowering: Lowering, node: Expr<'JoinedStr'>): Code {
  const parts = node.values.map((part) => partText(lowering, part))
  if (parts.length === 0) return code('""', 'str')
  return code(parts.join(' + '), 'str', parts.length === 1 ? level.call : level.add)
}

function partText(lowering: Lowering, part: ExprNode): string {
  if (part.nodeType === 'Constant') return quote(String(part.value))
  if (part.nodeType !== 'FormattedValue') return lowering.held(lowering.expression(part))
  const value = lowering.held(lowering.expression(part.value))
  const conversion = conversions[part.conversion]
  const converted = conversion ? `${lowering.use(conversion)}(${value})` : value
  const spec = part.format_spec?.nodeType === 'JoinedStr' ? formatted(lowering, part.format_spec).text : '""'
  return `${lowering.use('format')}(${converted}, ${spec})`
}
