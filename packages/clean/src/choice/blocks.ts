import { Edits } from '../program/edits.ts'
import { budgetFor, parseStatements } from '../program/parse.ts'
import { isFunction } from '../program/tree.ts'
import type { Unit } from '../program/unit.ts'
import { candidatesOf, itemsOf } from './candidates.ts'
import type { Block } from './dependencies.ts'

/** Adds a unit with its statements and functions. Code that is nested too deep to be walked holds no function that anyone meant. */
export function addBlock(unit: Unit, order: number, blocks: Block[]): void {
  try {
    const items = itemsOf(unit)
    const candidates = candidatesOf(unit, items)
    const inner = candidates.length === 0 ? withoutWrapper(unit) : undefined
    if (inner) addBlock(inner, order, blocks)
    else blocks.push({ unit, items, candidates, order })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** The inside of a function that is called at once, where it exports something: `(function () { ... })()`. */
function withoutWrapper(unit: Unit): Unit | undefined {
  for (const { type, expression: call, start, end } of unit.body) {
    if (type !== 'ExpressionStatement' || call.type !== 'CallExpression' || call.arguments.length > 0)
      continue
    const { callee } = call
    if (!isFunction(callee) || callee.params.length > 0 || callee.body.type !== 'BlockStatement') continue
    const edits = new Edits(unit.plain)
    edits.blank(start, callee.body.start + 1)
    edits.blank(callee.body.end - 1, end)
    const plain = edits.apply()
    const { body, failure } = parseStatements(plain, false, budgetFor(plain.length))
    return failure ? undefined : { ...unit, plain, body }
  }
  return undefined
}
