import { hasHelper } from '../prelude/prelude.ts'
import { unsupported } from '../python-error.ts'
import type { Expr, ExprNode } from '../tree.ts'
import { checkName, tables } from './attributes.ts'
import { at, type Code, code, level, list, quote } from './code.ts'
import { anyAll, sumOver } from './comprehensions.ts'
import type { Lowering } from './context.ts'
import { items, named, ordered } from './items.ts'
import { asNumber, isArray, isBool, isMixed, isNumeric, isWhole, join, type Kind } from './kinds.ts'
import { builtinSignatures } from './modules.ts'
import { binary } from './operators.ts'
import { recordSum } from './records.ts'

/** A call of a built-in; undefined where the name is none. @throws Refusal */
export function builtinCall(lowering: Lowering, name: string, node: Expr<'Call'>): Code | undefined {
  const sum = recordSum(lowering, node)
  if (sum) return sum
  if (name === 'locals' && node.args.length === 0) return locals(lowering)
  if (name === 'getattr' || name === 'hasattr' || name === 'setattr')
    return attributeCall(lowering, name, node)
  const isType = hasHelper(`t_${name}`) && !name.endsWith('_')
  if (!isType && !hasHelper(`b_${name}`)) return undefined
  const isPlain = node.keywords.length === 0 && !node.args.some((one) => one.nodeType === 'Starred')
  if (isPlain) {
    const [first] = node.args
    if (first?.nodeType === 'GeneratorExp' || first?.nodeType === 'ListComp') {
      if ((name === 'any' || name === 'all') && node.args.length === 1)
        return anyAll(lowering, first, name === 'any')
      if (name === 'sum' && node.args.length === 1) return sumOver(lowering, first)
    }
    const args = node.args.map((one) => lowering.expression(one))
    if (args.some(({ kind }) => kind === 'unknown')) return code('0', 'unknown')
    const quick = quickCall(lowering, name, args, node)
    if (quick) return quick
  }
  if (name === 'max' || name === 'min') {
    const order = name === 'max' ? '>' : '<'
    return code(
      `${lowering.use('best')}('${name}', '${order}', [${items(lowering, node.args)}]${named(lowering, node.keywords)})`,
      'any',
      level.call,
    )
  }
  const signature = builtinSignatures[name]
  if (signature && node.keywords.length > 0) {
    if (name === 'round') lowering.use('asarray')
    const args = ordered(lowering, name, signature, node)
    return code(`${lowering.use(`b_${name}`)}(${args})`, 'any', level.call)
  }
  const helper = lowering.use(isType ? `t_${name}` : `b_${name}`)
  if (isType || node.keywords.length > 0) {
    if (name === 'list' || name === 'tuple' || name === 'set') lowering.use('iter')
    const kind: Kind = name === 'list' || name === 'dict' || name === 'tuple' ? name : 'any'
    return code(
      `${lowering.use('call')}(${helper}, [${items(lowering, node.args)}]${named(lowering, node.keywords)})`,
      kind,
      level.call,
    )
  }
  const kind: Kind =
    name === 'sorted' ? 'list' : ['any', 'all', 'isinstance', 'callable'].includes(name) ? 'bool' : 'any'
  if (name === 'round') lowering.use('asarray')
  return code(`${helper}(${items(lowering, node.args)})`, kind, level.call)
}

function quickCall(
  lowering: Lowering,
  name: string,
  args: readonly Code[],
  node: Expr<'Call'>,
): Code | undefined {
  const [one, two] = args
  if ((name === 'max' || name === 'min') && args.length >= 2) return extreme(lowering, name, args)
  if (name === 'pow' && one && two && args.length === 2) return binary(lowering, 'Pow', one, two, node)
  if (name === 'round' && one && two && args.length === 2 && isWhole(two.kind)) {
    if (one.kind === 'float')
      return code(`${lowering.use('roundDigits')}(${list(args)})`, 'float', level.call)
    if (one.kind === 'float64')
      return code(`${lowering.use('roundTo')}(${list(args)})`, 'float64', level.call)
  }
  if (!one || args.length !== 1) return undefined
  const raw = isNumeric(one.kind) ? lowering.raw(one) : undefined
  const held = (): string => lowering.held(one)
  switch (name) {
    case 'abs':
      return absolute(lowering, one, raw)
    case 'float':
      return raw
        ? { ...raw, kind: 'float', tagged: undefined }
        : code(`${lowering.use('tofloat')}(${held()})`, 'float', level.call)
    case 'int':
      if (raw && (isWhole(one.kind) || isBool(one.kind))) return { ...raw, kind: 'int', tagged: undefined }
      return raw
        ? code(`${lowering.use('truncate')}(${at(raw, level.assign)})`, 'int', level.call)
        : code(`${lowering.use('toint')}(${held()})`, 'int', level.call)
    case 'bool':
      return { ...lowering.truth(one), kind: 'bool', tagged: undefined }
    case 'str':
      return code(`${lowering.use('str')}(${held()})`, 'str', level.call)
    case 'round':
      if (raw && (one.kind === 'float' || one.kind === 'float64'))
        return code(`${lowering.use('roundInt')}(${at(raw, level.assign)})`, 'int', level.call)
      return one.kind === 'int' ? one : undefined
    case 'len':
      if (one.length !== undefined) return lowering.int(one.length)
      return one.kind === 'vector'
        ? code(`${at(one, level.call)}.length`, 'int', level.call)
        : code(`${lowering.use('len')}(${held()})`, 'int', level.call)
    case 'sum':
      return sumOf(lowering, one, node)
    case 'max':
    case 'min':
      return one.kind === 'vector' && (one.length ?? 0) > 0
        ? code(`${lowering.use(`${name}Of`)}(...${at(one, level.unary)})`, 'float64', level.call)
        : undefined
    default:
      return undefined
  }
}

function absolute(lowering: Lowering, one: Code, raw: Code | undefined): Code {
  if (raw && one.kind !== 'bool_' && one.kind !== 'truth') {
    const kind: Kind = one.kind === 'tagged' ? 'number' : asNumber(one.kind)
    return code(`Math.abs(${at(raw, level.assign)})`, kind, level.call, {
      tagged: isMixed(kind) ? () => `${lowering.use('abs')}(${lowering.held(one)})` : undefined,
    })
  }
  if (one.kind === 'vector')
    return code(`${lowering.use('vecMap')}(Math.abs, ${one.text})`, 'vector', level.call, {
      length: one.length,
    })
  return code(
    `${lowering.use('abs')}(${lowering.held(one)})`,
    isArray(one.kind) ? 'array' : 'any',
    level.call,
  )
}

/** Python's max and min of two numbers or more: the first of equals, so its kind with it. */
function extreme(lowering: Lowering, name: 'max' | 'min', args: readonly Code[]): Code | undefined {
  if (!args.every(({ kind }) => isNumeric(kind))) return undefined
  const held = (): string =>
    `${lowering.use('bestOf')}('${name === 'max' ? '>' : '<'}', [${args.map((one) => lowering.held(one)).join(', ')}])`
  if (args.some(({ kind }) => isBool(kind))) return code(held(), 'any', level.call)
  const joined = args.reduce<Kind>((kind, one) => join(kind, one.kind), 'unknown')
  const kind: Kind = joined === 'tagged' ? 'number' : joined
  const [a, b] = args.map((one) => lowering.raw(one)) as [Code, Code]
  const tagged = isMixed(kind) ? held : undefined
  if (args.length === 2 && a.isSimple && b.isSimple) {
    const text = `${at(b, level.relation + 1)} ${name === 'max' ? '>' : '<'} ${at(a, level.relation + 1)} ? ${b.text} : ${a.text}`
    return code(text, kind, level.conditional, { tagged })
  }
  const raws = args.map((one) => lowering.raw(one))
  return code(`${lowering.use(`${name}Of`)}(${list(raws)})`, kind, level.call, { tagged })
}

/** `sum` of what is written out or a plain array. */
function sumOf(lowering: Lowering, one: Code, node: Expr<'Call'>): Code | undefined {
  const [first] = node.args as [ExprNode]
  if (first.nodeType === 'List' || first.nodeType === 'Tuple') {
    const elements = first.elts.map((each) =>
      each.nodeType === 'Starred' ? undefined : lowering.expression(each),
    )
    if (
      elements.length > 0 &&
      elements.every((each): each is Code => each !== undefined && isNumeric(each.kind))
    )
      return elements.reduce((sum, each) => binary(lowering, 'Add', sum, each, node), lowering.int(0))
  }
  return one.kind === 'vector' && (one.length ?? 0) > 0
    ? code(`${lowering.use('plainTotal')}(${one.text})`, 'float64', level.call)
    : undefined
}

/** `getattr(x, 'name', default)` and its like, of names that are written out. */
function attributeCall(lowering: Lowering, name: string, node: Expr<'Call'>): Code {
  const [object, key, value] = node.args
  if (!object || key?.nodeType !== 'Constant' || typeof key.value !== 'string' || node.keywords.length > 0)
    return unsupported(`${name} with a name that is not written out is not supported`, node)
  checkName(key.value, key)
  const held = lowering.held(lowering.expression(object))
  const start = `${held}, ${quote(key.value)}`
  if (name === 'setattr') {
    if (!value) return unsupported('setattr takes three arguments', node)
    return code(
      `${lowering.use('setattr')}(${start}, ${lowering.held(lowering.expression(value))})`,
      'any',
      level.call,
    )
  }
  const both = `${start}, ${tables(lowering, key.value)}`
  if (name === 'hasattr') return code(`${lowering.use('hasattr')}(${both})`, 'bool', level.call)
  return value
    ? code(
        `${lowering.use('getattr')}(${both}, ${lowering.held(lowering.expression(value))})`,
        'any',
        level.call,
      )
    : code(`${lowering.use('attr')}(${both})`, 'any', level.call)
}

/** The variables that have a value, by their names. */
function locals(lowering: Lowering): Code {
  const pairs = [...lowering.frame.scope.variables.values()].map((variable) => {
    const kind = lowering.kindOf(variable)
    const read = lowering.read(variable, variable.js)
    const pair = `[${quote(variable.name)}, ${kind === 'unknown' ? variable.js : lowering.held(read)}]`
    const isThere = variable.isParameter || lowering.assigned.has(variable)
    return isThere ? `[${pair}]` : `${variable.js} === undefined ? [] : [${pair}]`
  })
  return code(`${lowering.use('dict')}([${pairs.join(', ')}].flat())`, 'dict', level.call)
}
