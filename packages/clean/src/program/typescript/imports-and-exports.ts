import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'

/** Imports and exports of types, `import x = ...`, `export = ...`, and exports of what `declarations` reads. */
export function importsAndExports(Base: ParserClass): ParserClass {
  return class extends Base {
    parseImport(node: Node): Node {
      const typed = this.matchHere(/import\s+type\b\s*(?![\s,=]|from\b(?!\s+from\b)|[\w$]+\s*=)/y)
      if (typed) {
        const { start } = node
        this.pos = start + typed[0].length
        super.parseImport(node)
        return this.erased(start, this.lastTokEnd)
      }
      const equals = this.matchHere(/import\s+(type\s+)?([\w$]+)\s*=\s*(?=[\w$])/y)
      if (equals) {
        this.#parseAssigned(
          node.start,
          equals[0].length,
          `${isRequire(this.input, node.start + equals[0].length) ? 'const' : 'var'} ${equals[2]} = `,
        )
        if (equals[1]) this.edits.blankStatement(node.start, this.lastTokEnd)
        return this.finishNode(node, 'EmptyStatement')
      }
      const done: Node = super.parseImport(node)
      if (!done.specifiers.length || done.specifiers.some((one: Node) => !one.isErased)) {
        done.specifiers = done.specifiers.filter((one: Node) => !one.isErased)
        return done
      }
      return this.erased(done.start, done.end)
    }

    parseImportSpecifier(): Node {
      return this.#parseSpecifier(() => super.parseImportSpecifier())
    }

    parseExportSpecifier(exports: unknown): Node {
      return this.#parseSpecifier(() => super.parseExportSpecifier(exports))
    }

    /** `type X` and `type X as Y` in a list of names. */
    #parseSpecifier(parse: () => Node): Node {
      const { start } = this
      // `type as x` renames what is called `type`; `type as as x` is a type called `as`.
      const isType = this.matchHere(/type\s+(?:as\s+as\s+[\w$]|as\s*[,}]|(?!as\b)[\w$'"\p{ID_Start}])/uy)
      if (!isType) return parse()
      this.erase(start, this.end)
      const node = parse()
      this.edits.blank(start, this.type === tt.comma ? this.end : this.lastTokEnd)
      return { ...node, isErased: true }
    }

    parseExport(node: Node, exports: unknown): Node {
      const typed = this.matchHere(/export\s+type\s*(?=[{*])/y)
      if (typed) {
        this.pos = node.start + typed[0].length
        super.parseExport(node, {})
        return this.erased(node.start, this.lastTokEnd)
      }
      const global = this.matchHere(/export\s+as\s+namespace\s+[\w$]+/y)
      if (global) return this.eraseStatement(node.start, node.start + global[0].length)
      const assigned = this.matchHere(/export\s*=\s*/y)
      if (assigned) {
        this.#parseAssigned(node.start, assigned[0].length, 'module.exports = ')
        return this.finishNode(node, 'EmptyStatement')
      }
      const equals = this.matchHere(/export\s+import\s+([\w$]+)\s*=\s*(?=[\w$])/y)
      if (equals) {
        this.#parseAssigned(node.start, equals[0].length, `export var ${equals[1]} = `)
        return this.finishNode(node, 'EmptyStatement')
      }
      const declared = this.matchHere(
        /export\s+(?:default\s+(?=interface\b))?(?=(?:declare|interface|type|enum|const\s+enum|namespace|module|abstract)\s+[\w$])/y,
      )
      if (declared) {
        this.skipTo(node.start + declared[0].length, tt.semi)
        const declaration: Node = this.parseStatement(null, true, {})
        if (declaration.isErased) {
          this.edits.blank(node.start, declaration.start)
          return { ...declaration, start: node.start }
        }
        const { start } = node
        const { end } = declaration
        return { type: 'ExportNamedDeclaration', start, end, declaration, specifiers: [] }
      }
      const done: Node = super.parseExport(node, exports)
      if (done.declaration?.isBodiless) this.edits.blankStatement(done.start, done.end)
      if (done.specifiers?.length && done.specifiers.every((one: Node) => one.isErased))
        return this.erased(done.start, done.end)
      return done
    }

    parseExportDefaultDeclaration(): Node {
      if (this.matchHere(/abstract\s+class\b/y)) this.erase(this.start, this.end, tt.semi)
      return super.parseExportDefaultDeclaration()
    }

    /** Reads what is assigned behind a beginning that has another form in JavaScript. */
    #parseAssigned(start: number, length: number, beginning: string): void {
      this.edits.replace(start, start + length, beginning)
      this.skipTo(start + length, tt.eq)
      this.parseExpression()
      this.semicolon()
    }
  }
}

function isRequire(code: string, at: number): boolean {
  return code.startsWith('require', at)
}
