import { unsupported } from '../python-error.ts'
import type { Variable } from '../reading/scopes.ts'
import type { StmtNode } from '../tree.ts'
import { Lowering, type Target } from './context.ts'
import { expression } from './expressions.ts'
import { isDeclaration } from './functions.ts'
import { join } from './kinds.ts'
import { block } from './statements.ts'
import { type Written, write } from './write.ts'

/** From this round on kinds only widen. */
const widening = 5
/** From this round on every variable is held tagged. */
const opening = 12
const last = 20

/**
 * JavaScript for the statements of a module.
 *
 * @throws Refusal
 */
export function lower(body: readonly StmtNode[], target: Target): Written {
  const lowering = new Lowering(target, { expression, block })
  for (let round = 0; round < last; round++) {
    lowering.begin()
    lowering.block(body)
    if (isSettled(lowering)) return finish(lowering)
    settle(lowering, round)
  }
  return unsupported('this function is too intricate: its kinds do not settle')
}

function isSettled({ kinds, next, isStale }: Lowering): boolean {
  if (isStale || kinds.size !== next.size) return false
  for (const [variable, kind] of next) if (kind === 'unknown' || kinds.get(variable) !== kind) return false
  return true
}

function settle(lowering: Lowering, round: number): void {
  const { kinds, next } = lowering
  const isSame = !lowering.isStale && [...next].every(([variable, kind]) => kinds.get(variable) === kind)
  for (const [variable, kind] of next) {
    // What nothing ever gives a value to (a helper that is never called) may be anything.
    if (kind === 'unknown' && isSame) next.set(variable, 'any')
    if (round >= widening) next.set(variable, join(next.get(variable), kinds.get(variable)))
  }
  if (isSame) for (const [variable, kind] of kinds) if (kind === 'any') next.set(variable, 'any')
  lowering.kinds = next
  if (round >= opening) {
    lowering.isOpen = true
    lowering.hasVectors = false
  }
}

function finish(lowering: Lowering): Written {
  const { module } = lowering.target.scopes
  const isHeld = (variable: Variable): boolean => !isDeclaration(variable)
  const variables = [...module.variables.values()].filter(isHeld).map(({ js }) => js)
  return write(lowering.output, lowering.helpers, lowering.constants, [
    ...variables,
    ...lowering.frame.temporaries,
  ])
}
