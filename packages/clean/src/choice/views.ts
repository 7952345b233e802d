import type { Budget } from '../program/parse.ts'
import type { MayHold } from '../response/languages.ts'
import { type View, viewsOf } from '../response/pieces.ts'
import type { Text } from '../response/text.ts'

const maxViews = 40

/** The ways to see a text, as many as are looked at: no more once the budget is spent. */
export function* viewsWithin(text: Text, mayHold: MayHold, budget: Budget): Generator<View> {
  let views = 0
  for (const view of viewsOf(text, mayHold)) {
    if (budget.tokens <= 0 || views++ >= maxViews) return
    yield view
  }
}
