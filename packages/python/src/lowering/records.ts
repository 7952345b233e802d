import { keysOf, type Record, rewardParts, summedOf } from '../reading/records.ts'
import type { Variable } from '../reading/scopes.ts'
import type { Expr, ExprNode } from '../tree.ts'
import { at, type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'
import { isNumeric, isRaw, join, type Kind } from './kinds.ts'

/** A variable that holds named terms as a plain object, and those. */
interface Held {
  readonly variable: Variable
  readonly record: Record
}

/** The record that an expression names, where it is still one. */
export function recordOf(lowering: Lowering, node: ExprNode | undefined): Held | undefined {
  if (node?.nodeType !== 'Name') return undefined
  const variable = lowering.find(node.id)
  const record = variable && lowering.recordOf(variable)
  return record ? { variable, record } : undefined
}

/** A term's value as the object holds it: a number, of a kind that is known. Others end the record, from the next round on. */
function fieldText(lowering: Lowering, { variable }: Held, field: Variable, value: Code): string {
  const kind: Kind = value.kind === 'bool' ? 'int' : value.kind
  const isPlain = isRaw(kind) || kind === 'unknown'
  if (!isPlain) lowering.endRecord(variable)
  lowering.note(field, kind)
  return isPlain ? at(lowering.raw(value), level.assign) : 'null'
}

/** `terms = {"a": x}` */
export function recordLiteral(lowering: Lowering, held: Held, node: Expr<'Dict'>): string {
  const fields = held.record.keys.map((key, index) => {
    const value = lowering.expression(node.values[index] as ExprNode)
    return `${quote(key)}: ${fieldText(lowering, held, held.record.fields.get(key) as Variable, value)}`
  })
  return `${held.variable.js} = { ${fields.join(', ')} };`
}

/** `terms["a"]`; what may not be there yet ends the record. */
export function recordField(lowering: Lowering, { variable, record }: Held, key: string): Code {
  const field = record.fields.get(key)
  if (!field || !record.keys.includes(key) || !lowering.assigned.has(variable)) lowering.endRecord(variable)
  if (!field) return code('0', 'unknown')
  const kind = lowering.kindOf(field)
  return code(`${variable.js}[${quote(key)}]`, kind, level.call, {
    tagged: kind === 'number' ? () => endedText(lowering, variable) : undefined,
  })
}

function endedText(lowering: Lowering, variable: Variable): string {
  lowering.endRecord(variable)
  return 'null'
}

/** `terms["a"] = value` */
export function storeField(lowering: Lowering, held: Held, key: string, value: Code): string {
  const field = held.record.fields.get(key) as Variable
  if (!lowering.assigned.has(held.variable)) lowering.endRecord(held.variable)
  return `${held.variable.js}[${quote(key)}] = ${fieldText(lowering, held, field, value)};`
}

/** `sum(terms.values())`; undefined where it is not that. */
export function recordSum(lowering: Lowering, node: Expr<'Call'>): Code | undefined {
  const held = recordOf(lowering, summedOf(node))
  if (!held || lowering.find('sum')) return undefined
  const { variable, record } = held
  if (!lowering.assigned.has(variable)) lowering.endRecord(variable)
  const kinds = Array.from(record.fields.values(), (field) => lowering.kindOf(field))
  if (kinds.includes('unknown')) return code('0', 'unknown')
  const isFixed = record.fields.size === record.keys.length
  const certain = record.keys.map((key) => lowering.kindOf(record.fields.get(key) as Variable))
  const kind = kinds.reduce<Kind>((known, one) => join(known, one), 'int')
  // A float among those that are there for certain makes it one, whichever the others are.
  const result: Kind = certain.includes('float64')
    ? 'float64'
    : kind === 'number' &&
        certain.includes('float') &&
        !kinds.includes('float64') &&
        !kinds.includes('number')
      ? 'float'
      : kind
  const text = isFixed
    ? `0 + ${record.keys.map((key) => `${variable.js}[${quote(key)}]`).join(' + ')}`
    : `${lowering.use('sumValues')}(${variable.js})`
  return code(record.keys.length > 0 || !isFixed ? text : '0', result, isFixed ? level.add : level.call, {
    tagged: result === 'number' ? () => endedText(lowering, variable) : undefined,
  })
}

/** `reward, terms` and `{"reward": ..., "components": terms}`, of numbers, as the host takes it; undefined for anything else. */
export function rewardText(lowering: Lowering, value: ExprNode): string | undefined {
  const parts = rewardParts(value)
  if (!parts) return undefined
  const [reward, terms] = parts
  const held = recordOf(lowering, terms)
  if (!held && terms.nodeType !== 'Dict') return undefined
  const total = lowering.expression(reward)
  const isNumber = ({ kind }: Code): boolean => isNumeric(kind) || kind === 'unknown'
  if (!isNumber(total)) {
    if (held) lowering.endRecord(held.variable)
    return undefined
  }
  const numberText = (one: Code): string => at(lowering.raw(one), level.assign)
  if (held) {
    if (!lowering.assigned.has(held.variable)) lowering.endRecord(held.variable)
    return `{ reward: ${numberText(total)}, components: ${held.variable.js} }`
  }
  const dict = terms as Expr<'Dict'>
  const names = keysOf(dict)
  const codes = dict.values.map((one) => lowering.expression(one))
  if (!names || !codes.every(isNumber)) return undefined
  const fields = names.map((name, index) => `${quote(name)}: ${numberText(codes[index] as Code)}`)
  return `{ reward: ${numberText(total)}, components: { ${fields.join(', ')} } }`
}
