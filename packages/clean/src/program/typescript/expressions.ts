import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'

/** Assertions (`<T>x`, `x as T`, `x satisfies T`, `x!`) and type arguments. */
export function expressions(Base: ParserClass): ParserClass {
  return class extends Base {
    parseMaybeUnary(...rest: unknown[]): Node {
      if (!this.isAtAngle()) return super.parseMaybeUnary(...rest)
      const start = this.start
      const { types } = this
      const end = types.anglesEnd(start)
      const next = types.skipSpace(end)
      if (end > 0 && this.input[next] === '(' && this.arrowParamsEnd(next) >= 0) {
        this.eraseArrowAngles(end, tt.eq)
        return this.parseTypedArrow(this.start, false, rest[3] as boolean)
      }
      // `return <T>` and a line break would return nothing.
      const isSplit = end > 0 && types.isSplit(start, next)
      if (isSplit) {
        this.edits.replace(start, end, '(')
        this.skipTo(end, tt.eq)
      } else this.erase(start, end, tt.eq)
      const node: Node = this.parseMaybeUnary(...rest)
      if (isSplit) this.edits.insert(node.end, ')')
      return node
    }

    /** acorn takes `<` for no beginning of a value. */
    parseYield(forInit: boolean): Node {
      const { types } = this
      const next = types.skipSpace(this.end)
      if (this.input[next] !== '<' || types.isSplit(this.end, next)) return super.parseYield(forInit)
      const node: Node = this.startNode()
      this.next()
      node.delegate = false
      node.argument = this.parseMaybeAssign(forInit)
      return this.finishNode(node, 'YieldExpression')
    }

    parseExprOp(left: Node, start: number, place: unknown, minPrecedence: number, forInit: boolean): Node {
      const isCast = this.type === tt.name && (this.value === 'as' || this.value === 'satisfies')
      if (!isCast || minPrecedence >= 7 || this.#hasLineBreak())
        return super.parseExprOp(left, start, place, minPrecedence, forInit)
      const { types } = this
      const end = types.typeEnd(this.end)
      const next = types.skipSpace(end)
      if (end > 0 && '([`'.includes(this.input[next] || ' ') && types.isSplit(end, next)) {
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
      // `a?.<T>(b)`
      const angle = this.type === tt.questionDot ? this.types.skipSpace(this.end) : -1
      const angleEnd = this.types.anglesEnd(angle)
      if (angleEnd > 0) {
        this.edits.blank(angle, angleEnd)
        this.pos = angleEnd
      }
      while (this.type === tt.prefix && this.value === '!' && !this.#hasLineBreak())
        this.erase(this.start, this.end)
      if (this.isAtAngle()) {
        const end = this.types.anglesEnd(this.start)
        const next = this.types.skipSpace(end)
        if (end > 0 && maybeAsyncArrow && this.input[next] === '(' && this.arrowParamsEnd(next) >= 0)
          this.eraseArrowAngles(end)
        else if (end > 0 && this.#mayFollow(end, next)) this.erase(this.start, end)
      }
      if (maybeAsyncArrow && this.type === tt.parenL && this.arrowParamsEnd(this.start) >= 0)
        return this.parseTypedArrow(start, true, forInit)
      return super.parseSubscript(base, start, place, noCalls, maybeAsyncArrow, chained, forInit)
    }

    parsePropertyValue(...rest: unknown[]): void {
      this.eraseAngles()
      super.parsePropertyValue(...rest)
    }

    /** Whether `<...>` before this may be type arguments, and not two comparisons: TypeScript's own rule. */
    #mayFollow(end: number, next: number): boolean {
      const { input, types } = this
      const character = input[next] ?? ''
      if (character === '(' || character === '`') return true
      if (types.isSplit(end, next) || character === '') return true
      if (
        character === '<' ||
        character === '>' ||
        ((character === '+' || character === '-') && input[next + 1] !== character)
      )
        return false
      const word = types.wordAt(next)
      if (word !== '') return /^(?:in|instanceof|as|satisfies|of)$/.test(word)
      return !/["'\d[{!~#@/]/.test(character) || (character === '!' && input[next + 1] === '=')
    }

    #hasLineBreak(): boolean {
      return this.types.isSplit(this.lastTokEnd, this.start)
    }
  }
}
