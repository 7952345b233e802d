import { hasHelper } from '../prelude/prelude.ts'
import { unsupported } from '../python-error.ts'
import type { Direct, Variable } from '../reading/scopes.ts'
import type { Expr, ExprNode } from '../tree.ts'
import { checkName } from './attributes.ts'
import { builtinCall } from './builtin-calls.ts'
import { type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'
import { items, named, ordered } from './items.ts'
import { moduleCall } from './module-calls.ts'
import { methodSignatures } from './modules.ts'
import { pythonMethods } from './python-methods.ts'
import { pathOf } from './values.ts'
import { vectorMethod } from './vector-calls.ts'

/** A call of whatever it is. @throws Refusal */
export function callExpression(lowering: Lowering, node: Expr<'Call'>): Code {
  const { func } = node
  if (func.nodeType === 'Name') {
    const variable = lowering.find(func.id)
    if (variable?.direct) return directCall(lowering, node, variable, variable.direct)
    const path = variable ? undefined : lowering.target.scopes.imports.get(func.id)
    if (path !== undefined && path !== '~') return moduleCall(lowering, path, node)
    const known = variable || path !== undefined ? undefined : builtinCall(lowering, func.id, node)
    if (known) return known
  }
  if (func.nodeType === 'Attribute') {
    const path = pathOf(lowering, func)
    return path === undefined ? methodCall(lowering, func, node) : moduleCall(lowering, path, node)
  }
  const callee = lowering.held(lowering.expression(func))
  return code(
    `${lowering.use('call')}(${callee}, [${items(lowering, node.args)}]${named(lowering, node.keywords)})`,
    'any',
    level.call,
  )
}

/** A call of a function whose calls are all known. */
function directCall(lowering: Lowering, node: Expr<'Call'>, variable: Variable, direct: Direct): Code {
  const names = direct.parameters.map(({ name }) => name)
  const given = new Map<number, ExprNode>(node.args.map((arg, index) => [index, arg]))
  let fits = node.args.length <= names.length
  for (const { arg, value } of node.keywords) {
    const index = names.indexOf(arg ?? '')
    if (index < 0 || given.has(index)) fits = false
    else given.set(index, value)
  }
  const { defaults } = direct.node.args
  for (let i = 0; i < names.length - defaults.length; i++) if (!given.has(i)) fits = false
  if (!fits) {
    const py = `{ name: ${quote(direct.result.scope.path)}, params: ${JSON.stringify(names)}, defaults: ${defaults.length} }`
    return code(
      `${lowering.use('bind')}(${py}, [${items(lowering, node.args)}]${named(lowering, node.keywords)})`,
      'any',
      level.call,
    )
  }
  // In the order in which they are written, which is that of the parameters unless keywords say otherwise.
  const texts: string[] = []
  for (const [index, value] of given) {
    const parameter = direct.parameters[index] as Variable
    const one = lowering.expression(value)
    lowering.note(parameter, one.kind)
    texts[index] = lowering.into(lowering.kindOf(parameter), one)
  }
  const all = Array.from(texts, (text) => text ?? 'undefined')
  return lowering.read(direct.result, `${variable.js}(${all.join(', ')})`, level.call)
}

/** Methods that change an array. */
const writing: ReadonlySet<string> = new Set(['fill', 'sort', 'put', 'resize', 'itemset', 'partition'])

/** `value.name(...)` */
function methodCall(lowering: Lowering, func: Expr<'Attribute'>, node: Expr<'Call'>): Code {
  const { attr } = func
  checkName(attr, func)
  const value = lowering.expression(func.value)
  if (value.kind === 'unknown') return code('0', 'unknown')
  if (value.kind === 'vector') {
    if (writing.has(attr)) lowering.refuseVectors()
    const quick = vectorMethod(lowering, value, attr, node)
    if (quick) return quick
  }
  // CPython has it, so that an AttributeError while it runs would be a wrong one.
  if (!hasHelper(`m_${attr}`) && pythonMethods.has(attr))
    unsupported(`the method ${attr} is not supported`, func)
  const table = hasHelper(`m_${attr}`) ? lowering.use(`m_${attr}`) : '{}'
  const start = `${lowering.use('method')}(${lowering.held(value)}, ${quote(attr)}, ${table}`
  const signature = methodSignatures[attr]
  if (signature && node.keywords.length > 0) {
    const args = ordered(lowering, attr, signature, node)
    return code(`${start}, [${args}])`, 'any', level.call)
  }
  return code(
    `${start}, [${items(lowering, node.args)}]${named(lowering, node.keywords)})`,
    'any',
    level.call,
  )
}
