import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { anglesEnd, skipSpace, typeEnd } from './type-text.ts'

/** Assertions (`<T>x`, `x as T`, `x satisfies T`, `x!`) and type arguments. */
export function expressions(Base: ParserClass): ParserClass {
  return class extends Base {
    parseMaybeUnary(...rest: unknown[]): Node {
      if (!this.isAtAngle()) return super.parseMaybeUnary(...rest)
      const start = this.start
      const end = anglesEnd(this.input, start)
      const next = skipSpace(this.input, end)
      if (end > 0 && this.input[next] === '(' && this.arrowParamsEnd(next) >= 0) {
        this.erase(start, end, tt.eq)
        return this.parseTypedArrow(this.start, false, rest[3] as boolean)
      }
      // `return <T>` and a line break would return nothing.
      const isSplit = end > 0 && this.input.slice(start, next).includes('\n')
      if (isSplit) {
        this.edits.replace(start, end, '(')
        this.skipTo(end, tt.eq)
      } else this.erase(start, end, tt.eq)
      const node: Node = this.parseMaybeUnary(...rest)
      if (isSplit) this.edits.insert(node.end, ')')
      return node
    }

    parseExprOp(left: Node, start: number, place: unknown, minPrecedence: number, forInit: boolean): Node {
      const isCast = this.type === tt.name && (this.value === 'as' || this.value === 'satisfies')
      if (!isCast || minPrecedence >= 7 || this.#hasLineBreak())
        return super.parseExprOp(left, start, place, minPrecedence, forInit)
      const end = typeEnd(this.input, this.end)
      if (end > 0 && /^[^\S\n]*\n\s*[([`/+-]/.test(this.input.slice(end, end + 200))) {
        this.edits.replace(this.start, end, ';')
        this.skipTo(end)
      } else this.erase(this.start, end)
      return this.parseExprOp(left, start, place, minPrecedence, forInit)
    }

    parseSubscript(
      base: Node,
      start: number,
      place: unknown,
      noCalls: boolean,
      maybeAsyncArrow: boolean,
      chained: boolean,
      forInit: boolean,
    ): Node {
      while (this.type === tt.prefix && this.value === '!' && !this.#hasLineBreak())
        this.erase(this.start, this.end)
      if (this.isAtAngle()) {
        const end = anglesEnd(this.input, this.start)
        const next = end < 0 ? '' : (this.input[skipSpace(this.input, end)] ?? '')
        if (end > 0 && (next === '' || '(`;),]}.'.includes(next))) this.erase(this.start, end)
      }
      if (maybeAsyncArrow && this.type === tt.parenL && this.arrowParamsEnd(this.start) >= 0)
        return this.parseTypedArrow(start, true, forInit)
      return super.parseSubscript(base, start, place, noCalls, maybeAsyncArrow, chained, forInit)
    }

    parsePropertyValue(...rest: unknown[]): void {
      this.eraseAngles()
      super.parsePropertyValue(...rest)
    }

    #hasLineBreak(): boolean {
      return this.input.slice(this.lastTokEnd, this.start).includes('\n')
    }
  }
}
