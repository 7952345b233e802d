import { blankEnd } from '../../response/scan.ts'
import type { Edits } from '../edits.ts'
import type { Node } from '../node.ts'
import { declaredNames, eachFreeName, namesOf } from '../scope.ts'
import { children, isFunction } from '../tree.ts'
import { EnumConstants } from './constants.ts'

/** Where an enum or a namespace is declared. */
interface Place {
  /** The namespace around it; undefined outside of any. */
  readonly space?: string | undefined
  readonly isTop: boolean
  readonly constants: EnumConstants
}

/** What the declarations of one namespace export together. */
interface Exports {
  readonly variables: Set<string>
  readonly others: Set<string>
}

/**
 * Enums and namespaces become what TypeScript's own compiler makes of them, each member on its own line: a variable, and
 * a function that fills its object and is called at once, so that declarations of one name fill one object.
 */
export function eraseValues(body: readonly Node[], code: string, edits: Edits): void {
  new ValueEraser(code, edits).statements(body, { isTop: true, constants: new EnumConstants() })
}

class ValueEraser {
  readonly #code: string
  readonly #edits: Edits

  constructor(code: string, edits: Edits) {
    this.#code = code
    this.#edits = edits
  }

  /** The statements of one scope. */
  statements(body: readonly Node[], place: Place): void {
    const declared = new Set<string>()
    const exports = new Map<string, Exports>()
    for (const statement of body) {
      const inner: Node = statement.declaration ?? statement
      if (inner.type === 'TSModuleDeclaration') collect(inner, exports)
    }
    for (const statement of body) {
      const inner: Node = statement.declaration ?? statement
      const isExported = statement.type === 'ExportNamedDeclaration'
      const isValue = inner.type === 'TSEnumDeclaration' || inner.type === 'TSModuleDeclaration'
      if (isValue) {
        const [head, tail] = this.#frame(inner.id.name, isExported, !declared.has(inner.id.name), place)
        if (inner.type === 'TSEnumDeclaration') this.#enum(inner, statement.start, head, tail, place)
        else this.#namespace(inner, statement.start, head, tail, place, exports)
      } else {
        if (isExported && place.space !== undefined) this.#exportInto(place.space, statement, inner)
        this.#inside(statement, place.constants)
      }
      if (isValue || isFunction(inner) || inner.type === 'ClassDeclaration')
        for (const name of declaredNames(inner)) declared.add(name)
    }
  }

  /** Enums and namespaces inside a statement. */
  #inside(node: Node, constants: EnumConstants): void {
    for (const child of children(node)) {
      const list: Node[] | undefined =
        child.type === 'BlockStatement' || child.type === 'StaticBlock' ? child.body : child.consequent
      if (Array.isArray(list))
        this.statements(list, { isTop: false, constants: new EnumConstants(constants) })
      else this.#inside(child, constants)
    }
  }

  #frame(name: string, isExported: boolean, isFirst: boolean, { space, isTop }: Place): [string, string] {
    const isMember = isExported && space !== undefined
    const keyword = isTop ? `${isExported ? 'export ' : ''}var` : 'let'
    const owner = isMember ? `${space}.${name}` : name
    const tail = isMember ? `${name} = ${owner} || (${owner} = {})` : `${name} || (${name} = {})`
    return [`${isFirst ? `${keyword} ${name}` : ''}; (function (${name}) {`, `})(${tail});`]
  }

  #enum(node: Node, start: number, head: string, tail: string, { constants }: Place): void {
    const edits = this.#edits
    const name: string = node.id.name
    const known = constants.membersOf(name)
    const names = new Set(known.keys())
    edits.replace(start, blankEnd(this.#code, node.id.end) + 1, head)
    let previous: number | string | undefined = -1
    for (const member of node.members as Node[]) {
      const key = memberName(member)
      const quoted = JSON.stringify(key)
      const initializer: Node | undefined = member.initializer
      const value: number | string | undefined = initializer
        ? constants.valueOf(initializer, known)
        : typeof previous === 'number'
          ? previous + 1
          : undefined
      const comma = blankEnd(this.#code, member.end)
      const end = this.#code[comma] === ',' ? comma + 1 : member.end
      if (typeof value === 'string')
        edits.replace(member.start, end, `${name}[${quoted}] = ${JSON.stringify(value)};`)
      else if (value !== undefined || !initializer)
        edits.replace(member.start, end, `${name}[${name}[${quoted}] = ${value ?? 'void 0'}] = ${quoted};`)
      else {
        const isText = isString(initializer)
        edits.replace(
          member.start,
          initializer.start,
          isText ? `${name}[${quoted}] = ` : `${name}[${name}[${quoted}] = `,
        )
        eachFreeName([initializer], new Set(), (found) => {
          if (names.has(found.name)) edits.insert(found.start, `${name}.`)
        })
        edits.replace(member.end, end, isText ? ';' : `] = ${quoted};`)
      }
      names.add(key)
      if (value === undefined) known.delete(key)
      else known.set(key, value)
      previous = value
    }
    edits.replace(node.end - 1, node.end, tail)
  }

  #namespace(
    node: Node,
    start: number,
    head: string,
    tail: string,
    place: Place,
    exports: ReadonlyMap<string, Exports>,
  ): void {
    const edits = this.#edits
    const names: string[] = node.names.map((id: Node) => id.name)
    const space = names.at(-1) as string
    const heads = [head]
    const tails = [tail]
    for (const [index, name] of names.entries()) {
      const owner = names[index - 1]
      if (owner === undefined) continue
      heads.push(` var ${name}; (function (${name}) {`)
      tails.unshift(`})(${name} = ${owner}.${name} || (${owner}.${name} = {})); `)
    }
    edits.replace(start, node.open + 1, heads.join(''))
    edits.replace(node.end - 1, node.end, tails.join(''))
    this.statements(node.body, { space, isTop: false, constants: new EnumConstants(place.constants) })
    this.#qualify(node.body, names, exports)
  }

  /** Uses of what the namespace exports go through its object, as other declarations of the namespace may change it. */
  #qualify(body: readonly Node[], path: readonly string[], exports: ReadonlyMap<string, Exports>): void {
    const own = namesOf(body)
    // The innermost namespace of the path that exports a name. Only what is looked for is asked: a namespace may have many parts.
    const ownerOf = (name: string): string | undefined => {
      for (let index = path.length - 1; index >= 0; index--) {
        const { variables, others } = exports.get(path.slice(0, index + 1).join('.')) as Exports
        if (variables.has(name)) return path[index]
        if (others.has(name) && !own.has(name) && name !== path[index + 1]) return path[index]
      }
      return undefined
    }
    const bound = new Set([...own].filter((name) => ownerOf(name) === undefined))
    eachFreeName(body, bound, ({ name, start, end }, isShort) => {
      const owner = ownerOf(name)
      if (owner === undefined) return
      if (isShort) this.#edits.insert(end, `: ${owner}.${name}`)
      else this.#edits.insert(start, `${owner}.`)
    })
  }

  /** `export` inside a namespace. */
  #exportInto(space: string, statement: Node, declaration: Node): void {
    const edits = this.#edits
    if (declaration.isBodiless) return
    if (declaration === statement) edits.blankStatement(statement.start, statement.end)
    else if (declaration.type === 'VariableDeclaration') this.#assign(statement, declaration)
    else if (declaration.id) {
      edits.blank(statement.start, declaration.start)
      edits.insert(statement.end, ` ${space}.${declaration.id.name} = ${declaration.id.name};`)
    }
  }

  /** Exported variables live in the namespace's object alone. */
  #assign(statement: Node, { declarations }: Node): void {
    const edits = this.#edits
    const given: Node[] = declarations.filter((one: Node) => one.init)
    if (given.length === 0) {
      edits.blankStatement(statement.start, statement.end)
      return
    }
    const isPattern = (given[0] as Node).id.type !== 'Identifier'
    edits.replace(statement.start, (given[0] as Node).start, isPattern ? ';' : '')
    for (const [index, one] of given.entries()) {
      const next = given[index + 1]
      if (next) edits.replace(one.end, next.start, ', ')
      else {
        const last: Node = declarations.at(-1)
        edits.blank(one.end, last.end)
      }
      if (one.id.type === 'Identifier') continue
      edits.insert(one.start, '(')
      edits.insert(one.end, ')')
    }
  }
}

/** What a namespace exports, by its path and those above. */
function collect(node: Node, exports: Map<string, Exports>): void {
  const names: string[] = node.names.map((id: Node) => id.name)
  const of = (count: number): Exports => {
    const path = names.slice(0, count).join('.')
    const known = exports.get(path) ?? { variables: new Set(), others: new Set() }
    exports.set(path, known)
    return known
  }
  for (let count = 1; count < names.length; count++) of(count).others.add(names[count] as string)
  const { variables, others } = of(names.length)
  for (const statement of node.body as Node[]) {
    const { declaration } = statement
    if (statement.type !== 'ExportNamedDeclaration' || !declaration) continue
    const target = declaration.type === 'VariableDeclaration' ? variables : others
    for (const name of declaredNames(declaration)) target.add(name)
  }
}

function memberName({ id }: Node): string {
  return id.type === 'Identifier'
    ? id.name
    : id.type === 'TemplateLiteral'
      ? id.quasis[0].value.cooked
      : String(id.value)
}

/** Whether an expression is a text whatever runs. */
function isString(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return isString(node.left) || isString(node.right)
  return node.type === 'Literal' && typeof node.value === 'string'
}
