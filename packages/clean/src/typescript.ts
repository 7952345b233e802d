import { tokTypes as tt } from 'acorn'
import type { Edits } from './edits.ts'
import { eraseEnum, eraseNamespace } from './erase-values.ts'
import type { Node } from './parse.ts'
import { anglesEnd, bracketEnd, hasColonAhead, skipSpace, typeEnd, wordAt } from './type-text.ts'

// biome-ignore lint/suspicious/noExplicitAny: acorn's plugins are classes over undocumented internals
type ParserClass = any

const modifier = /^(?:public|private|protected|readonly|override|abstract|declare)$/
const maxParams = 5000

/**
 * A plugin for acorn that skips types by their characters while it parses the JavaScript around them, and
 * notes in `edits` what must change for the text to be plain JavaScript. Enums and namespaces become objects.
 */
export function typescript(Base: ParserClass): ParserClass {
  return class extends Base {
    declare edits: Edits
    #properties: string[] = []
    #consequents = 0
    #isAmbient = false

    // --- going on behind a type

    /** Goes on reading at an offset, as if a token of the given kind had ended there. */
    #skipTo(end: number, after: unknown = tt.name): void {
      if (end < 0) this.#noType()
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

    #erase(start: number, end: number, after?: unknown): void {
      if (end < 0) this.#noType()
      this.edits.blank(start, end)
      this.#skipTo(end, after)
    }

    /** `: T` */
    #eraseAnnotation(after?: unknown): void {
      if (this.type === tt.colon) this.#erase(this.start, typeEnd(this.input, this.end), after)
    }

    /** A type that isn't one; where the text only stops in it, that is where the error is. */
    #noType(): never {
      const { input, start } = this
      const open = input.slice(start, start + 20_000).search(/[([{]/)
      const isCut =
        !input.slice(start).trim().includes('\n') ||
        (open >= 0 && bracketEnd(input, start + open, 100_000) < 0)
      return this.raise(isCut ? input.length : start, 'Unexpected token') as never
    }

    /** Overloads and declarations have no body; a text that stops there is cut off. */
    #mayLackBody(): boolean {
      return this.type === tt.semi || (this.canInsertSemicolon() && (this.type !== tt.eof || this.#isAmbient))
    }

    #isAngle(): boolean {
      return (this.type === tt.relational || this.type === tt.bitShift) && this.input[this.start] === '<'
    }

    #eraseAngles(after?: unknown): void {
      if (this.#isAngle()) this.#erase(this.start, anglesEnd(this.input, this.start), after)
    }

    #match(pattern: RegExp): RegExpExecArray | null {
      pattern.lastIndex = this.start
      return pattern.exec(this.input)
    }

    #hasLineBreak(): boolean {
      return this.input.slice(this.lastTokEnd, this.start).includes('\n')
    }

    /** Blanks a part of the text before it is read. */
    #blankInput(start: number, end: number): void {
      this.budget.tokens -= Math.floor(this.input.length / 2000)
      this.input =
        this.input.slice(0, start) +
        this.input.slice(start, end).replace(/[^\n]/g, ' ') +
        this.input.slice(end)
      this.edits.blank(start, end)
    }

    // --- bindings and functions

    parseVar(node: Node, isFor: boolean, kind: string, allowMissing: boolean): Node {
      return super.parseVar(node, isFor, kind, allowMissing || this.#isAmbient)
    }

    parseVarId(declarator: Node, kind: string): void {
      super.parseVarId(declarator, kind)
      if (this.type === tt.prefix && this.value === '!') this.#erase(this.start, this.end)
      this.#eraseAnnotation()
    }

    parseBindingAtom(): Node {
      const isThis = this.type === tt._this
      const start = this.start
      const node = isThis ? this.parseIdent(true) : super.parseBindingAtom()
      if (this.type === tt.question) this.#erase(this.start, this.end)
      this.#eraseAnnotation()
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
        /^\s+[\w$]/.test(this.input.slice(this.end, this.end + 40))
      ) {
        this.#erase(this.start, this.end, tt.comma)
        isProperty = true
      }
      const node: Node = super.parseAssignableListItem(allowModifiers)
      if (isProperty) this.#properties.push(node.type === 'AssignmentPattern' ? node.left.name : node.name)
      return node
    }

    parseFunctionParams(node: Node): void {
      this.#eraseAngles()
      super.parseFunctionParams(node)
    }

    parseMethod(isGenerator: boolean, isAsync: boolean, allowSuper: boolean): Node {
      this.#eraseAngles()
      return super.parseMethod(isGenerator, isAsync, allowSuper)
    }

    parseFunctionBody(node: Node, isArrow: boolean, isMethod: boolean, forInit: boolean): void {
      const consequents = this.#consequents
      this.#consequents = 0
      const properties = this.#properties
      this.#properties = []
      if (!isArrow) this.#eraseAnnotation(tt.parenR)
      if (!isArrow && this.type !== tt.braceL && this.#mayLackBody()) {
        node.isBodiless = true
        node.body = { type: 'BlockStatement', start: this.lastTokEnd, end: this.lastTokEnd, body: [] }
        if (!isMethod) this.semicolon()
        this.exitScope()
      } else super.parseFunctionBody(node, isArrow, isMethod, forInit)
      this.#assignProperties(properties, node)
      this.#consequents = consequents
    }

    /** `constructor(private x: number)` keeps `x` as a property: assigned once `this` is there. */
    #assignProperties(properties: readonly string[], node: Node): void {
      if (properties.length === 0 || node.isBodiless) return
      const assignments = properties.map((name) => ` this.${name} = ${name};`).join('')
      const call = node.body.body.find((one: Node) => one.expression?.callee?.type === 'Super')
      if (call) this.edits.insert(call.end, `;${assignments}`)
      else this.edits.insert(node.body.start + 1, assignments)
    }

    parseFunction(...rest: unknown[]): Node {
      const node: Node = super.parseFunction(...rest)
      if (node.isBodiless) this.edits.blankStatement(node.start, node.end)
      return node
    }

    // --- arrow functions

    /** Where the parameters that begin with `(` here end, if they are an arrow function's. */
    #arrowParams(start: number): number {
      const { input } = this
      const end = bracketEnd(input, start, maxParams)
      if (end < 0) return -1
      const next = skipSpace(input, end)
      if (input.startsWith('=>', next)) return end
      const type = input[next] === ':' ? typeEnd(input, next + 1) : -1
      const arrow = type < 0 ? -1 : skipSpace(input, type)
      if (arrow < 0 || !input.startsWith('=>', arrow)) return -1
      // Between `?` and `:` the colon may be the condition's own: then no other one follows.
      return this.#consequents === 0 || hasColonAhead(input, arrow + 2) ? end : -1
    }

    #parseArrow(start: number, isAsync: boolean, forInit: boolean): Node {
      const node: Node = this.startNodeAt(start, undefined)
      const consequents = this.#consequents
      this.#consequents = 0
      this.expect(tt.parenL)
      const params = this.parseBindingList(tt.parenR, false, true)
      this.#consequents = consequents
      if (this.type === tt.colon) this.#eraseArrowType()
      this.expect(tt.arrow)
      return this.parseArrowExpression(node, params, isAsync, forInit)
    }

    /** A line break before `=>` is an error, so over several lines the `)` moves to where the type ended. */
    #eraseArrowType(): void {
      const end = typeEnd(this.input, this.end)
      const close = this.input.lastIndexOf(')', this.start)
      if (end > 0 && this.input.slice(close, end).includes('\n')) {
        this.edits.blank(close, end - 1)
        this.edits.replace(end - 1, end, ')')
        this.#skipTo(end, tt.parenR)
      } else this.#erase(this.start, end, tt.parenR)
    }

    parseParenAndDistinguishExpression(canBeArrow: boolean, forInit: boolean): Node {
      if (canBeArrow && this.#arrowParams(this.start) >= 0)
        return this.#parseArrow(this.start, false, forInit)
      const consequents = this.#consequents
      this.#consequents = 0
      const node: Node = super.parseParenAndDistinguishExpression(canBeArrow, forInit)
      this.#consequents = consequents
      return node
    }

    parseExprList(...rest: unknown[]): unknown {
      const consequents = this.#consequents
      this.#consequents = 0
      const list = super.parseExprList(...rest)
      this.#consequents = consequents
      return list
    }

    parseMaybeConditional(forInit: boolean, errors: unknown): Node {
      const start = this.start
      const test: Node = this.parseExprOps(forInit, errors)
      if (this.checkExpressionErrors(errors)) return test
      if ((test.type === 'ArrowFunctionExpression' && test.start === start) || !this.eat(tt.question))
        return test
      const node: Node = this.startNodeAt(start, undefined)
      node.test = test
      this.#consequents++
      node.consequent = this.parseMaybeAssign()
      this.#consequents--
      this.expect(tt.colon)
      node.alternate = this.parseMaybeAssign(forInit)
      return this.finishNode(node, 'ConditionalExpression')
    }

    // --- expressions

    parseMaybeUnary(...rest: unknown[]): Node {
      if (!this.#isAngle()) return super.parseMaybeUnary(...rest)
      const start = this.start
      const end = anglesEnd(this.input, start)
      const next = skipSpace(this.input, end)
      if (end > 0 && this.input[next] === '(' && this.#arrowParams(next) >= 0) {
        this.#erase(start, end, tt.eq)
        return this.#parseArrow(this.start, false, rest[3] as boolean)
      }
      // `return <T>` and a line break would return nothing.
      const isSplit = end > 0 && this.input.slice(start, next).includes('\n')
      if (isSplit) {
        this.edits.replace(start, end, '(')
        this.#skipTo(end, tt.eq)
      } else this.#erase(start, end, tt.eq)
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
        this.#skipTo(end)
      } else this.#erase(this.start, end)
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
        this.#erase(this.start, this.end)
      if (this.#isAngle()) {
        const end = anglesEnd(this.input, this.start)
        const next = end < 0 ? '' : (this.input[skipSpace(this.input, end)] ?? '')
        if (end > 0 && (next === '' || '(`;),]}.'.includes(next))) this.#erase(this.start, end)
      }
      if (maybeAsyncArrow && this.type === tt.parenL && this.#arrowParams(this.start) >= 0)
        return this.#parseArrow(start, true, forInit)
      return super.parseSubscript(base, start, place, noCalls, maybeAsyncArrow, chained, forInit)
    }

    parsePropertyValue(...rest: unknown[]): void {
      this.#eraseAngles()
      super.parsePropertyValue(...rest)
    }

    // --- classes

    parseClassId(node: Node, isStatement: unknown): void {
      if (this.type === tt.name && this.value === 'implements') node.id = null
      else super.parseClassId(node, isStatement)
      this.#eraseAngles()
    }

    parseClassSuper(node: Node): void {
      super.parseClassSuper(node)
      this.#eraseAngles()
      if (this.type !== tt.name || this.value !== 'implements') return
      let end = typeEnd(this.input, this.end)
      for (
        let comma = skipSpace(this.input, end);
        end > 0 && this.input[comma] === ',';
        comma = skipSpace(this.input, end)
      )
        end = typeEnd(this.input, comma + 1)
      this.#erase(this.start, end, tt.parenR)
    }

    parseClassElement(allowsSuper: boolean): Node | null {
      const start = this.start
      let isDropped = false
      const words = this.#match(
        /(?:(?:public|private|protected|static|readonly|override|abstract|declare)\s+(?=[\w$#[*{"']))+/y,
      )
      if (words) {
        for (const found of words[0].matchAll(/\w+/g)) {
          if (found[0] === 'static') continue
          isDropped ||= found[0] === 'abstract' || found[0] === 'declare'
          const at = start + (found.index as number)
          this.#blankInput(at, at + found[0].length)
        }
        this.#skipTo(start, tt.semi)
        // What a member begins with must not run on from the member before it.
        if (this.start > start && (this.type === tt.bracketL || this.type === tt.star))
          this.edits.insert(start, ';')
      }
      const index = this.type === tt.bracketL ? this.#match(/\[\s*[\w$]+\s*:/y) : null
      if (index) {
        const close = skipSpace(this.input, bracketEnd(this.input, this.start))
        this.#erase(start, this.input[close] === ':' ? typeEnd(this.input, close + 1) : close, tt.semi)
        return null
      }
      const node: Node | null = super.parseClassElement(allowsSuper)
      if (node && (isDropped || node.value?.isBodiless)) this.edits.blank(start, this.lastTokEnd)
      return node
    }

    parseClassElementName(node: Node): void {
      super.parseClassElementName(node)
      if (this.type === tt.question || (this.type === tt.prefix && this.value === '!'))
        this.#erase(this.start, this.end)
      this.#eraseAngles()
    }

    parseClassField(node: Node): Node {
      if (this.type === tt.colon) {
        const end = typeEnd(this.input, this.end)
        if (end > 0 && this.input[skipSpace(this.input, end)] !== '=') {
          this.edits.replace(this.start, end, ';')
          this.#skipTo(end)
        } else this.#eraseAnnotation()
      }
      return super.parseClassField(node)
    }

    // --- statements

    parseStatement(context: unknown, topLevel: boolean, exports: unknown): Node {
      const special =
        this.type === tt.name || this.type === tt._const
          ? this.#parseTyped(context, topLevel, exports)
          : undefined
      return special ?? super.parseStatement(context, topLevel, exports)
    }

    /** A statement that only types have, up to `end`. */
    #eraseStatement(start: number, end: number): Node {
      if (end < 0) this.#noType()
      const semicolon = /^[^\S\n]*;/.exec(this.input.slice(end, end + 40))
      const last = end + (semicolon ? semicolon[0].length : 0)
      this.edits.blankStatement(start, last)
      this.#skipTo(last, tt.semi)
      return { type: 'EmptyStatement', start, end: last, isErased: true }
    }

    #parseTyped(context: unknown, topLevel: boolean, exports: unknown): Node | undefined {
      const { start, input } = this
      const name = wordAt(input, start)
      if (name === 'interface' && this.#match(/interface\s+[\w$]+/y))
        return this.#eraseStatement(start, this.#interfaceEnd(start))
      const alias = name === 'type' ? this.#match(/type\s+[\w$]+\s*(?=[<=])/y) : null
      if (alias) {
        const at = start + alias[0].length
        const equals = input[at] === '<' ? skipSpace(input, anglesEnd(input, at)) : at
        if (input[equals] !== '=') this.unexpected()
        return this.#eraseStatement(start, typeEnd(input, equals + 1))
      }
      const enumeration = this.#match(/(?:const\s+)?enum\s+(?=[\w$]+\s*\{)/y)
      if (enumeration) return this.#parseEnum(start + enumeration[0].length)
      const space = this.#match(/(?:namespace|module)\s+(?=[\w$.]+\s*\{)/y)
      if (space) return this.#parseNamespace(start + space[0].length)
      if (this.#match(/abstract\s+class\b/y)) {
        this.#erase(start, this.end, tt.semi)
        return { ...(this.parseStatement(context, topLevel, exports) as Node), start }
      }
      if (this.#match(/(?:declare\s+)?(?:module\s*['"]|global\s*\{)/y))
        return this.#eraseStatement(start, bracketEnd(input, input.indexOf('{', start), 100_000))
      if (
        !this.#match(
          /declare\s+(?:const|let|var|function|async|class|abstract|enum|namespace|module|type|interface)\b/y,
        )
      )
        return undefined
      const wasAmbient = this.#isAmbient
      this.#isAmbient = true
      this.#skipTo(this.end, tt.semi)
      const end = (this.parseStatement(context, topLevel, exports) as Node).end
      this.#isAmbient = wasAmbient
      this.edits.blankStatement(start, end)
      return { type: 'EmptyStatement', start, end, isErased: true }
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
      this.#skipTo(nameStart, tt._const)
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
      this.#skipTo(nameStart, tt._const)
      const names = [this.parseIdent()]
      while (this.eat(tt.dot)) names.push(this.parseIdent())
      const open = this.start
      this.expect(tt.braceL)
      this.enterScope(0)
      const body: Node[] = []
      while (this.type !== tt.braceR) body.push(this.parseStatement(null, true, {}))
      this.exitScope()
      const end = this.end
      this.expect(tt.braceR)
      let inner: Node = { type: 'TSModuleBlock', start: open, end, body }
      for (const id of names.slice(1).reverse())
        inner = { type: 'TSModuleDeclaration', start: id.start, end, id, body: inner }
      const node: Node = { type: 'TSModuleDeclaration', start, end, id: names[0], body: inner }
      eraseNamespace({ ...node }, this.input, this.edits)
      return node
    }

    // --- modules

    /** Takes `type X` out of `{ ... }` before it's read. */
    #blankTypeSpecifiers(): void {
      const list = this.#match(/(?:import|export)\b[^{}'"();]{0,200}\{[^{}]{0,4000}\}/y)
      if (!list) return
      for (const found of list[0].matchAll(
        /(?<=[{,]\s*)type\s+(?!as\b|,|\})[\w$]+(?:\s+as\s+[\w$]+)?\s*,?/g,
      )) {
        const at = this.start + (found.index as number)
        this.#blankInput(at, at + found[0].length)
      }
    }

    parseImport(node: Node): Node {
      const typed = this.#match(
        /import\s*(?:type\s+(?:[\w$]+|\*\s*as\s+[\w$]+|\{[^{}]*\})|\{(?:\s*type\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?)+\s*\})\s*from\s*(['"])[^'"\n]*\1/y,
      )
      if (typed) return this.#eraseStatement(node.start, node.start + typed[0].length)
      const equals = this.#match(/import\s+(type\s+)?([\w$]+)\s*=\s*(?=[\w$])/y)
      if (equals) {
        const end = node.start + equals[0].length
        this.edits.replace(node.start, end, `const ${equals[2]} = `)
        this.#skipTo(end, tt.eq)
        this.parseExpression()
        this.semicolon()
        if (equals[1]) this.edits.blankStatement(node.start, this.lastTokEnd)
        return this.finishNode(node, 'EmptyStatement')
      }
      this.#blankTypeSpecifiers()
      return super.parseImport(node)
    }

    parseExport(node: Node, exports: unknown): Node {
      const typed = this.#match(
        /export\s+(?:type\s*(?:\{[^{}]*\}|\*(?:\s*as\s+[\w$]+)?)(?:\s*from\s*(['"])[^'"\n]*\1)?|as\s+namespace\s+[\w$]+)/y,
      )
      if (typed) return this.#eraseStatement(node.start, node.start + typed[0].length)
      const assigned = this.#match(/export\s*=\s*/y)
      if (assigned) {
        const end = node.start + assigned[0].length
        this.edits.replace(node.start, end, 'module.exports = ')
        this.#skipTo(end, tt.eq)
        this.parseExpression()
        this.semicolon()
        return this.finishNode(node, 'EmptyStatement')
      }
      const declared = this.#match(
        /export\s+(?:default\s+(?=interface\b))?(?=(?:declare|interface|type|enum|const\s+enum|namespace|module)\s+[\w$])/y,
      )
      if (declared) {
        this.#skipTo(node.start + declared[0].length, tt.semi)
        const declaration: Node = this.parseStatement(null, true, {})
        if (declaration.isErased) {
          this.edits.blank(node.start, declaration.start)
          return { ...declaration, start: node.start }
        }
        return {
          type: 'ExportNamedDeclaration',
          start: node.start,
          end: declaration.end,
          declaration,
          specifiers: [],
        } as never
      }
      const abstract = this.#match(/(export\s+(?:default\s+)?)abstract(?=\s+class\b)/y)
      if (abstract)
        this.#blankInput(node.start + (abstract[1] as string).length, node.start + abstract[0].length)
      this.#blankTypeSpecifiers()
      const done: Node = super.parseExport(node, exports)
      if (done.declaration?.isBodiless) this.edits.blankStatement(done.start, done.end)
      return done
    }
  }
}
