import type { Edits } from './edits.ts'
import type { Node } from './parse.ts'
import { children } from './tree.ts'

/** `enum E { A, B = 2 }` becomes the object that TypeScript makes of it, each member on its own line. */
export function eraseEnum(node: Node, code: string, edits: Edits): void {
  const name: string = node.id.name
  const members: Node[] = node.members
  const names = new Set(members.map(memberName))
  edits.replace(node.start, openBrace(node, code) + 1, `var ${name} = ((${name}) => {`)
  let previous: string | undefined
  for (const [index, member] of members.entries()) {
    const key = JSON.stringify(memberName(member))
    const initializer: Node | undefined = member.initializer
    const isText = initializer !== undefined && isString(initializer)
    const end = afterComma(code, member.end)
    if (initializer) {
      edits.replace(
        member.start,
        initializer.start,
        isText ? `${name}[${key}] = ` : `${name}[${name}[${key}] = `,
      )
      qualify(initializer, name, names, edits)
      edits.replace(member.end, end, isText ? ';' : `] = ${key};`)
    } else {
      const value = previous === undefined ? '0' : `${name}[${previous}] + 1`
      edits.replace(member.start, end, `${name}[${name}[${key}] = ${value}] = ${key};`)
    }
    previous = key
    if (index === members.length - 1) break
  }
  edits.replace(node.end - 1, node.end, `return ${name}; })(${name} ?? {});`)
}

function openBrace(node: Node, code: string): number {
  return code.indexOf('{', node.id.end)
}

function memberName(member: Node): string {
  const id: Node = member.id
  return id.type === 'Identifier' ? id.name : String(id.value)
}

function isString(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return isString(node.left) || isString(node.right)
  return node.type === 'Literal' && typeof node.value === 'string'
}

function afterComma(code: string, from: number): number {
  const comma = code.slice(from).match(/^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*,/)
  return comma ? from + comma[0].length : from
}

/** Members used by their bare names in later members' values. */
function qualify(initializer: Node, name: string, names: ReadonlySet<string>, edits: Edits): void {
  const stack = [initializer]
  while (stack.length > 0) {
    const node = stack.pop() as Node
    if (node.type === 'Identifier' && names.has(node.name)) edits.insert(node.start, `${name}.`)
    else if (node.type === 'MemberExpression' && !node.computed) stack.push(node.object)
    else stack.push(...children(node))
  }
}

/** `namespace N { export const x = 1 }` becomes an object that holds what is exported. */
export function eraseNamespace(node: Node, _code: string, edits: Edits): boolean {
  if (!hasValues(node)) {
    edits.blankStatement(node.start, node.end)
    return true
  }
  const names: Node[] = [node.id]
  let body: Node = node.body
  while (body.type === 'TSModuleDeclaration') {
    names.push(body.id)
    body = body.body
  }
  const opening = names.map((id, index) => {
    const { name } = id as unknown as { name: string }
    return `${index === 0 ? 'var' : 'const'} ${name} = ((${name}) => {`
  })
  const closing = names
    .map((id, index) => {
      const name: string = id.name
      const outer: string | undefined = names[index - 1]?.name
      if (outer === undefined) return `return ${name}; })(${name} ?? {});`
      return `return ${name}; })(${outer}.${name} ?? {}); ${outer}.${name} = ${name}; `
    })
    .reverse()
    .join('')
  edits.replace(node.start, body.start + 1, opening.join(' '))
  const inner = (names.at(-1) as Node).name
  for (const statement of body.body as Node[]) exportInto(inner, statement, edits)
  edits.replace(body.end - 1, body.end, ` ${closing}`)
  // The walk goes on with the statements alone.
  node.id = undefined
  node.body = { type: 'TSModuleBlock', start: body.start, end: body.end, body: body.body }
  return false
}

function exportInto(namespace: string, statement: Node, edits: Edits): void {
  const declaration: Node | null | undefined = statement.declaration
  if (statement.type !== 'ExportNamedDeclaration' || !declaration) return
  const bound: string[] =
    declaration.type === 'VariableDeclaration'
      ? (declaration.declarations as Node[]).map((one) => one.id.name).filter(Boolean)
      : declaration.id
        ? [declaration.id.name]
        : []
  if (declaration.type.startsWith('TSInterface') || declaration.type.startsWith('TSTypeAlias')) return
  edits.blank(statement.start, declaration.start)
  const assigned = bound.map((name) => ` ${namespace}.${name} = ${name};`).join('')
  edits.insert(statement.end, `;${assigned}`)
}

/** Whether a declaration says nothing about values. */
function isTypeDeclaration(node: Node): boolean {
  return (
    node.declare === true ||
    /^TS(?:Interface|TypeAlias)Declaration$|^TSDeclareFunction$/.test(node.type) ||
    (node.type === 'TSModuleDeclaration' && !hasValues(node))
  )
}

function hasValues(node: Node): boolean {
  if (node.declare || node.global) return false
  const body: Node = node.body
  if (body.type === 'TSModuleDeclaration') return hasValues(body)
  return (body.body as Node[]).some((statement) => {
    const inner: Node = statement.declaration ?? statement
    return inner.type !== 'EmptyStatement' && !isTypeDeclaration(inner) && statement.exportKind !== 'type'
  })
}
