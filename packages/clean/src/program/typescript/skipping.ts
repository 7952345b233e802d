import { tokTypes as tt } from 'acorn'
import { blankEnd, lineBlankEnd } from '../../response/scan.ts'
import type { Edits } from '../edits.ts'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { TypeReader } from './type-reader.ts'

/** What every other part of the plugin works with: going on behind a type, and noting that it goes. */
export function skipping(Base: ParserClass): ParserClass {
  return class extends Base {
    declare edits: Edits
    /** Inside `declare`, where nothing has a body. */
    isAmbient = false
    /** Whether an enum or a namespace was read. */
    hasValues = false
    #types: TypeReader | undefined

    /** What knows where types end in this text: one for all readings of it. */
    get types(): TypeReader {
      if (!this.#types) {
        const { budget, input } = this
        if (budget.types?.code !== input) budget.types = new TypeReader(input)
        this.#types = budget.types as TypeReader
      }
      return this.#types
    }

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
      if (this.type === tt.colon) this.erase(this.start, this.types.typeEnd(this.end), after)
    }

    /** `<T>` */
    eraseAngles(after?: unknown): void {
      if (this.isAtAngle()) this.erase(this.start, this.types.anglesEnd(this.start), after)
    }

    /** A statement that only types have, up to `end`. */
    eraseStatement(start: number, end: number): Node {
      if (end < 0) this.noType()
      const semicolon = lineBlankEnd(this.input, end)
      const last = this.input[semicolon] === ';' ? semicolon + 1 : end
      this.skipTo(last, tt.semi)
      return this.erased(start, last)
    }

    /** What is left of a statement that was read and is a type alone. */
    erased(start: number, end: number): Node {
      this.edits.blankStatement(start, end)
      return { type: 'EmptyStatement', start, end, isErased: true }
    }

    /** A type that isn't one; where the text only stops in it, that is where the error is. */
    noType(): never {
      const { input, start } = this
      const open = input.slice(start, start + 2000).search(/[([{]/)
      const line = input.indexOf('\n', start)
      const isCut =
        line < 0 ||
        blankEnd(input, line) >= input.length ||
        (open >= 0 && this.types.bracketEnd(start + open) < 0)
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
