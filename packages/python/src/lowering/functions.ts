import type { Layout } from '@gencode/contract/types'
import { unsupported } from '../python-error.ts'
import { javascriptName } from '../reading/names.ts'
import type { Scope, Variable } from '../reading/scopes.ts'
import { type Expr, type ExprNode, ends, type FunctionDef, parametersOf } from '../tree.ts'
import { at, type Code, code, level, quote } from './code.ts'
import type { Frame, Lowering } from './context.ts'
import { isNumeric, type Kind } from './kinds.ts'

/** What CPython knows of a function, for calls through a value. */
function description({ path: name }: Scope, { args }: { args: FunctionDef['args'] }): string {
  const names = parametersOf({ args }).positional.map(({ arg }) => arg)
  const parts = [
    `name: ${quote(name)}`,
    `params: ${JSON.stringify(names)}`,
    `defaults: ${args.defaults.length}`,
    ...(args.vararg ? ['rest: true'] : []),
    ...(args.kwarg ? ['extra: true'] : []),
    ...(args.kwonlyargs.length > 0 ? [`only: ${JSON.stringify(args.kwonlyargs.map(({ arg }) => arg))}`] : []),
  ]
  return `{ ${parts.join(', ')} }`
}

/** The values of defaults, made where the function is. */
function defaultCodes(lowering: Lowering, nodes: readonly ExprNode[], where: number | string[]): Code[] {
  return nodes.map((node) => {
    const one = lowering.expression(node)
    if (one.isSimple && one.value !== undefined) return one
    if (['none', 'bool', 'str'].includes(one.kind)) return one
    const kept = lowering.heldCode(one)
    // Each making of the function has defaults of its own.
    const name = typeof where === 'number' ? lowering.temporary() : lowering.fresh()
    if (typeof where === 'number') lowering.emit(where, `${name} = ${kept.text};`)
    else where.push(`${name} = ${at(kept, level.assign)}`)
    return code(name, kept.kind, level.atom, { isSimple: true })
  })
}

/** A `def`. @throws Refusal */
export function functionDefinition(lowering: Lowering, node: FunctionDef): void {
  const [decorator] = node.decorator_list
  if (decorator)
    unsupported(`the decorator @${lowering.target.text.of(decorator)} is not supported`, decorator)
  const variable = lowering.find(node.name)
  if (!variable) return
  const isHost = node === lowering.target.entry && !lowering.target.isEntryUsed
  const isStatement = isDeclaration(variable)
  const kept: string[] = []
  const defaults = defaultCodes(lowering, node.args.defaults, isStatement ? node.lineno : kept)
  const onlyDefaults = node.args.kw_defaults.map((one) =>
    one ? lowering.held(lowering.expression(one)) : undefined,
  )
  const outer = { scope: lowering.scope, frame: lowering.frame, assigned: lowering.assigned }
  const scope = lowering.target.scopes.of(node)
  const frame: Frame = {
    scope,
    temporaries: [],
    isEntry: isHost,
    result: isHost ? undefined : variable.direct?.result,
    arrays: new Map(),
  }
  lowering.scope = scope
  lowering.frame = frame
  lowering.assigned = withParameters(outer.assigned, scope)
  if (isHost) lowering.hostScope = scope
  const lead = isHost ? hostParameters(lowering, node) : []
  const names = parameterTexts(lowering, node, variable, defaults, onlyDefaults, isHost)
  const slot = lowering.output.length
  lowering.emit(node.lineno, '')
  lowering.block(node.body)
  if (!ends(node.body)) returnNothing(lowering)
  const declared = [...scope.variables.values()].filter((one) => !one.isParameter && !isDeclaration(one))
  const hoisted = [...declared.map(({ js }) => js), ...frame.temporaries]
  const arrays = Array.from(
    frame.arrays,
    ([one, name]) => `const ${name} = ${lowering.use('vector')}(${one.js});`,
  )
  const prologue = [...arrays, ...lead, hoisted.length > 0 ? `let ${hoisted.join(', ')};` : '']
  const { js } = variable
  const around = kept.length > 0 ? `(() => { const ${kept.join(', ')}; return ` : ''
  const head = isStatement ? `function ${js}` : `${variable.js} = ${around}${lowering.use('def')}(function`
  lowering.output[slot] = [node.lineno, `${head}(${names.join(', ')}) { ${prologue.join(' ')}`.trimEnd()]
  lowering.scope = outer.scope
  lowering.frame = outer.frame
  lowering.assigned = outer.assigned
  if (!isStatement) {
    lowering.note(variable, 'any')
    lowering.emit(undefined, `}, ${description(scope, node)})${around ? '; })()' : ''};`)
  } else {
    const isValue = !variable.direct && !isHost
    lowering.emit(undefined, isValue ? `} ${lowering.use('def')}(${js}, ${description(scope, node)});` : '}')
  }
  lowering.assigned.add(variable)
  if (node === lowering.target.entry && !isHost) wrapEntry(lowering, node, variable)
}

function withParameters(assigned: ReadonlySet<Variable>, scope: Scope): Set<Variable> {
  return new Set([...assigned, ...[...scope.variables.values()].filter((one) => one.isParameter)])
}

function isLiteral(node: ExprNode): boolean {
  return node.nodeType === 'Constant' || (node.nodeType === 'UnaryOp' && node.operand.nodeType === 'Constant')
}

/** Whether it is a function and nothing else, so that JavaScript can declare it. */
export function isDeclaration(variable: Variable): boolean {
  const { functionNode, direct } = variable
  if (!functionNode || variable.writes !== 1 || variable.isShared) return false
  return direct !== undefined || functionNode.args.defaults.every(isLiteral)
}

function returnNothing(lowering: Lowering): void {
  const { result } = lowering.frame
  if (result) lowering.note(result, 'none')
  lowering.emit(undefined, 'return null;')
}

const kindOfHost = (host: Layout | undefined): Kind =>
  typeof host === 'object' ? 'vector' : host === 'boolean' ? 'bool' : host === 'number' ? 'float' : 'any'

/** The kinds of what the host passes; what must be done with it before anything runs. */
function hostParameters(lowering: Lowering, node: FunctionDef): string[] {
  const scope = lowering.target.scopes.of(node)
  return parametersOf(node).positional.flatMap(({ arg }, index) => {
    const variable = scope.variables.get(arg) as Variable
    const host = lowering.target.parameters?.[index]
    const kind = kindOfHost(host)
    const isArray = kind === 'vector' && !lowering.hasVectors
    lowering.note(variable, isArray ? 'array' : kind)
    if (kind === 'any')
      return [`${variable.js} = ${lowering.use('fromHost')}(${variable.js}, ${host === undefined});`]
    const held = lowering.kindOf(variable)
    if (held === kind || held === 'unknown') return []
    const text = lowering.into(held, code(variable.js, kind))
    return text === variable.js ? [] : [`${variable.js} = ${text};`]
  })
}

function parameterTexts(
  lowering: Lowering,
  node: FunctionDef,
  variable: Variable,
  defaults: readonly Code[],
  onlyDefaults: readonly (string | undefined)[],
  isHost: boolean,
): string[] {
  const scope = lowering.target.scopes.of(node)
  const { args } = node
  const { positional } = parametersOf(node)
  const first = positional.length - defaults.length
  const texts = positional.map(({ arg }, index) => {
    const parameter = scope.variables.get(arg) as Variable
    const fallback = defaults[index - first]
    if (isHost) return fallback ? `${parameter.js} = ${lowering.held(fallback)}` : parameter.js
    if (!variable.direct) lowering.note(parameter, 'any')
    if (!fallback) return parameter.js
    lowering.note(parameter, fallback.kind)
    return `${parameter.js} = ${lowering.into(lowering.kindOf(parameter), fallback)}`
  })
  args.kwonlyargs.forEach(({ arg }, index) => {
    const parameter = scope.variables.get(arg) as Variable
    lowering.note(parameter, 'any')
    const fallback = onlyDefaults[index]
    texts.push(fallback === undefined ? parameter.js : `${parameter.js} = ${fallback}`)
  })
  for (const one of [args.vararg, args.kwarg]) {
    if (!one) continue
    const parameter = scope.variables.get(one.arg) as Variable
    lowering.note(parameter, 'any')
    texts.push(parameter.js)
  }
  return texts
}

/** The function that the host calls, in front of one that the program calls too. */
function wrapEntry(lowering: Lowering, node: FunctionDef, variable: Variable): void {
  const { positional } = parametersOf(node)
  const args = positional.map((_, index) => {
    const host = lowering.target.parameters?.[index]
    const kind = kindOfHost(host)
    const given = code(`$${index}$`, kind)
    const parameter = variable.direct?.parameters[index]
    const taken =
      kind === 'any'
        ? code(`${lowering.use('fromHost')}(${given.text}, ${host === undefined})`, 'any', level.call)
        : given
    if (!parameter) return lowering.held(taken)
    lowering.note(parameter, taken.kind)
    return lowering.into(lowering.kindOf(parameter), taken)
  })
  const call = `${variable.js}(${args.join(', ')})`
  const result = variable.direct
    ? lowering.read(variable.direct.result, call, level.call)
    : code(call, 'any', level.call)
  const names = positional.map((_, index) => `$${index}$`)
  lowering.emit(
    undefined,
    `function ${javascriptName(node.name)}(${names.join(', ')}) { return ${crossing(lowering, result)}; }`,
  )
}

/** A value as the host takes it. */
export function crossing(lowering: Lowering, one: Code): string {
  if (one.kind === 'str' || one.kind === 'none' || one.kind === 'unknown') return one.text
  if (isNumeric(one.kind)) return lowering.raw(one).text
  return `${lowering.use(lowering.target.isReward ? 'outReward' : 'out')}(${lowering.held(one)})`
}

/** A lambda, which is always a value. @throws Refusal */
export function lambda(lowering: Lowering, node: Expr<'Lambda'>): Code {
  const { args } = node
  const { positional } = parametersOf(node)
  const kept: string[] = []
  const defaults = defaultCodes(lowering, args.defaults, kept).map((one) => lowering.held(one))
  const onlyDefaults = args.kw_defaults.map((one) =>
    one ? lowering.held(lowering.expression(one)) : undefined,
  )
  const outer = { scope: lowering.scope, frame: lowering.frame, assigned: lowering.assigned }
  const scope = lowering.target.scopes.of(node)
  lowering.scope = scope
  lowering.frame = { scope, temporaries: [], isEntry: false, arrays: new Map() }
  lowering.assigned = withParameters(outer.assigned, scope)
  for (const variable of scope.variables.values()) if (variable.isParameter) lowering.note(variable, 'any')
  const body = lowering.held(lowering.expression(node.body))
  const locals = [...scope.variables.values()].filter(({ isParameter }) => !isParameter)
  const declared = [...locals.map(({ js }) => js), ...lowering.frame.temporaries]
  lowering.scope = outer.scope
  lowering.frame = outer.frame
  lowering.assigned = outer.assigned
  const js = (name: string): string => scope.variables.get(name)?.js ?? name
  const first = positional.length - defaults.length
  const names = positional.map(({ arg }, index) =>
    index >= first ? `${js(arg)} = ${defaults[index - first]}` : js(arg),
  )
  args.kwonlyargs.forEach(({ arg }, index) => {
    const fallback = onlyDefaults[index]
    names.push(fallback === undefined ? js(arg) : `${js(arg)} = ${fallback}`)
  })
  for (const one of [args.vararg, args.kwarg]) if (one) names.push(js(one.arg))
  const text = declared.length > 0 ? `{ let ${declared.join(', ')}; return (${body}); }` : `(${body})`
  const made = `${lowering.use('def')}((${names.join(', ')}) => ${text}, ${description(scope, node)})`
  return code(
    kept.length > 0 ? `(() => { const ${kept.join(', ')}; return (${made}); })()` : made,
    'any',
    level.call,
  )
}
