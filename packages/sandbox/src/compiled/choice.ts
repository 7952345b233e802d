import { type Code, f64, i32, op } from './code.ts'
import { booleanCode, numberCode } from './convert.ts'
import type { Path } from './join.ts'
import { bool, isBoolean, isNumber, num, same } from './kinds.ts'
import type { Value } from './values.ts'

/** One of two ways that code may take. */
export interface Side {
  readonly code: Code[]
  /** What it brings, where it does nothing else. */
  readonly bare?: Value
  readonly path?: Path
}

/** A choice between two plain values needs no join. */
export function simpleChoice(test: Code, { bare: a }: Side, { bare: b }: Side): Value | undefined {
  if (!a || !b) return undefined
  if (same(a, b)) return a
  if (isNumber(a) && isNumber(b))
    return num([test, op.if, f64, numberCode(a), op.else, numberCode(b), op.end])
  if (isBoolean(a) && isBoolean(b))
    return bool([test, op.if, i32, booleanCode(a), op.else, booleanCode(b), op.end])
  return undefined
}

/** Whether code only reads a local. */
export function isRead(code: Code): boolean {
  return (
    typeof code !== 'number' && code[0] === op.local_get && code.every((part) => typeof part === 'number')
  )
}
