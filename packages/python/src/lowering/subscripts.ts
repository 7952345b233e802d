import type { Expr, ExprNode } from '../tree.ts'
import { type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'
import { isWhole } from './kinds.ts'
import { recordField, recordOf } from './records.ts'

/** The whole number that a literal is, as an index: `2`, `-1`. */
function literalIndex(lowering: Lowering, node: ExprNode): number | undefined {
  if (node.nodeType === 'UnaryOp' && node.op.nodeType === 'USub') {
    const value = literalIndex(lowering, node.operand)
    return value === undefined ? undefined : -value
  }
  const isInt =
    node.nodeType === 'Constant' &&
    typeof node.value === 'number' &&
    /^\d+$/.test(lowering.target.text.of(node))
  return isInt ? (node.value as number) : undefined
}

/** `value[index]` @throws Refusal */
export function subscript(lowering: Lowering, node: Expr<'Subscript'>): Code {
  const record = recordOf(lowering, node.value)
  if (record && node.slice.nodeType === 'Constant')
    return recordField(lowering, record, String(node.slice.value))
  const value = lowering.expression(node.value)
  if (value.kind === 'unknown') return code('0', 'unknown')
  const quick = value.kind === 'vector' ? ofVector(lowering, value, node.slice) : undefined
  if (quick) return quick
  const index = lowering.held(lowering.expression(node.slice))
  const isPart = (value.kind === 'array' || value.kind === 'vector') && node.slice.nodeType === 'Slice'
  return code(
    `${lowering.use('get')}(${lowering.held(value)}, ${index})`,
    isPart ? 'array' : 'any',
    level.call,
  )
}

/** An element or a slice of a plain array; undefined for what only an ndarray takes. */
function ofVector(lowering: Lowering, value: Code, index: ExprNode): Code | undefined {
  if (index.nodeType === 'Slice') return slice(lowering, value, index)
  const { length } = value
  const literal = literalIndex(lowering, index)
  if (literal !== undefined && length !== undefined) return element(lowering, value, literal, length)
  if (index.nodeType === 'List') {
    const all = index.elts.map((one) => literalIndex(lowering, one))
    if (length === undefined || !value.isSimple || all.length === 0) return undefined
    if (!all.every((i): i is number => i !== undefined && i < length && i >= -length)) return undefined
    const texts = all.map((i) => element(lowering, value, i, length).text)
    return code(`[${texts.join(', ')}]`, 'vector', level.atom, { length: all.length })
  }
  const place = lowering.expression(index)
  if (!isWhole(place.kind)) return undefined
  return code(`${lowering.use('vecAt')}(${value.text}, ${place.text})`, 'float64', level.call)
}

/** `observations[2]`, whose bounds are known. */
export function element(lowering: Lowering, value: Code, index: number, length: number): Code {
  if (index >= length || index < -length)
    return lowering.fail(
      'IndexError',
      `index ${index} is out of bounds for axis 0 with size ${length}`,
      'float64',
    )
  const at = index < 0 ? index + length : index
  const base = value.level >= level.call ? value.text : `(${value.text})`
  return code(`${base}[${at}]`, 'float64', level.call, { isSimple: value.isSimple })
}

/** Up to this many elements of a slice are written out. */
const mostWritten = 8

function slice(lowering: Lowering, value: Code, node: Expr<'Slice'>): Code | undefined {
  const { length } = value
  const parts = [node.lower, node.upper, node.step]
  const literals = parts.map((part) => (part ? literalIndex(lowering, part) : null))
  const [lower, upper, step] = literals
  const isKnown = lower !== undefined && upper !== undefined && step !== undefined && step !== 0
  if (isKnown && length !== undefined && value.isSimple) {
    const at = indicesOf(lower, upper, step ?? 1, length)
    if (at.length <= mostWritten && at.length > 0)
      return code(`[${at.map((i) => `${value.text}[${i}]`).join(', ')}]`, 'vector', level.atom, {
        length: at.length,
      })
  }
  const texts = parts.map((part, index) => {
    if (!part) return 'null'
    if (literals[index] !== undefined) return String(literals[index])
    const one = lowering.expression(part)
    return isWhole(one.kind) ? one.text : undefined
  })
  if (!texts.every((text) => text !== undefined)) return undefined
  const known =
    isKnown && length !== undefined ? indicesOf(lower, upper, step ?? 1, length).length : undefined
  return code(`${lowering.use('vecSlice')}(${value.text}, ${texts.join(', ')})`, 'vector', level.call, {
    length: known,
  })
}

/** The indices that a slice takes of so many elements. */
function indicesOf(lower: number | null, upper: number | null, step: number, length: number): number[] {
  const clamp = (value: number, low: number, high: number): number =>
    value < 0 ? Math.max(value + length, low) : Math.min(value, high)
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1]
  const start = lower === null ? (step > 0 ? 0 : length - 1) : clamp(lower, low, high)
  const stop = upper === null ? (step > 0 ? length : -1) : clamp(upper, low, high)
  const out: number[] = []
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) out.push(i)
  return out
}
