import { unsupported } from '../python-error.ts'
import type { Expr, ExprNode, Keyword } from '../tree.ts'
import { quote } from './code.ts'
import type { Lowering } from './context.ts'

/** Elements, held tagged, as they stand in brackets. */
export function items(lowering: Lowering, elements: readonly ExprNode[]): string {
  return elements
    .map((one) =>
      one.nodeType === 'Starred'
        ? `...${lowering.use('iter')}(${lowering.held(lowering.expression(one.value))})`
        : lowering.held(lowering.expression(one)),
    )
    .join(', ')
}

/** Keyword arguments as a call of the runtime takes them, a comma before them; empty where there are none. */
export function named(lowering: Lowering, keywords: readonly Keyword[]): string {
  if (keywords.length === 0) return ''
  const pairs = keywords.map(({ arg, value }) => {
    const text = lowering.held(lowering.expression(value))
    return arg ? `[${quote(arg)}, ${text}]` : `...${lowering.use('spread')}(${text})`
  })
  return `, ${lowering.use('named')}(${pairs.join(', ')})`
}

/** Arguments by the order of a signature. */
export function ordered(
  lowering: Lowering,
  name: string,
  signature: readonly string[],
  node: Expr<'Call'>,
): string {
  if (node.args.some(({ nodeType }) => nodeType === 'Starred'))
    unsupported(`${name} with spread arguments beside named ones is not supported`, node)
  const texts = node.args.map((arg) => lowering.held(lowering.expression(arg)))
  for (const { arg, value } of node.keywords) {
    const index = signature.indexOf(arg ?? '')
    if (index < 0) unsupported(`the argument ${arg ?? '**'} of ${name} is not supported`, node)
    texts[index] = lowering.held(lowering.expression(value))
  }
  return Array.from(texts, (text) => text ?? 'undefined').join(', ')
}
