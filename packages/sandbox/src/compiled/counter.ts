import type { DoWhileStatement, Expression, ForStatement, WhileStatement } from 'acorn'
import { i32, int, type Local, op, set } from './code.ts'
import type { Interpreter } from './interpreter.ts'
import { unlessUnreachable } from './refused.ts'
import type { Effects } from './syntax.ts'
import type { Scope, Value } from './values.ts'

/** A loop of any kind but `for...of`. */
export interface Loop {
  readonly node: ForStatement | WhileStatement | DoWhileStatement
  readonly test: Expression | undefined
  readonly update: Expression | undefined
  /** `do`: the first round is not asked for. */
  readonly testsLater: boolean
  readonly label: string | undefined
  readonly effects: Effects
}

/** A loop that counts: its variable, as an i32. */
export interface Counted {
  readonly name: string
  readonly from: number
  /** The first number that the variable does not have in the loop. */
  readonly to: number
  readonly rounds: number
  /** What the variable is held against. */
  readonly limit: Expression
  readonly isInclusive: boolean
}

/** `for (let i = 0; i < 10; i++)` with a body that leaves `i` alone. */
export function countedRounds(
  interpreter: Interpreter,
  { node, test, update, effects }: Loop,
  scope: Scope,
): Counted | undefined {
  if (node.type !== 'ForStatement' || test?.type !== 'BinaryExpression' || test.left.type !== 'Identifier')
    return undefined
  const { name } = test.left
  const { operator } = test
  if (operator !== '<' && operator !== '<=') return undefined
  if (update?.type !== 'UpdateExpression' || update.operator !== '++') return undefined
  if (update.argument.type !== 'Identifier' || update.argument.name !== name) return undefined
  const variable = scope.own(name)
  const from = variable?.cell.content
  if (!variable || variable.isConstant || effects.assigned.has(name) || from?.kind !== 'known')
    return undefined
  const first = from.value
  if (typeof first !== 'number' || !Number.isInteger(first) || Object.is(first, -0) || Math.abs(first) > 1e9)
    return undefined
  const limit = limitOf(interpreter, test.right, scope)
  if (limit === undefined) return undefined
  const to = operator === '<' ? Math.ceil(limit) : Math.floor(limit) + 1
  return {
    name,
    from: first,
    to,
    rounds: Math.max(0, to - first),
    limit: test.right,
    isInclusive: operator === '<=',
  }
}

/** What a counter is held against, where it is known; evaluated and forgotten. */
export function limitOf(interpreter: Interpreter, node: Expression, scope: Scope): number | undefined {
  const { flow } = interpreter
  const point = flow.point()
  const found = unlessUnreachable(() => interpreter.value(node, scope))?.value
  flow.restore(point)
  const limit = found?.kind === 'known' ? found.value : undefined
  return typeof limit === 'number' && Math.abs(limit) < 1e9 ? limit : undefined
}

/** The counter of a loop in code. */
export interface Counter {
  readonly local: Local
  readonly value: Value
}

export function makeCounter(interpreter: Interpreter, { from, to }: Counted): Counter {
  const local = interpreter.flow.newLocal(i32)
  interpreter.flow.emit(int(from), set(local))
  return {
    local,
    value: {
      kind: 'number',
      code: [local.get, op.f64_convert_i32_s],
      int: { code: local.get, low: from, high: Math.max(from, to - 1) },
    },
  }
}
