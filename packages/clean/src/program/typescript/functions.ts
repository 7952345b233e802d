import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { modifier } from './modifier.ts'

/** Types of bindings, parameters and results; functions without a body; parameters that are properties. */
export function functions(Base: ParserClass): ParserClass {
  return class extends Base {
    #properties: string[] = []

    parseVar(node: Node, isFor: boolean, kind: string, allowMissing: boolean): Node {
      return super.parseVar(node, isFor, kind, allowMissing || this.isAmbient)
    }

    parseVarId(declarator: Node, kind: string): void {
      super.parseVarId(declarator, kind)
      if (this.type === tt.prefix && this.value === '!') this.erase(this.start, this.end)
      this.eraseAnnotation()
    }

    parseBindingAtom(): Node {
      const isThis = this.type === tt._this
      const start = this.start
      const node = isThis ? this.parseIdent(true) : super.parseBindingAtom()
      if (this.type === tt.question) this.erase(this.start, this.end)
      this.eraseAnnotation()
      if (isThis) {
        this.edits.blank(start, this.type === tt.comma ? this.end : this.start)
        return { ...node, type: 'ObjectPattern', properties: [] }
      }
      return node
    }

    parseAssignableListItem(allowModifiers: boolean): Node {
      let isProperty = false
      while (
        this.type === tt.name &&
        modifier.test(this.value) &&
        /[\p{ID_Start}$_]/u.test(this.input[this.types.skipSpace(this.end)] ?? '')
      ) {
        this.erase(this.start, this.end, tt.comma)
        isProperty = true
      }
      const node: Node = super.parseAssignableListItem(allowModifiers)
      if (isProperty) this.#properties.push(node.type === 'AssignmentPattern' ? node.left.name : node.name)
      return node
    }

    parseFunctionParams(node: Node): void {
      this.eraseAngles()
      super.parseFunctionParams(node)
    }

    parseMethod(isGenerator: boolean, isAsync: boolean, allowSuper: boolean): Node {
      this.eraseAngles()
      return super.parseMethod(isGenerator, isAsync, allowSuper)
    }

    parseFunctionBody(node: Node, isArrow: boolean, isMethod: boolean, forInit: boolean): void {
      const properties = this.#properties
      this.#properties = []
      if (!isArrow) this.eraseAnnotation(tt.parenR)
      if (!isArrow && this.type !== tt.braceL && this.#mayLackBody()) {
        node.isBodiless = true
        node.body = { type: 'BlockStatement', start: this.lastTokEnd, end: this.lastTokEnd, body: [] }
        if (!isMethod) this.semicolon()
        this.exitScope()
      } else super.parseFunctionBody(node, isArrow, isMethod, forInit)
      this.#assignProperties(properties, node)
    }

    parseFunction(...rest: unknown[]): Node {
      const node: Node = super.parseFunction(...rest)
      if (node.isBodiless) this.edits.blankStatement(node.start, node.end)
      return node
    }

    /** Overloads and declarations have no body; a text that stops there is cut off. */
    #mayLackBody(): boolean {
      return this.type === tt.semi || (this.canInsertSemicolon() && (this.type !== tt.eof || this.isAmbient))
    }

    /** `constructor(private x: number)` keeps `x` as a property: assigned once `this` is there. */
    #assignProperties(properties: readonly string[], node: Node): void {
      if (properties.length === 0 || node.isBodiless) return
      node.parameterProperties = properties
      const assignments = properties.map((name) => ` this.${name} = ${name};`).join('')
      const call = node.body.body.find((one: Node) => one.expression?.callee?.type === 'Super')
      if (call) this.edits.insert(call.end, `;${assignments}`)
      else {
        const last = node.body.body.filter((one: Node) => one.directive !== undefined).at(-1)
        this.edits.insert(last ? last.end : node.body.start + 1, last ? `;${assignments}` : assignments)
      }
    }
  }
}
