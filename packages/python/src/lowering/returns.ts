import type { ExprNode, Stmt } from '../tree.ts'
import type { Lowering } from './context.ts'
import { crossing } from './functions.ts'
import { rewardText } from './records.ts'

/** A `return`, whose value crosses to the host where the host called. @throws Refusal */
export function returned(lowering: Lowering, node: Stmt<'Return'>): string {
  const text = resultText(lowering, node.value)
  // Nothing may break the line behind `return`.
  return `return ${text.includes('\u0001') || text.startsWith('{') ? `(${text})` : text};`
}

function resultText(lowering: Lowering, value: ExprNode | undefined): string {
  const { frame } = lowering
  if (frame.isEntry) {
    if (!value) return 'null'
    const terms = lowering.target.isReward ? rewardText(lowering, value) : undefined
    return terms ?? crossing(lowering, lowering.expression(value))
  }
  if (!value) {
    if (frame.result) lowering.note(frame.result, 'none')
    return 'null'
  }
  const one = lowering.expression(value)
  if (!frame.result) return lowering.held(one)
  lowering.note(frame.result, one.kind)
  return lowering.into(lowering.kindOf(frame.result), one)
}
