import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { modifier } from './modifier.ts'

/** What only TypeScript's classes have: modifiers, `implements`, index signatures, members without a body. */
export function classes(Base: ParserClass): ParserClass {
  return class extends Base {
    /** Whether the member that is read has no place in JavaScript. */
    #isDropped = false

    parseClass(node: Node, isStatement: unknown): Node {
      const isDropped = this.#isDropped
      const done: Node = super.parseClass(node, isStatement)
      this.#isDropped = isDropped
      const maker = done.body.body.find(
        (one: Node) => one.value?.parameterProperties && !one.value.isBodiless,
      )
      if (maker) {
        const fields = maker.value.parameterProperties.map((name: string) => ` ${name};`)
        this.edits.insert(done.body.start + 1, fields.join(''))
      }
      return done
    }

    parseClassId(node: Node, isStatement: unknown): void {
      if (this.type === tt.name && this.value === 'implements') node.id = null
      else super.parseClassId(node, isStatement)
      this.eraseAngles()
    }

    parseClassSuper(node: Node): void {
      super.parseClassSuper(node)
      this.eraseAngles()
      if (this.type !== tt.name || this.value !== 'implements') return
      const { types } = this
      let end = types.typeEnd(this.end)
      for (let comma = types.skipSpace(end); this.input[comma] === ','; comma = types.skipSpace(end))
        end = types.typeEnd(comma + 1)
      this.erase(this.start, end, tt.parenR)
    }

    parseClassElement(allowsSuper: boolean): Node | null {
      const { start, types } = this
      this.#isDropped = false
      this.#eraseModifiers()
      // What a member begins with must not run on from the member before it.
      if (this.start > start && (this.type === tt.bracketL || this.type === tt.star))
        this.edits.insert(start, ';')
      const index = this.matchHere(/(?:static\s+(?:readonly\s+)?)?(?=\[\s*[\w$]+\s*:)/y)
      if (index) {
        const close = types.skipSpace(types.bracketEnd(this.start + index[0].length))
        this.erase(this.start, this.input[close] === ':' ? types.typeEnd(close + 1) : close, tt.semi)
        return null
      }
      const node: Node | null = super.parseClassElement(allowsSuper)
      if (!node || !(this.#isDropped || node.value?.isBodiless)) return node
      this.edits.blank(start, this.lastTokEnd)
      return null
    }

    /** `public`, `readonly` and the like, before a member's name. */
    #eraseModifiers(): void {
      while (this.type === tt.name && modifier.test(this.value)) {
        const next = this.types.skipSpace(this.end)
        if (next === this.end || !memberStart.test(this.input[next] ?? '')) return
        if (
          this.types.isSplit(this.end, next) &&
          this.value !== 'declare' &&
          !/[\w$#]/.test(this.input[next] ?? '')
        )
          return
        this.#isDropped ||= this.value === 'abstract' || this.value === 'declare'
        this.erase(this.start, this.end, tt.semi)
      }
    }

    parseClassElementName(node: Node): void {
      super.parseClassElementName(node)
      this.#eraseBehindName()
    }

    /** Asked behind `get`, `set`, `static` and `async`, which may be names themselves. */
    isClassElementNameStart(): boolean {
      this.#eraseModifiers()
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
        const end = this.types.typeEnd(this.end)
        if (end > 0 && this.input[this.types.skipSpace(end)] !== '=') {
          this.edits.replace(this.start, end, ';')
          this.skipTo(end)
        } else this.eraseAnnotation()
      }
      return super.parseClassField(node)
    }
  }
}

/** What a member's name may begin with. */
const memberStart = /[\p{ID_Start}$_#[*"'\d{]/u
