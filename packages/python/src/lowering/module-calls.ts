import { importError, unsupported } from '../python-error.ts'
import type { Expr, ExprNode } from '../tree.ts'
import { type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'
import { items } from './items.ts'
import { isNumeric } from './kinds.ts'
import { mathCall } from './math-calls.ts'
import { functionPath, parameterAliases, signatures } from './modules.ts'
import { numberCall } from './number-calls.ts'
import { helperOf, moduleValue } from './values.ts'
import { vectorCall, vectorOf } from './vector-calls.ts'

/** A call of what a module has: `np.clip(x, 0, 1)`, `math.exp(x)`. @throws Refusal */
export function moduleCall(lowering: Lowering, path: string, node: Expr<'Call'>): Code {
  if (path.startsWith('!')) importError(path.slice(1).split('.')[0] as string, node)
  const helper = helperOf(path)
  if (helper === undefined) {
    const type = lowering.held(moduleValue(lowering, path, node.func))
    lowering.use('asarray')
    return code(`${lowering.use('call')}(${type}, [${items(lowering, node.args)}])`, 'any', level.call)
  }
  const full = functionPath(path)
  const [module, ...rest] = full.split('.')
  const name = rest.join('.')
  if (node.args.some((one) => one.nodeType === 'Starred')) return spreadCall(lowering, full, helper, node)
  const args = argumentsOf(lowering, full, node)
  if (args.some((one) => one?.kind === 'unknown')) return code('0', 'unknown')
  if (module === 'math') return mathCall(lowering, name, helper, args, node)
  if (module === 'random') return general(lowering, helper, args)
  const quick = quickCall(lowering, name, args, node)
  if (quick) return quick
  for (const one of args) if (one && !isNumeric(one.kind)) lowering.use('asarray')
  if (args.some((one) => one && !isNumeric(one.kind))) lowering.use('elementwise')
  if (name.startsWith('random.') && args.length > 0) lowering.use('drawn')
  return general(lowering, helper, args)
}

/** Without arrays of the runtime, where that is possible. */
function quickCall(
  lowering: Lowering,
  name: string,
  args: readonly (Code | undefined)[],
  node: Expr<'Call'>,
): Code | undefined {
  const last = args.findLastIndex((one) => one !== undefined)
  const given = args.slice(0, last + 1)
  if (!given.every((one): one is Code => one !== undefined)) return undefined
  const [first] = node.args
  if (given.length === 1 && first && (first.nodeType === 'List' || first.nodeType === 'Tuple')) {
    const hasStar = first.elts.some((one) => one.nodeType === 'Starred')
    const vector = hasStar
      ? undefined
      : vectorOf(
          lowering,
          first.elts.map((one) => lowering.expression(one)),
        )
    if (vector) return vectorCall(lowering, name, [vector])
  }
  return numberCall(lowering, name, given) ?? vectorCall(lowering, name, given)
}

function general(lowering: Lowering, helper: string, args: readonly (Code | undefined)[]): Code {
  const texts = Array.from(args, (one) => (one ? lowering.held(one) : 'undefined'))
  return code(`${lowering.use(helper)}(${texts.join(', ')})`, kindOf(helper), level.call)
}

/** Functions that give an array whatever they are given. */
const arrays: ReadonlySet<string> = new Set(
  'array asarray zeros ones empty full eye linspace arange concatenate zeros_like ones_like cumsum outer diff'
    .split(' ')
    .map((name) => `np_${name}`),
)
const kindOf = (helper: string): Code['kind'] => (arrays.has(helper) ? 'array' : 'any')

/** The arguments in the order of the function's parameters. */
function argumentsOf(lowering: Lowering, path: string, node: Expr<'Call'>): (Code | undefined)[] {
  const args: (Code | undefined)[] = node.args.map((one: ExprNode) => lowering.expression(one))
  const signature = signatures[path] ?? []
  for (const { arg, value } of node.keywords) {
    const name = parameterAliases[path]?.[arg ?? ''] ?? arg ?? ''
    const index = signature.indexOf(name)
    if (index < 0) {
      if (name === 'copy' || name === 'endpoint') continue
      unsupported(`the argument ${arg ?? '**'} of ${path} is not supported`, node)
    }
    args[index] = lowering.expression(value)
  }
  if (signature.length > 0 && args.length > signature.length)
    unsupported(`so many arguments of ${path} are not supported`, node)
  if (args[signature.indexOf('out')] && signature.includes('out'))
    unsupported(`the argument out of ${path} is not supported`, node)
  return Array.from(args)
}

function spreadCall(lowering: Lowering, path: string, helper: string, node: Expr<'Call'>): Code {
  if (path.startsWith('math.') || node.keywords.length > 0)
    unsupported(`* in a call of ${path} is not supported`, node)
  lowering.use('asarray')
  lowering.use('elementwise')
  return code(`${lowering.use(helper)}(${items(lowering, node.args)})`, 'any', level.call)
}
