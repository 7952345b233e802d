import type { ParserClass } from './parser-class.ts'

/** What a level of each takes of the stack, roughly in tenths of a kilobyte. */
const weights = {
  parseMaybeAssign: 12,
  parseMaybeUnary: 6,
  parseStatement: 6,
  parseBindingAtom: 6,
  parseExprOp: 1,
} as const

/** Some 150 expressions within one another, 400 statements, 2,400 operators in a row: far from the end of a thread's stack. */
const deepest = 2_400

/**
 * Ends at a depth of its own, before the engine's stack does: V8 ends the whole process where it has to compile a regular
 * expression with hardly any stack left.
 */
export function shallow(Base: ParserClass): ParserClass {
  class Shallow extends Base {
    depth = 0
  }
  for (const [name, weight] of Object.entries(weights)) {
    const parse = Base.prototype[name] as (...args: unknown[]) => unknown
    Shallow.prototype[name] = function (this: { depth: number }, ...args: unknown[]): unknown {
      this.depth += weight
      if (this.depth > deepest) throw new RangeError('nested too deep')
      try {
        return parse.apply(this, args)
      } finally {
        this.depth -= weight
      }
    }
  }
  return Shallow
}
