import { at, type Code, code, level, list } from './code.ts'
import type { Lowering } from './context.ts'
import { isBool, isNumeric, isWhole, join, type Kind } from './kinds.ts'
import { unaryMath } from './modules.ts'

const isPlain = ({ kind }: Code): boolean => isNumeric(kind) && !isBool(kind) && kind !== 'tagged'
const isFloating = ({ kind }: Code): boolean => kind === 'float' || kind === 'float64'

/** One of numpy's functions on numbers of known kinds, as JavaScript's own; undefined where there is none. */
export function numberCall(lowering: Lowering, name: string, args: readonly Code[]): Code | undefined {
  const [one] = args
  if (!one) return undefined
  if (args.length === 1) return ofOne(lowering, name, one)
  if (name === 'clip' && args.length === 3) return clip(args as [Code, Code, Code])
  if (args.length !== 2) return undefined
  const call = (helper: string): Code => code(`${helper}(${list(args)})`, 'float64', level.call)
  if (!args.every(isPlain)) return undefined
  if (name === 'arctan2') return call('Math.atan2')
  if (name === 'hypot') return call('Math.hypot')
  if (args.some(({ kind }) => kind === 'number') || !args.some(isFloating)) return undefined
  if (name === 'maximum') return call('Math.max')
  if (name === 'minimum') return call('Math.min')
  if (name === 'power') return call(lowering.use('pow'))
  return undefined
}

function ofOne(lowering: Lowering, name: string, one: Code): Code | undefined {
  if (!isNumeric(one.kind) || one.kind === 'tagged') return undefined
  const raw = lowering.raw(one)
  const text = at(raw, level.assign)
  const call = (helper: string, kind: Kind = 'float64'): Code => code(`${helper}(${text})`, kind, level.call)
  const math = unaryMath[name]
  // Of a bool numpy makes a float16: the runtime refuses it.
  if (isBool(one.kind)) return undefined
  if (math) return call(`Math.${math}`)
  if (name === 'radians' || name === 'degrees') {
    const factor = name === 'radians' ? Math.PI / 180 : 180 / Math.PI
    if (one.value !== undefined)
      return code(String(one.value * factor), 'float64', one.value < 0 ? level.unary : level.atom)
    return code(`${at(raw, level.multiply)} * ${factor}`, 'float64', level.multiply)
  }
  if (name === 'fabs') return call('Math.abs')
  if (name === 'abs' && one.kind === 'number')
    return code(`Math.abs(${text})`, 'number', level.call, {
      tagged: () => `${lowering.use('np_abs')}(${lowering.held(one)})`,
    })
  if (name === 'abs' && isWhole(one.kind)) return call('Math.abs', 'int64')
  if (!isFloating(one)) return undefined
  switch (name) {
    case 'abs':
      return call('Math.abs')
    case 'floor':
    case 'ceil':
    case 'trunc':
      return call(`Math.${name}`)
    case 'sign':
    case 'rint':
      return call(lowering.use(name))
    case 'round':
      return call(lowering.use('rint'))
    case 'square':
      return raw.isSimple
        ? code(`${raw.text} * ${raw.text}`, 'float64', level.multiply)
        : code(`${at(raw, level.unary + 1)} ** 2`, 'float64', level.power)
    case 'negative':
      return code(`-(${text})`, 'float64', level.unary)
    case 'isnan':
      return call('Number.isNaN', 'bool_')
    case 'isfinite':
      return call('Number.isFinite', 'bool_')
    case 'sum':
    case 'mean':
    case 'max':
    case 'min':
    case 'prod':
      return { ...raw, kind: 'float64', tagged: undefined }
    case 'linalg.norm':
      return call('Math.abs')
    default:
      return undefined
  }
}

function clip([x, low, high]: readonly [Code, Code, Code]): Code | undefined {
  const isBound = (one: Code): boolean => one.kind === 'none' || isPlain(one)
  if (!isPlain(x) || !isBound(low) || !isBound(high)) return undefined
  const kinds = [x, low, high].filter(({ kind }) => kind !== 'none').map(({ kind }) => kind)
  if (kinds.includes('number')) {
    if (!kinds.includes('float64') && !kinds.includes('float')) return undefined
  }
  const joined = kinds.reduce<Kind>((known, kind) => join(known, kind), 'unknown')
  const isInt = kinds.every(isWhole)
  const kind: Kind = isInt ? 'int64' : 'float64'
  if (!isInt && joined === 'unknown') return undefined
  const from = at(x, level.assign)
  const lower = low.kind === 'none' ? from : `Math.max(${from}, ${at(low, level.assign)})`
  return code(
    high.kind === 'none' ? lower : `Math.min(${lower}, ${at(high, level.assign)})`,
    kind,
    level.call,
  )
}
