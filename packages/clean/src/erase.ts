import { Edits } from './edits.ts'
import { eraseEnum, eraseNamespace, isTypeDeclaration } from './erase-values.ts'
import type { Node } from './parse.ts'
import { walk } from './tree.ts'

/** Code that has a meaning in TypeScript but none in plain JavaScript without a runtime. */
export class NotErasable extends Error {
  readonly position: number
  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

const modifiers = /\b(?:public|private|protected|readonly|override|declare|abstract)\b/g

/** The statements' code with every type taken away; each line stays where it was. */
export function eraseTypes(code: string, body: readonly Node[]): string {
  const edits = new Edits(code)
  walk(body, (node) => eraseNode(node, code, edits))
  return edits.apply()
}

/** Erases what is type of one node; true when nothing inside it is left to look at. */
function eraseNode(node: Node, code: string, edits: Edits): boolean {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSTypeParameterDeclaration':
    case 'TSTypeParameterInstantiation':
      edits.blank(node.start, node.end)
      return true
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSNamespaceExportDeclaration':
      edits.blankStatement(node.start, node.end)
      return true
    case 'TSEnumDeclaration':
      if (node.declare) edits.blankStatement(node.start, node.end)
      else eraseEnum(node, code, edits)
      return node.declare
    case 'TSModuleDeclaration':
      return eraseNamespace(node, code, edits)
    case 'TSImportEqualsDeclaration':
      eraseImportEquals(node, code, edits)
      return true
    case 'TSExportAssignment':
      edits.replace(node.start, node.expression.start, 'module.exports = ')
      return false
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      eraseAs(node, code, edits)
      return false
    case 'TSNonNullExpression':
      blankLast('!', node.expression.end, node.end, code, edits)
      return false
    case 'TSTypeAssertion':
      eraseAssertion(node, code, edits)
      return false
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return eraseModuleSyntax(node, code, edits)
    case 'ExportDefaultDeclaration':
      if (!/^TS(?:Interface|DeclareFunction)/.test(node.declaration.type)) return false
      edits.blankStatement(node.start, node.end)
      return true
    case 'VariableDeclaration':
      if (!node.declare) return false
      edits.blankStatement(node.start, node.end)
      return true
    case 'VariableDeclarator':
      if (node.definite) {
        const type = node.id.typeAnnotation
        blankLast('!', node.id.start, type ? type.start : node.id.end, code, edits)
      }
      return false
    case 'Identifier':
    case 'ObjectPattern':
    case 'ArrayPattern':
      if (node.optional) {
        const type = node.typeAnnotation
        blankLast('?', node.start, type ? type.start : node.end, code, edits)
      }
      return false
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      eraseFunction(node, code, edits)
      return false
    case 'ClassDeclaration':
    case 'ClassExpression':
      return eraseClass(node, code, edits)
    case 'TSIndexSignature':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
      edits.blank(node.start, node.end)
      return true
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return eraseMember(node, code, edits)
    case 'Decorator':
      throw new NotErasable('Decorators are not supported', node.start)
    default:
      return false
  }
}

function blankLast(mark: string, from: number, to: number, code: string, edits: Edits): void {
  const at = code.slice(from, to).lastIndexOf(mark)
  if (at >= 0) edits.blank(from + at, from + at + 1)
}

function eraseAs(node: Node, code: string, edits: Edits): void {
  const word = node.type === 'TSAsExpression' ? 'as' : 'satisfies'
  const from = node.expression.end
  const at = code.slice(from, node.typeAnnotation.start).lastIndexOf(word)
  const start = from + Math.max(0, at)
  const next = code.slice(node.end).match(/^[^\S\n]*\n\s*([([`/+-])/)
  if (next) edits.replace(start, node.end, ';')
  else edits.blank(start, node.end)
}

function eraseAssertion(node: Node, code: string, edits: Edits): void {
  const end = code.indexOf('>', node.typeAnnotation.end) + 1
  const gap = code.slice(node.start, node.expression.start)
  if (gap.includes('\n')) {
    edits.replace(node.start, end, '(')
    edits.insert(node.end, ')')
  } else edits.blank(node.start, end)
}

function eraseImportEquals(node: Node, code: string, edits: Edits): void {
  const reference: Node = node.moduleReference
  if (node.importKind === 'type') edits.blankStatement(node.start, node.end)
  else edits.replace(node.start, reference.start, `const ${code.slice(node.id.start, node.id.end)} = `)
}

/** `import type`, `export type` and the type specifiers among others. */
function eraseModuleSyntax(node: Node, code: string, edits: Edits): boolean {
  const declaration: Node | null = node.declaration ?? null
  const isType = node.importKind === 'type' || node.exportKind === 'type'
  if (isType || (declaration && isTypeDeclaration(declaration))) {
    edits.blankStatement(node.start, node.end)
    return true
  }
  const specifiers: Node[] = node.specifiers ?? []
  for (const specifier of specifiers)
    if (specifier.importKind === 'type' || specifier.exportKind === 'type') {
      const comma = code.slice(specifier.end).match(/^\s*,/)
      edits.blank(specifier.start, specifier.end + (comma ? comma[0].length : 0))
    }
  return declaration === null
}

function eraseFunction(node: Node, code: string, edits: Edits): void {
  const first: Node | undefined = node.params[0]
  if (first?.type === 'Identifier' && first.name === 'this') {
    const comma = code.slice(first.end).match(/^\s*,/)
    edits.blank(first.start, first.end + (comma ? comma[0].length : 0))
  }
  const type: Node | undefined = node.returnType
  if (node.type !== 'ArrowFunctionExpression' || !type) return
  // A line break before `=>` is an error, so the `)` moves to where the type ended.
  if (!code.slice(type.start, type.end).includes('\n')) return
  const close = code.lastIndexOf(')', type.start)
  edits.blank(close, type.end - 1)
  edits.replace(type.end - 1, type.end, ')')
}

function eraseClass(node: Node, code: string, edits: Edits): boolean {
  if (node.declare) {
    edits.blankStatement(node.start, node.end)
    return true
  }
  if (node.abstract) {
    const at = code.indexOf('abstract', node.start)
    edits.blank(at, at + 'abstract'.length)
  }
  const clauses: Node[] = node.implements ?? []
  if (clauses[0]) {
    const from = (node.superTypeParameters ?? node.superClass ?? node.typeParameters ?? node.id ?? node).end
    const at = code.slice(0, clauses[0].start).lastIndexOf('implements')
    edits.blank(Math.max(at, Math.min(from, at)), (clauses.at(-1) as Node).end)
    for (const key of Object.keys(node)) if (key === 'implements') node[key] = []
  }
  for (const member of node.body.body as Node[])
    if (member.type === 'MethodDefinition' && member.kind === 'constructor')
      eraseParameterProperties(member, node.superClass !== null, code, edits)
  return false
}

/** `constructor(private x: number)` keeps `x` as a property: assigned once `this` is there. */
function eraseParameterProperties(method: Node, isDerived: boolean, _code: string, edits: Edits): void {
  const value: Node = method.value
  const names: string[] = []
  for (const param of value.params as Node[]) {
    if (param.type !== 'TSParameterProperty') continue
    const target: Node = param.parameter
    const name: Node = target.type === 'AssignmentPattern' ? target.left : target
    edits.blank(param.start, name.start)
    names.push(name.name)
  }
  if (names.length === 0 || !value.body) return
  const assignments = names.map((name) => ` this.${name} = ${name};`).join('')
  const superCall = (value.body.body as Node[]).find(
    (statement) => statement.type === 'ExpressionStatement' && statement.expression.callee?.type === 'Super',
  )
  if (isDerived && superCall) edits.insert(superCall.end, `;${assignments}`)
  else edits.insert(value.body.start + 1, assignments)
}

/** Modifiers, marks and bodiless members of a class. */
function eraseMember(node: Node, code: string, edits: Edits): boolean {
  const isDeclared = node.abstract || node.declare || node.value?.type === 'TSDeclareMethod'
  if (isDeclared) {
    edits.blank(node.start, node.end)
    return true
  }
  const key: Node = node.key
  const head = code.slice(node.start, key.start)
  for (const match of head.matchAll(modifiers)) {
    const at = node.start + (match.index ?? 0)
    // What a member begins with must not run on from the member before it.
    if (match.index === 0 && /[[*]\s*$/.test(head)) edits.replace(at, at + match[0].length, ';')
    else edits.blank(at, at + match[0].length)
  }
  const type: Node | undefined = node.typeAnnotation
  const tail = type ? type.start : node.value ? node.value.start : node.end
  const mark = code.slice(key.end, tail).match(/[?!]/)
  if ((node.optional || node.definite) && mark) {
    const at = key.end + (mark.index ?? 0)
    edits.blank(at, at + 1)
  }
  if (node.type === 'PropertyDefinition' && type && !node.value) {
    edits.replace(type.start, type.end, ';')
    node.typeAnnotation = undefined
  }
  return false
}
