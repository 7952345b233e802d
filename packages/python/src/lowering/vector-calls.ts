import type { Expr } from '../tree.ts'
import { type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'
import { isBool, isNumeric, isRaw } from './kinds.ts'
import { unaryMath } from './modules.ts'

/** Functions that make one number of a plain array. */
const reductions: Readonly<Record<string, string>> = {
  sum: 'vec_sum',
  mean: 'vec_mean',
  max: 'vec_max',
  min: 'vec_min',
  std: 'vec_std',
  var: 'vec_var',
  prod: 'vec_prod',
  median: 'vec_median',
  'linalg.norm': 'vec_norm',
}
const mapped: Readonly<Record<string, string>> = {
  abs: 'abs',
  fabs: 'abs',
  floor: 'floor',
  ceil: 'ceil',
  trunc: 'trunc',
}

/** One of numpy's functions on plain arrays; undefined where only an ndarray will do. */
export function vectorCall(lowering: Lowering, name: string, args: readonly Code[]): Code | undefined {
  const [a, b, c] = args
  if (a?.kind !== 'vector') return undefined
  const call = (helper: string, texts: string, kind: Code['kind']): Code =>
    code(`${lowering.use(helper)}(${texts})`, kind, level.call, kind === 'vector' ? { length: a.length } : {})
  if (args.length === 1) {
    const reduction = reductions[name]
    if (reduction) return call(reduction, a.text, 'float64')
    const math = unaryMath[name] ?? mapped[name]
    if (math) return call('vecMap', `Math.${math}, ${a.text}`, 'vector')
    if (name === 'square') return call('vecSquare', a.text, 'vector')
    if (name === 'sign') return call('vecMap', `${lowering.use('sign')}, ${a.text}`, 'vector')
    if (name === 'array' || name === 'asarray' || name === 'copy' || name === 'ravel') return a
    return undefined
  }
  if (b && args.length === 2) {
    if ((name === 'dot' || name === 'inner' || name === 'vdot') && b.kind === 'vector')
      return call('vec_dot', `${a.text}, ${b.text}`, 'float64')
    const isNumber = isRaw(b.kind)
    if ((name === 'maximum' || name === 'minimum') && isNumber)
      return call(name === 'maximum' ? 'vecMaximum' : 'vecMinimum', `${a.text}, ${b.text}`, 'vector')
  }
  const isBound = (one: Code | undefined): boolean =>
    one !== undefined && isNumeric(one.kind) && !isBool(one.kind)
  if (name === 'clip' && args.length === 3 && isBound(b) && isBound(c))
    return call(
      'vecClip',
      `${a.text}, ${lowering.raw(b as Code).text}, ${lowering.raw(c as Code).text}`,
      'vector',
    )
  return undefined
}

/** A method of a plain array; undefined where only an ndarray will do. */
export function vectorMethod(
  lowering: Lowering,
  value: Code,
  name: string,
  node: Expr<'Call'>,
): Code | undefined {
  if (node.keywords.length > 0 || node.args.some((one) => one.nodeType === 'Starred')) return undefined
  if (node.args.length === 0 && (name === 'flatten' || name === 'copy' || name === 'ravel')) return value
  if (!(name in reductions || name === 'dot' || name === 'clip')) return undefined
  return vectorCall(lowering, name, [value, ...node.args.map((one) => lowering.expression(one))])
}

/** `np.array([x, y])` as a plain array, where its elements are numbers and one of them a float. */
export function vectorOf(lowering: Lowering, elements: readonly Code[]): Code | undefined {
  if (!lowering.hasVectors || elements.length === 0) return undefined
  if (!elements.every(({ kind }) => isRaw(kind) && kind !== 'number')) return undefined
  if (!elements.some(({ kind }) => kind === 'float' || kind === 'float64')) return undefined
  return code(`[${elements.map(({ text }) => text).join(', ')}]`, 'vector', level.atom, {
    length: elements.length,
  })
}
