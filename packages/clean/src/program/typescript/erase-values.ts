import type { Edits } from '../edits.ts'
import type { Node } from '../node.ts'
import { declaredNames } from '../scope.ts'
import { children } from '../tree.ts'

/** `enum E { A, B = 2 }` becomes the object that TypeScript makes of it, each member on its own line. */
export function eraseEnum(node: Node, code: string, edits: Edits): void {
  const name: string = node.id.name
  const members: Node[] = node.members
  const names = new Set(members.map(memberName))
  edits.replace(node.start, openBrace(node, code) + 1, `var ${name} = ((${name}) => {`)
  let previous: string | undefined
  for (const member of members) {
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
export function eraseNamespace(node: Node, edits: Edits): void {
  const names: string[] = node.names.map((id: Node) => id.name)
  const opening = names.map((name, index) => `${index === 0 ? 'var' : 'const'} ${name} = ((${name}) => {`)
  const closing = names.map((name, index) => {
    const outer = names[index - 1]
    if (outer === undefined) return `return ${name}; })(${name} ?? {});`
    return `return ${name}; })(${outer}.${name} ?? {}); ${outer}.${name} = ${name}; `
  })
  edits.replace(node.start, node.open + 1, opening.join(' '))
  for (const statement of node.body as Node[]) exportInto(names.at(-1) as string, statement, edits)
  edits.replace(node.end - 1, node.end, ` ${closing.reverse().join('')}`)
}

function exportInto(namespace: string, statement: Node, edits: Edits): void {
  const declaration: Node | null | undefined = statement.declaration
  if (statement.type !== 'ExportNamedDeclaration' || !declaration || declaration.isBodiless) return
  const names: string[] = declaration.type.startsWith('TS')
    ? [declaration.id.name]
    : declaredNames(declaration)
  edits.blank(statement.start, declaration.start)
  const assigned = names.map((name) => ` ${namespace}.${name} = ${name};`).join('')
  edits.insert(statement.end, `;${assigned}`)
}
