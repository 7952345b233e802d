import { hasHelper } from '../prelude/prelude.ts'
import { unsupported } from '../python-error.ts'
import type { Expr, Node } from '../tree.ts'
import { type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'
import { moduleValue, pathOf } from './values.ts'

/** What the kinds have under a name: the runtime's tables of properties and methods. */
export function tables(lowering: Lowering, name: string): string {
  const table = (prefix: string): string => (hasHelper(prefix + name) ? lowering.use(prefix + name) : '{}')
  return `${table('p_')}, ${table('m_')}`
}

/** @throws Refusal for what leads into Python's own machinery */
export function checkName(name: string, node: Node): void {
  if (/^__.*__$/.test(name) && name !== '__name__')
    unsupported(`the attribute ${name} is not supported`, node)
}

/** `value.name`, also `np.pi` @throws Refusal */
export function attribute(lowering: Lowering, node: Expr<'Attribute'>): Code {
  const path = pathOf(lowering, node)
  if (path !== undefined) return moduleValue(lowering, path, node)
  checkName(node.attr, node)
  const value = lowering.expression(node.value)
  if (value.kind === 'unknown') return code('0', 'unknown')
  const { length } = value
  if (value.kind === 'vector' && length !== undefined) {
    if (node.attr === 'size') return lowering.int(length)
    if (node.attr === 'ndim') return lowering.int(1)
    if (node.attr === 'shape')
      return code(`${lowering.use('tup')}(${lowering.constant('pi', String(length))})`, 'tuple', level.call)
  }
  const text = `${lowering.use('attr')}(${lowering.held(value)}, ${quote(node.attr)}, ${tables(lowering, node.attr)})`
  return code(text, 'any', level.call)
}
