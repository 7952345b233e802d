import type { ExprNode } from '../tree.ts'
import { at, type Code, code, level } from './code.ts'
import type { Lowering } from './context.ts'

/** The head of a loop, and what each round gives. */
export interface Loop {
  /** Such as `for ($1 of ...) {`. */
  readonly open: string
  readonly element: Code
}

/** A loop over what an expression gives. @throws Refusal */
export function openLoop(lowering: Lowering, iterable: ExprNode): Loop {
  const range = rangeLoop(lowering, iterable)
  if (range) return range
  const all = lowering.expression(iterable)
  const name = lowering.fresh()
  if (all.kind === 'unknown') return { open: `for (const ${name} of []) {`, element: code('0', 'unknown') }
  if (all.kind === 'vector')
    return {
      open: `for (const ${name} of ${at(all, level.assign)}) {`,
      element: code(name, 'float64', level.atom, { isSimple: true }),
    }
  return {
    open: `for (const ${name} of ${lowering.use('iter')}(${lowering.held(all)})) {`,
    element: code(name, 'any', level.atom, { isSimple: true }),
  }
}

/** `range` of ints whose step is written out. */
function rangeLoop(lowering: Lowering, node: ExprNode): Loop | undefined {
  if (node.nodeType !== 'Call' || node.func.nodeType !== 'Name' || node.func.id !== 'range') return undefined
  if (lowering.find('range') || node.keywords.length > 0) return undefined
  if (node.args.length < 1 || node.args.length > 3) return undefined
  if (node.args.some((one) => one.nodeType === 'Starred')) return undefined
  const args = node.args.map((one) => lowering.expression(one))
  if (!args.every(({ kind }) => kind === 'int')) return undefined
  const step = args[2]?.value ?? (args.length === 3 ? 0 : 1)
  if (step === 0) return undefined
  const [start, stop] =
    args.length === 1 ? [lowering.int(0), args[0] as Code] : [args[0] as Code, args[1] as Code]
  const index = lowering.fresh()
  const element = code(index, 'int', level.atom, { isSimple: true })
  const isLiteral = stop.value !== undefined
  const end = isLiteral ? stop.text : lowering.fresh()
  const first = `${index} = ${at(start, level.assign)}${isLiteral ? '' : `, ${end} = ${at(stop, level.assign)}`}`
  const advance = step === 1 ? `${index}++` : step === -1 ? `${index}--` : `${index} += ${step}`
  return { open: `for (let ${first}; ${index} ${step > 0 ? '<' : '>'} ${end}; ${advance}) {`, element }
}
