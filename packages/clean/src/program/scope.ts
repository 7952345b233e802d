import type { Node } from './node.ts'
import { isFunction, walk } from './tree.ts'

interface Scope {
  readonly names: ReadonlySet<string>
  readonly outer: Scope | undefined
}

const namedTypes = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
])

/** The names that a pattern binds. */
export function boundNames(pattern: Node | null | undefined, names: string[] = []): string[] {
  if (!pattern) return names
  if (pattern.type === 'Identifier') names.push(pattern.name)
  else if (pattern.type === 'AssignmentPattern') boundNames(pattern.left, names)
  else if (pattern.type === 'RestElement') boundNames(pattern.argument, names)
  else if (pattern.type === 'ArrayPattern') for (const element of pattern.elements) boundNames(element, names)
  else if (pattern.type === 'ObjectPattern')
    for (const property of pattern.properties)
      boundNames(property.type === 'RestElement' ? property.argument : property.value, names)
  return names
}

/** The names that a statement declares in the scope it stands in (`var` from its inside too). */
export function declaredNames(statement: Node): string[] {
  const node: Node = statement.declaration ?? statement
  if (namedTypes.has(node.type)) return node.id ? [node.id.name] : []
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap((one: Node) => boundNames(one.id))
  if (node.type === 'ImportDeclaration') return node.specifiers.map((one: Node) => one.local.name)
  return node.type === 'ExpressionStatement' ? [] : hoistedNames([node])
}

/** `var` names of a function's body. */
function hoistedNames(roots: readonly Node[]): string[] {
  const names: string[] = []
  walk(roots, (node) => {
    if (isFunction(node) || node.type === 'ClassBody') return true
    if (node.type === 'VariableDeclaration' && node.kind === 'var')
      for (const one of node.declarations) boundNames(one.id, names)
    return false
  })
  return names
}

function lexicalNames(statements: readonly Node[]): string[] {
  const names: string[] = []
  for (const statement of statements) {
    const one: Node = statement.declaration ?? statement
    if (namedTypes.has(one.type)) {
      if (one.id) names.push(one.id.name)
    } else if (one.type === 'VariableDeclaration')
      for (const part of one.declarations) boundNames(part.id, names)
  }
  return names
}

/** The names that code uses and doesn't declare itself. */
export function freeNames(root: Node): Set<string> {
  const free = new Set<string>()
  const declared = declaredNames(root)
  visit(root, { names: new Set(declared), outer: undefined }, ({ name }) => free.add(name))
  return free
}

/** Told of each name that code uses and doesn't declare itself; `isShort` in `{ name }`, where it's a key as well. */
type Found = (identifier: Node, isShort: boolean) => void

/** The names that statements of one scope declare. */
export function namesOf(statements: readonly Node[]): Set<string> {
  return new Set([...hoistedNames(statements), ...lexicalNames(statements)])
}

/** Tells of every use of a name in statements of a scope that declares `names`. */
export function eachFreeName(statements: readonly Node[], names: ReadonlySet<string>, found: Found): void {
  all(statements, { names, outer: undefined }, found)
}

function isKnown(name: string, scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.outer) if (at.names.has(name)) return true
  return false
}

function inner(names: readonly string[], outer: Scope): Scope {
  return names.length === 0 ? outer : { names: new Set(names), outer }
}

function all(nodes: readonly (Node | null)[], scope: Scope, found: Found): void {
  for (const node of nodes) if (node) visit(node, scope, found)
}

function visit(node: Node, scope: Scope, found: Found): void {
  switch (node.type) {
    case 'Identifier':
      if (!isKnown(node.name, scope)) found(node, false)
      return
    case 'MemberExpression':
      visit(node.object, scope, found)
      if (node.computed) visit(node.property, scope, found)
      return
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      if (node.computed) visit(node.key, scope, found)
      if (node.shorthand) visitShort(node.value, scope, found)
      else if (node.value) visit(node.value, scope, found)
      return
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const names: string[] = ['arguments']
      if (node.id && node.type === 'FunctionExpression') names.push(node.id.name)
      for (const param of node.params) boundNames(param, names)
      const body: Node[] = node.body.type === 'BlockStatement' ? node.body.body : []
      names.push(...hoistedNames(body), ...lexicalNames(body))
      const own = inner(names, scope)
      all(node.params, own, found)
      if (node.body.type === 'BlockStatement') all(body, own, found)
      else visit(node.body, own, found)
      return
    }
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const own = inner(node.id ? [node.id.name] : [], scope)
      if (node.superClass) visit(node.superClass, own, found)
      all(node.body.body, own, found)
      return
    }
    case 'BlockStatement':
    case 'StaticBlock':
      all(node.body, inner(lexicalNames(node.body), scope), found)
      return
    case 'SwitchStatement': {
      visit(node.discriminant, scope, found)
      const own = inner(lexicalNames(node.cases.flatMap((one: Node) => one.consequent)), scope)
      for (const one of node.cases) {
        if (one.test) visit(one.test, own, found)
        all(one.consequent, own, found)
      }
      return
    }
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement': {
      const own = inner(lexicalNames([node.init ?? node.left].filter(Boolean)), scope)
      all([node.init, node.left, node.right, node.test, node.update, node.body], own, found)
      return
    }
    case 'CatchClause': {
      const own = inner(boundNames(node.param), scope)
      if (node.param) visit(node.param, own, found)
      visit(node.body, own, found)
      return
    }
    case 'TSEnumDeclaration': {
      const own = inner(
        node.members.map((one: Node) => one.id.name ?? String(one.id.value)),
        scope,
      )
      for (const one of node.members) if (one.initializer) visit(one.initializer, own, found)
      return
    }
    case 'TSModuleDeclaration':
      all(node.body, { names: namesOf(node.body), outer: scope }, found)
      return
    case 'LabeledStatement':
      visit(node.body, scope, found)
      return
    case 'ExportSpecifier':
      visit(node.local, scope, found)
      return
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportDeclaration':
      return
    default:
      for (const key in node) {
        const value = node[key]
        if (typeof value !== 'object' || value === null) continue
        if (Array.isArray(value)) {
          for (const one of value) if (one && typeof one.type === 'string') visit(one, scope, found)
        } else if (typeof value.type === 'string') visit(value, scope, found)
      }
  }
}

/** The value of `{ name }` or, as a pattern, `{ name = value }`. */
function visitShort(value: Node, scope: Scope, found: Found): void {
  const isPattern = value.type === 'AssignmentPattern'
  const name: Node = isPattern ? value.left : value
  if (!isKnown(name.name, scope)) found(name, true)
  if (isPattern) visit(value.right, scope, found)
}

/** The names that a statement changes or hands to something that may change them. */
export function touchedNames(root: Node): Set<string> {
  const touched = new Set<string>()
  const rootOf = (node: Node | null): void => {
    let at: Node | null = node
    while (at && (at.type === 'MemberExpression' || at.type === 'ChainExpression'))
      at = at.object ?? at.expression
    if (at?.type === 'Identifier') touched.add(at.name)
  }
  walk([root], (node) => {
    if (node.type === 'AssignmentExpression') for (const name of patternRoots(node.left)) touched.add(name)
    if (node.type === 'UpdateExpression') rootOf(node.argument)
    if (node.type === 'UnaryExpression' && node.operator === 'delete') rootOf(node.argument)
    if (node.type === 'CallExpression') {
      if (node.callee.type === 'MemberExpression') rootOf(node.callee.object)
      for (const argument of node.arguments) rootOf(argument)
    }
    return false
  })
  return touched
}

function patternRoots(pattern: Node): string[] {
  let at = pattern
  while (at.type === 'MemberExpression') at = at.object
  return boundNames(at)
}
