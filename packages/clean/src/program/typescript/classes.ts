import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { bracketEnd, skipSpace, typeEnd } from './type-text.ts'

/** What only TypeScript's classes have: modifiers, `implements`, index signatures, members without a body. */
export function classes(Base: ParserClass): ParserClass {
  return class extends Base {
    parseClassId(node: Node, isStatement: unknown): void {
      if (this.type === tt.name && this.value === 'implements') node.id = null
      else super.parseClassId(node, isStatement)
      this.eraseAngles()
    }

    parseClassSuper(node: Node): void {
      super.parseClassSuper(node)
      this.eraseAngles()
      if (this.type !== tt.name || this.value !== 'implements') return
      let end = typeEnd(this.input, this.end)
      for (
        let comma = skipSpace(this.input, end);
        end > 0 && this.input[comma] === ',';
        comma = skipSpace(this.input, end)
      )
        end = typeEnd(this.input, comma + 1)
      this.erase(this.start, end, tt.parenR)
    }

    parseClassElement(allowsSuper: boolean): Node | null {
      const start = this.start
      let isDropped = false
      const words = this.matchHere(
        /(?:(?:public|private|protected|static|readonly|override|abstract|declare)\s+(?=[\w$#[*{"']))+/y,
      )
      if (words) {
        for (const found of words[0].matchAll(/\w+/g)) {
          if (found[0] === 'static') continue
          isDropped ||= found[0] === 'abstract' || found[0] === 'declare'
          const at = start + (found.index as number)
          this.blankInput(at, at + found[0].length)
        }
        this.skipTo(start, tt.semi)
        // What a member begins with must not run on from the member before it.
        if (this.start > start && (this.type === tt.bracketL || this.type === tt.star))
          this.edits.insert(start, ';')
      }
      const index = this.type === tt.bracketL ? this.matchHere(/\[\s*[\w$]+\s*:/y) : null
      if (index) {
        const close = skipSpace(this.input, bracketEnd(this.input, this.start))
        this.erase(start, this.input[close] === ':' ? typeEnd(this.input, close + 1) : close, tt.semi)
        return null
      }
      const node: Node | null = super.parseClassElement(allowsSuper)
      if (!node || !(isDropped || node.value?.isBodiless)) return node
      this.edits.blank(start, this.lastTokEnd)
      return null
    }

    parseClassElementName(node: Node): void {
      super.parseClassElementName(node)
      this.#eraseBehindName()
    }

    /** Asked behind `get`, `set`, `static` and `async`, which may be names themselves. */
    isClassElementNameStart(): boolean {
      this.#eraseBehindName()
      return super.isClassElementNameStart()
    }

    /** `?`, `!` and `<T>` */
    #eraseBehindName(): void {
      if (this.type === tt.question || (this.type === tt.prefix && this.value === '!'))
        this.erase(this.start, this.end)
      this.eraseAngles()
    }

    parseClassField(node: Node): Node {
      if (this.type === tt.colon) {
        const end = typeEnd(this.input, this.end)
        if (end > 0 && this.input[skipSpace(this.input, end)] !== '=') {
          this.edits.replace(this.start, end, ';')
          this.skipTo(end)
        } else this.eraseAnnotation()
      }
      return super.parseClassField(node)
    }
  }
}
