import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'

/** Imports and exports of types, `import x = ...`, `export = ...`, and exports of what `declarations` reads. */
export function importsAndExports(Base: ParserClass): ParserClass {
  return class extends Base {
    parseImport(node: Node): Node {
      const typed = this.matchHere(
        /import\s*(?:type\s+(?:[\w$]+|\*\s*as\s+[\w$]+|\{[^{}]*\})|\{(?:\s*type\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?)+\s*\})\s*from\s*(['"])[^'"\n]*\1/y,
      )
      if (typed) return this.eraseStatement(node.start, node.start + typed[0].length)
      const equals = this.matchHere(/import\s+(type\s+)?([\w$]+)\s*=\s*(?=[\w$])/y)
      if (equals) {
        this.#parseAssigned(node.start, equals[0].length, `const ${equals[2]} = `)
        if (equals[1]) this.edits.blankStatement(node.start, this.lastTokEnd)
        return this.finishNode(node, 'EmptyStatement')
      }
      this.#blankTypeSpecifiers()
      return super.parseImport(node)
    }

    parseExport(node: Node, exports: unknown): Node {
      const typed = this.matchHere(
        /export\s+(?:type\s*(?:\{[^{}]*\}|\*(?:\s*as\s+[\w$]+)?)(?:\s*from\s*(['"])[^'"\n]*\1)?|as\s+namespace\s+[\w$]+)/y,
      )
      if (typed) return this.eraseStatement(node.start, node.start + typed[0].length)
      const assigned = this.matchHere(/export\s*=\s*/y)
      if (assigned) {
        this.#parseAssigned(node.start, assigned[0].length, 'module.exports = ')
        return this.finishNode(node, 'EmptyStatement')
      }
      const declared = this.matchHere(
        /export\s+(?:default\s+(?=interface\b))?(?=(?:declare|interface|type|enum|const\s+enum|namespace|module)\s+[\w$])/y,
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
      const abstract = this.matchHere(/(export\s+(?:default\s+)?)abstract(?=\s+class\b)/y)
      if (abstract)
        this.blankInput(node.start + (abstract[1] as string).length, node.start + abstract[0].length)
      this.#blankTypeSpecifiers()
      const done: Node = super.parseExport(node, exports)
      if (done.declaration?.isBodiless) this.edits.blankStatement(done.start, done.end)
      return done
    }

    /** Reads what is assigned behind a beginning that has another form in JavaScript. */
    #parseAssigned(start: number, length: number, beginning: string): void {
      this.edits.replace(start, start + length, beginning)
      this.skipTo(start + length, tt.eq)
      this.parseExpression()
      this.semicolon()
    }

    /** Takes `type X` out of `{ ... }` before it's read. */
    #blankTypeSpecifiers(): void {
      const list = this.matchHere(/(?:import|export)\b[^{}'"();]{0,200}\{[^{}]{0,4000}\}/y)
      if (!list) return
      for (const found of list[0].matchAll(
        /(?<=[{,]\s*)type\s+(?!as\b|,|\})[\w$]+(?:\s+as\s+[\w$]+)?\s*,?/g,
      )) {
        const at = this.start + (found.index as number)
        this.blankInput(at, at + found[0].length)
      }
    }
  }
}
