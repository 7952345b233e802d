import { countedRounds, type Loop } from './counter.ts'
import { dynamicLoop } from './dynamic-loop.ts'
import type { Interpreter } from './interpreter.ts'
import { trueValue, undefinedValue } from './kinds.ts'
import { unlessUnreachable, unreachable } from './refused.ts'
import { effectsOf } from './syntax.ts'
import { Scope } from './values.ts'

/** Rounds that are written out one after the other. */
const mostRounds = 64
/** The same where each round adds to an array, whose length must be known. */
const mostFillingRounds = 2000
/** Rounds of loops within loops. */
const mostNestedRounds = 512

/** Runs a loop: written out where the number of its rounds is known and small, else as a loop. @throws Refused */
export function loop(
  interpreter: Interpreter,
  node: Loop['node'],
  scope: Scope,
  label: string | undefined,
): void {
  const { flow } = interpreter
  const inner = new Scope(scope)
  const isFor = node.type === 'ForStatement'
  if (isFor && node.init) {
    if (node.init.type === 'VariableDeclaration') interpreter.execute(node.init, inner)
    else interpreter.value(node.init, inner)
  }
  const parts: Loop = {
    node,
    test: node.test ?? undefined,
    update: (isFor && node.update) || undefined,
    testsLater: node.type === 'DoWhileStatement',
    label,
    effects: effectsOf(flow, node.body),
  }
  const counted = countedRounds(interpreter, parts, inner)
  const most = parts.effects.fills ? mostFillingRounds : mostRounds
  const isSmall =
    counted === undefined ||
    (counted.rounds <= most &&
      counted.rounds * flow.rounds <= (parts.effects.fills ? most : mostNestedRounds))
  if (isSmall && unrolled(interpreter, parts, inner, most)) return
  dynamicLoop(interpreter, parts, inner, counted)
}

/** @returns whether all rounds could be written out; otherwise it is as if nothing had been */
function unrolled(interpreter: Interpreter, parts: Loop, scope: Scope, most: number): boolean {
  const { flow } = interpreter
  const { node, test, update, testsLater, label, effects } = parts
  const point = flow.point()
  let isKnown = true
  const nested = flow.rounds
  const end = unlessUnreachable(() =>
    flow.block('break', label, () => {
      let current = scope
      for (let round = 0; ; round++) {
        if (round > 0 || !testsLater) {
          const is = test ? interpreter.test(test, current) : trueValue
          isKnown = is.kind === 'known' && round <= most
          if (!isKnown || is.kind !== 'known' || !is.value) return undefinedValue
        }
        flow.rounds = nested * (round + 1)
        const body = current
        flow.block('continue', label, () => {
          interpreter.execute(node.body, new Scope(body))
          return undefinedValue
        })
        if (effects.hasFunctions) current = copyOf(interpreter, current, scope)
        if (update) interpreter.value(update, current)
      }
    }),
  )
  flow.rounds = nested
  if (!isKnown) {
    flow.restore(point)
    return false
  }
  if (!end) throw unreachable
  return true
}

/** Each round has variables of its own, which functions made in it keep. */
function copyOf(interpreter: Interpreter, from: Scope, outer: Scope): Scope {
  const copy = new Scope(outer)
  for (const { name, cell, isConstant } of from.variables()) {
    const { content } = cell
    interpreter.declare(copy, name, content).isConstant = isConstant
  }
  return copy
}
