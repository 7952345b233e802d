import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { bracketEnd, hasColonAhead, skipSpace, typeEnd } from './type-text.ts'

const maxParams = 5000

/** Arrow functions with types, and the conditions whose `:` they may be mistaken for. */
export function arrows(Base: ParserClass): ParserClass {
  return class extends Base {
    /** How many conditions are open between their `?` and `:` in this pair of brackets. */
    #consequents = 0

    /** Where the parameters that begin with `(` at an offset end, if they are an arrow function's; else -1. */
    arrowParamsEnd(start: number): number {
      const { input } = this
      const end = bracketEnd(input, start, maxParams)
      if (end < 0) return -1
      const next = skipSpace(input, end)
      if (input.startsWith('=>', next)) return end
      const type = input[next] === ':' ? typeEnd(input, next + 1) : -1
      const arrow = type < 0 ? -1 : skipSpace(input, type)
      if (arrow < 0 || !input.startsWith('=>', arrow)) return -1
      // Between `?` and `:` the colon may be the condition's own: then no other one follows.
      return this.#consequents === 0 || hasColonAhead(input, arrow + 2) ? end : -1
    }

    parseTypedArrow(start: number, isAsync: boolean, forInit: boolean): Node {
      const node: Node = this.startNodeAt(start, undefined)
      const params = this.#inBrackets(() => {
        this.expect(tt.parenL)
        return this.parseBindingList(tt.parenR, false, true)
      })
      if (this.type === tt.colon) this.#eraseArrowType()
      this.expect(tt.arrow)
      return this.parseArrowExpression(node, params, isAsync, forInit)
    }

    parseParenAndDistinguishExpression(canBeArrow: boolean, forInit: boolean): Node {
      if (canBeArrow && this.arrowParamsEnd(this.start) >= 0)
        return this.parseTypedArrow(this.start, false, forInit)
      return this.#inBrackets(() => super.parseParenAndDistinguishExpression(canBeArrow, forInit))
    }

    parseExprList(...rest: unknown[]): unknown {
      return this.#inBrackets(() => super.parseExprList(...rest))
    }

    parseFunctionBody(...rest: unknown[]): void {
      this.#inBrackets(() => super.parseFunctionBody(...rest))
    }

    parseMaybeConditional(forInit: boolean, errors: unknown): Node {
      const start = this.start
      const test: Node = this.parseExprOps(forInit, errors)
      if (this.checkExpressionErrors(errors)) return test
      if ((test.type === 'ArrowFunctionExpression' && test.start === start) || !this.eat(tt.question))
        return test
      const node: Node = this.startNodeAt(start, undefined)
      node.test = test
      this.#consequents++
      node.consequent = this.parseMaybeAssign()
      this.#consequents--
      this.expect(tt.colon)
      node.alternate = this.parseMaybeAssign(forInit)
      return this.finishNode(node, 'ConditionalExpression')
    }

    /** Inside brackets the conditions around them don't count. */
    #inBrackets<Result>(parse: () => Result): Result {
      const consequents = this.#consequents
      this.#consequents = 0
      const result = parse()
      this.#consequents = consequents
      return result
    }

    /** A line break before `=>` is an error, so over several lines the `)` moves to where the type ended. */
    #eraseArrowType(): void {
      const end = typeEnd(this.input, this.end)
      const close = this.input.lastIndexOf(')', this.start)
      if (end > 0 && this.input.slice(close, end).includes('\n')) {
        this.edits.blank(close, end - 1)
        this.edits.replace(end - 1, end, ')')
        this.skipTo(end, tt.parenR)
      } else this.erase(this.start, end, tt.parenR)
    }
  }
}
