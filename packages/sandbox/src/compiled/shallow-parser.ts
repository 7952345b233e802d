import { Parser } from 'acorn'

/** What a level of each takes of the stack, roughly in tenths of a kilobyte. */
const weights = {
  parseMaybeAssign: 12,
  parseMaybeUnary: 6,
  parseStatement: 6,
  parseBindingAtom: 6,
  parseExprOp: 1,
} as const

const deepest = 2_400

/**
 * A parser that ends at a depth of its own, before the engine's stack does: V8 ends the whole process where it has to
 * compile a regular expression with hardly any stack left.
 */
export const ShallowParser: typeof Parser = Parser.extend((Base) => {
  // biome-ignore lint/suspicious/noExplicitAny: acorn's plugins are classes over undocumented internals
  const Inner = Base as any
  class Shallow extends Inner {
    depth = 0
  }
  for (const [name, weight] of Object.entries(weights)) {
    const parse = Inner.prototype[name] as (...args: unknown[]) => unknown
    ;(Shallow.prototype as Record<string, unknown>)[name] = function (
      this: { depth: number },
      ...args: unknown[]
    ): unknown {
      this.depth += weight
      if (this.depth > deepest) throw new RangeError('nested too deep')
      try {
        return parse.apply(this, args)
      } finally {
        this.depth -= weight
      }
    }
  }
  return Shallow as unknown as typeof Parser
})
