import { unsupported } from '../python-error.ts'
import type { Variable } from '../reading/scopes.ts'
import { type ExprNode, type Node, type Stmt, walk } from '../tree.ts'
import { at, type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'
import { isArray, isMixed, isNumeric, isRaw } from './kinds.ts'
import { binary, signs } from './operators.ts'
import { recordField, recordLiteral, recordOf, storeField } from './records.ts'
import { element } from './subscripts.ts'
import { nameCode } from './values.ts'

/** A variable has a value from here on. */
function done(lowering: Lowering, variable: Variable): void {
  lowering.assigned.add(variable)
}

function assignVariable(lowering: Lowering, variable: Variable, value: Code, line: number | undefined): void {
  lowering.note(variable, value.kind)
  lowering.emit(line, `${variable.js} = ${lowering.into(lowering.kindOf(variable), value)};`)
  done(lowering, variable)
}

/** `target = value` @throws Refusal */
export function assignTo(lowering: Lowering, target: ExprNode, value: Code, line: number | undefined): void {
  switch (target.nodeType) {
    case 'Name': {
      const variable = lowering.find(target.id)
      if (variable) assignVariable(lowering, variable, value, line)
      return
    }
    case 'Tuple':
    case 'List':
      unpack(lowering, target.elts, value, line)
      return
    case 'Subscript': {
      const record = recordOf(lowering, target.value)
      if (record) {
        lowering.emit(line, storeField(lowering, record, keyText(target.slice), value))
        return
      }
      const base = lowering.expression(target.value)
      if (!isWritable(base)) lowering.refuseVectors()
      const index = lowering.held(lowering.expression(target.slice))
      lowering.emit(
        line,
        `${lowering.use('set')}(${lowering.held(base)}, ${index}, ${lowering.held(value)});`,
      )
      return
    }
    case 'Attribute': {
      const base = lowering.held(lowering.expression(target.value))
      lowering.emit(
        line,
        `${lowering.use('setattr')}(${base}, ${quote(target.attr)}, ${lowering.held(value)});`,
      )
      return
    }
    default:
      unsupported('this target is not supported', target)
  }
}

/** The key of a record, which is written out. */
function keyText(node: ExprNode): string {
  return node.nodeType === 'Constant' ? String(node.value) : ''
}

/** Whether writing to it writes to no plain array. */
function isWritable({ kind }: Code): boolean {
  return kind === 'array' || kind === 'list' || kind === 'dict' || kind === 'tuple' || kind === 'unknown'
}

function unpack(
  lowering: Lowering,
  targets: readonly ExprNode[],
  value: Code,
  line: number | undefined,
): void {
  const each = (give: (index: number) => Code): void => {
    targets.forEach((target, index) => {
      assignTo(lowering, target.nodeType === 'Starred' ? target.value : target, give(index), line)
    })
  }
  if (value.kind === 'unknown') {
    each(() => code('0', 'unknown'))
    return
  }
  const star = targets.findIndex(({ nodeType }) => nodeType === 'Starred')
  if (value.kind === 'vector' && star < 0) {
    unpackVector(lowering, targets, value, line, each)
    return
  }
  const name = lowering.temporary()
  const held = lowering.held(value)
  const taken =
    star >= 0
      ? `${lowering.use('unpackStar')}(${held}, ${star}, ${targets.length - star - 1})`
      : `${lowering.use('unpack')}(${held}, ${targets.length})`
  lowering.emit(line, `${name} = ${taken};`)
  each((index) => code(`${name}[${index}]`, index === star ? 'list' : 'any', level.call))
}

/** `x, y = observations`, whose length is known. */
function unpackVector(
  lowering: Lowering,
  targets: readonly ExprNode[],
  value: Code,
  line: number | undefined,
  each: (give: (index: number) => Code) => void,
): void {
  const { length } = value
  const count = targets.length
  if (length !== undefined && length !== count) {
    const problem =
      length > count
        ? `too many values to unpack (expected ${count})`
        : `not enough values to unpack (expected ${count}, got ${length})`
    lowering.emit(line, `${lowering.fail('ValueError', problem).text};`)
    each(() => lowering.float(0))
    return
  }
  let from = value
  if (!value.isSimple || length === undefined) {
    const name = lowering.temporary()
    const text = length === undefined ? `${lowering.use('vecUnpack')}(${value.text}, ${count})` : value.text
    lowering.emit(line, `${name} = ${text};`)
    from = code(name, 'vector', level.atom, { isSimple: true, length: count })
  }
  each((index) => element(lowering, from, index, count))
}

/** `a = b = value`, `a, b = x, y` @throws Refusal */
export function assign(lowering: Lowering, node: Stmt<'Assign'>): void {
  const { targets, value, lineno: line } = node
  const [first] = targets
  if (targets.length === 1 && first && inParallel(lowering, first, value, line)) return
  if (targets.length === 1 && first) {
    assignOne(lowering, first, value, line)
    return
  }
  let one = lowering.expression(value)
  if (!one.isSimple) one = named(lowering, one, line)
  for (const target of targets) assignTo(lowering, target, one, line)
}

/** A value under a name in between, by which it may be read twice. */
function named(lowering: Lowering, one: Code, line: number): Code {
  const kept = isMixed(one.kind) ? lowering.heldCode(one) : one
  const name = lowering.temporary()
  lowering.emit(line, `${name} = ${at(kept, level.assign)};`)
  return code(name, kept.kind, level.atom, { isSimple: true, length: kept.length })
}

/** `a: float = value` @throws Refusal */
export function annotatedAssign(lowering: Lowering, { target, value, lineno }: Stmt<'AnnAssign'>): void {
  if (value) assignOne(lowering, target, value, lineno)
}

function assignOne(lowering: Lowering, target: ExprNode, value: ExprNode, line: number): void {
  const record = recordOf(lowering, target)
  if (!record || value.nodeType !== 'Dict') {
    assignTo(lowering, target, lowering.expression(value), line)
    return
  }
  lowering.emit(line, recordLiteral(lowering, record, value))
  done(lowering, record.variable)
}

/** `a, b = x, y` without a tuple, by way of names in between where a value reads a target. */
function inParallel(lowering: Lowering, target: ExprNode, value: ExprNode, line: number): boolean {
  if (
    (target.nodeType !== 'Tuple' && target.nodeType !== 'List') ||
    (value.nodeType !== 'Tuple' && value.nodeType !== 'List')
  )
    return false
  if (target.elts.length !== value.elts.length) return false
  if (value.elts.some(({ nodeType }) => nodeType === 'Starred')) return false
  if (!target.elts.every(({ nodeType }) => nodeType === 'Name')) return false
  const names = new Set(target.elts.map((one) => (one as { id?: string }).id))
  const codes = value.elts.map((one) => lowering.expression(one))
  const isRead = value.elts.slice(1).some((one) => reads(one, names))
  const values = isRead ? codes.map((one) => named(lowering, one, line)) : codes
  target.elts.forEach((one, index) => {
    assignTo(lowering, one, values[index] as Code, line)
  })
  return true
}

/** Whether an expression may read one of these names: a call may, through what it closes over. */
function reads(node: Node, names: ReadonlySet<string | undefined>): boolean {
  let found = false
  walk(node, (one) => {
    if (one.nodeType === 'Name' && names.has((one as unknown as { id: string }).id)) found = true
    if (one.nodeType === 'Call') found = true
    return undefined
  })
  return found
}

/** `a += value` @throws Refusal */
export function augmentedAssign(lowering: Lowering, node: Stmt<'AugAssign'>): void {
  const { target, lineno: line } = node
  const sign = signs[node.op.nodeType] ?? unsupported('this operator is not supported', node)
  if (target.nodeType === 'Name') {
    augmentName(lowering, node, sign)
    return
  }
  const record = target.nodeType === 'Subscript' ? recordOf(lowering, target.value) : undefined
  if (target.nodeType === 'Subscript' && record) {
    const key = keyText(target.slice)
    const field = recordField(lowering, record, key)
    const sum = binary(lowering, node.op.nodeType, field, lowering.expression(node.value), node)
    lowering.emit(line, storeField(lowering, record, key, sum))
    return
  }
  if (target.nodeType === 'Subscript') {
    const base = lowering.expression(target.value)
    if (!isWritable(base)) lowering.refuseVectors()
    const [object, index] = [lowering.temporary(), lowering.temporary()]
    const place = `${object} = ${lowering.held(base)}, ${index} = ${lowering.held(lowering.expression(target.slice))}`
    const value = lowering.held(lowering.expression(node.value))
    const sum = `${lowering.use('inplace')}('${sign}', ${lowering.use('get')}(${object}, ${index}), ${value})`
    lowering.emit(line, `${lowering.use('set')}(${place}, ${sum});`)
    return
  }
  if (target.nodeType !== 'Attribute') unsupported('this target is not supported', node)
  const object = lowering.temporary()
  const name = quote(target.attr)
  lowering.emit(line, `${object} = ${lowering.held(lowering.expression(target.value))};`)
  const value = lowering.held(lowering.expression(node.value))
  const sum = `${lowering.use('inplace')}('${sign}', ${lowering.use('attr')}(${object}, ${name}, {}, {}), ${value})`
  lowering.emit(line, `${lowering.use('setattr')}(${object}, ${name}, ${sum});`)
}

function augmentName(lowering: Lowering, node: Stmt<'AugAssign'>, sign: string): void {
  const { target, lineno: line } = node
  if (target.nodeType !== 'Name') return
  const variable = lowering.find(target.id)
  if (!variable) return
  const left = nameCode(lowering, target)
  const right = lowering.expression(node.value)
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    lowering.note(variable, right.kind === 'float64' ? 'float64' : 'unknown')
    done(lowering, variable)
    return
  }
  if (!(isNumeric(left.kind) && isNumeric(right.kind)) && !(left.kind === 'str' && right.kind === 'str')) {
    // An array is changed where it lies, and with it whatever else shows it.
    if (left.kind === 'vector') lowering.refuseVectors()
    const kind = isArray(left.kind) ? 'array' : left.kind === 'list' ? 'list' : 'any'
    if (sign === '%') lowering.use('percent')
    const text = `${lowering.use('inplace')}('${sign}', ${lowering.held(left)}, ${lowering.held(right)})`
    assignVariable(lowering, variable, code(text, kind, level.call), line)
    return
  }
  const result = binary(lowering, node.op.nodeType, left, right, node)
  lowering.note(variable, result.kind)
  const kind = lowering.kindOf(variable)
  const isSame = kind === result.kind || (kind === 'number' && isRaw(result.kind))
  const short = shortForm(lowering, sign, left, right)
  if (
    isSame &&
    left.isSimple &&
    short !== undefined &&
    result.text === `${left.text} ${sign} ${short.operand}`
  )
    lowering.emit(line, `${left.text} ${sign}= ${short.text};`)
  else lowering.emit(line, `${variable.js} = ${lowering.into(kind, result)};`)
  done(lowering, variable)
}

/** The right side of `+=` and its like, and the same as an operand. */
function shortForm(
  lowering: Lowering,
  sign: string,
  left: Code,
  right: Code,
): { readonly text: string; readonly operand: string } | undefined {
  if (!['+', '-', '*', '/'].includes(sign) || !isRaw(left.kind)) return undefined
  const raw = lowering.raw(right)
  const precedence = sign === '*' || sign === '/' ? level.multiply : level.add
  return { text: at(raw, level.assign), operand: at(raw, precedence + 1) }
}
