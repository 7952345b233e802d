import { tokTypes as tt } from 'acorn'
import { blanked, type Edits } from '../edits.ts'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { anglesEnd, bracketEnd, typeEnd } from './type-text.ts'

/** What every other part of the plugin works with: going on behind a type, and noting that it goes. */
export function skipping(Base: ParserClass): ParserClass {
  return class extends Base {
    declare edits: Edits
    /** Inside `declare`, where nothing has a body. */
    isAmbient = false

    /** Goes on reading at an offset, as if a token of the given kind had ended there. */
    skipTo(end: number, after: unknown = tt.name): void {
      if (end < 0) this.noType()
      this.pos = end
      this.type = after
      this.exprAllowed = after === tt.semi || after === tt.eq || after === tt.braceL
      this.lastTokEnd = this.end = end
      this.lastTokStart = this.start
      const { lastTokStart } = this
      this.nextToken()
      this.lastTokEnd = end
      this.lastTokStart = lastTokStart
    }

    erase(start: number, end: number, after?: unknown): void {
      if (end < 0) this.noType()
      this.edits.blank(start, end)
      this.skipTo(end, after)
    }

    /** `: T` */
    eraseAnnotation(after?: unknown): void {
      if (this.type === tt.colon) this.erase(this.start, typeEnd(this.input, this.end), after)
    }

    /** `<T>` */
    eraseAngles(after?: unknown): void {
      if (this.isAtAngle()) this.erase(this.start, anglesEnd(this.input, this.start), after)
    }

    /** A statement that only types have, up to `end`. */
    eraseStatement(start: number, end: number): Node {
      if (end < 0) this.noType()
      const semicolon = /^[^\S\n]*;/.exec(this.input.slice(end, end + 40))
      const last = end + (semicolon ? semicolon[0].length : 0)
      this.skipTo(last, tt.semi)
      return this.erased(start, last)
    }

    /** What is left of a statement that was read and is a type alone. */
    erased(start: number, end: number): Node {
      this.edits.blankStatement(start, end)
      return { type: 'EmptyStatement', start, end, isErased: true }
    }

    /** Blanks a part of the text before it is read. */
    blankInput(start: number, end: number): void {
      this.budget.tokens -= Math.floor(this.input.length / 2000)
      this.input = this.input.slice(0, start) + blanked(this.input.slice(start, end)) + this.input.slice(end)
      this.edits.blank(start, end)
    }

    /** A type that isn't one; where the text only stops in it, that is where the error is. */
    noType(): never {
      const { input, start } = this
      const open = input.slice(start, start + 20_000).search(/[([{]/)
      const isCut =
        !input.slice(start).trim().includes('\n') ||
        (open >= 0 && bracketEnd(input, start + open, 100_000) < 0)
      return this.raise(isCut ? input.length : start, 'Unexpected token') as never
    }

    isAtAngle(): boolean {
      return (this.type === tt.relational || this.type === tt.bitShift) && this.input[this.start] === '<'
    }

    /** What stands at this token; the pattern is sticky. */
    matchHere(pattern: RegExp): RegExpExecArray | null {
      pattern.lastIndex = this.start
      return pattern.exec(this.input)
    }
  }
}
