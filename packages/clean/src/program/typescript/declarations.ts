import { tokTypes as tt } from 'acorn'
import type { Node } from '../node.ts'
import type { ParserClass } from '../parser-class.ts'
import { eraseEnum, eraseNamespace } from './erase-values.ts'
import { anglesEnd, bracketEnd, skipSpace, typeEnd, wordAt } from './type-text.ts'

/** Interfaces, aliases, enums, namespaces, abstract classes and whatever is declared. */
export function declarations(Base: ParserClass): ParserClass {
  return class extends Base {
    parseStatement(context: unknown, topLevel: boolean, exports: unknown): Node {
      const special =
        this.type === tt.name || this.type === tt._const
          ? this.#parseTyped(context, topLevel, exports)
          : undefined
      return special ?? super.parseStatement(context, topLevel, exports)
    }

    #parseTyped(context: unknown, topLevel: boolean, exports: unknown): Node | undefined {
      const { start, input } = this
      const name = wordAt(input, start)
      if (name === 'interface' && this.matchHere(/interface\s+[\w$]+/y))
        return this.eraseStatement(start, this.#interfaceEnd(start))
      const alias = name === 'type' ? this.matchHere(/type\s+[\w$]+\s*(?=[<=])/y) : null
      if (alias) {
        const at = start + alias[0].length
        const equals = input[at] === '<' ? skipSpace(input, anglesEnd(input, at)) : at
        if (input[equals] !== '=') this.unexpected()
        return this.eraseStatement(start, typeEnd(input, equals + 1))
      }
      const enumeration = this.matchHere(/(?:const\s+)?enum\s+(?=[\w$]+\s*\{)/y)
      if (enumeration) return this.#parseEnum(start + enumeration[0].length)
      const space = this.matchHere(/(?:namespace|module)\s+(?=[\w$.]+\s*\{)/y)
      if (space) return this.#parseNamespace(start + space[0].length)
      if (this.matchHere(/abstract\s+class\b/y)) {
        this.erase(start, this.end, tt.semi)
        return { ...(this.parseStatement(context, topLevel, exports) as Node), start }
      }
      if (this.matchHere(/(?:declare\s+)?(?:module\s*['"]|global\s*\{)/y))
        return this.eraseStatement(start, bracketEnd(input, input.indexOf('{', start), 100_000))
      if (
        !this.matchHere(
          /declare\s+(?:const|let|var|function|async|class|abstract|enum|namespace|module|type|interface)\b/y,
        )
      )
        return undefined
      const wasAmbient = this.isAmbient
      this.isAmbient = true
      this.skipTo(this.end, tt.semi)
      const end = (this.parseStatement(context, topLevel, exports) as Node).end
      this.isAmbient = wasAmbient
      return this.erased(start, end)
    }

    #interfaceEnd(start: number): number {
      const { input } = this
      let at = skipSpace(input, start + 'interface'.length)
      at = skipSpace(input, at + wordAt(input, at).length)
      if (input[at] === '<') at = skipSpace(input, anglesEnd(input, at))
      if (wordAt(input, at) === 'extends') {
        at += 'extends'.length
        for (let end = typeEnd(input, at); end > 0; end = typeEnd(input, at + 1)) {
          at = skipSpace(input, end)
          if (input[at] !== ',') break
        }
      }
      return input[at] === '{' ? bracketEnd(input, at, 100_000) : -1
    }

    #parseEnum(nameStart: number): Node {
      const { start } = this
      this.skipTo(nameStart, tt._const)
      const node: Node = { type: 'TSEnumDeclaration', start, end: start, id: this.parseIdent(), members: [] }
      this.expect(tt.braceL)
      while (this.type !== tt.braceR) {
        const memberStart = this.start
        const id = this.type === tt.string ? this.parseExprAtom() : this.parseIdent(true)
        const initializer = this.eat(tt.eq) ? this.parseMaybeAssign() : undefined
        node.members.push({ type: 'TSEnumMember', start: memberStart, end: this.lastTokEnd, id, initializer })
        if (!this.eat(tt.comma)) break
      }
      node.end = this.end
      this.expect(tt.braceR)
      eraseEnum(node, this.input, this.edits)
      return node
    }

    #parseNamespace(nameStart: number): Node {
      const { start } = this
      this.skipTo(nameStart, tt._const)
      const names: Node[] = [this.parseIdent()]
      while (this.eat(tt.dot)) names.push(this.parseIdent())
      const open = this.start
      this.expect(tt.braceL)
      this.enterScope(0)
      const body: Node[] = []
      while (this.type !== tt.braceR) body.push(this.parseStatement(null, true, {}))
      this.exitScope()
      const end = this.end
      this.expect(tt.braceR)
      // What is a type alone was erased when it was read.
      const values = body.map((statement) => (statement.declaration ?? statement) as Node)
      if (values.every(({ type, isBodiless }) => type === 'EmptyStatement' || isBodiless))
        return this.erased(start, end)
      const node = { type: 'TSModuleDeclaration', start, end, id: names[0] as Node, names, open, body }
      eraseNamespace(node, this.edits)
      return node
    }
  }
}
