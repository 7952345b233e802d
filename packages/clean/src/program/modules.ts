import { helperMembers, helperModules, helperName } from '@gencode/contract/helpers'
import type { Node } from './node.ts'
import { walk } from './tree.ts'

/** A name that a module gives. */
export interface Imported {
  readonly local: string
  /** `*` for all of it, `default` for its default. */
  readonly name: string
}

const members = new Set(helperMembers.map((one) => one.split('.')[0] as string))
const modules = new Set(helperModules)

/** Whether a module stands for the helpers: by its bare name, whatever the registry, version or file. */
export function isHelperModule(source: string): boolean {
  const bare = source
    .toLowerCase()
    .replace(/^(?:node|npm|jsr|bun):/, '')
    .replace(/^https?:\/\/[^/]+\/(?:(?:npm|gh|v\d+|pin|-)\/)*/, '')
  if (/^[./]/.test(bare)) return false
  const name = bare.startsWith('@') ? bare.split('/').slice(0, 2).join('/') : (bare.split('/')[0] as string)
  const version = name.indexOf('@', 1)
  return modules.has((version < 0 ? name : name.slice(0, version)).replace(/\.js$/, ''))
}

/** Whether a name can be had from the helpers, or else from `Math`. */
export function giverOf(name: string): string | undefined {
  if (members.has(name) || name === '*' || name === 'default' || name === helperName) return helperName
  return Object.getOwnPropertyNames(Math).includes(name) ? 'Math' : undefined
}

/** The names that an `import` binds. */
export function importedNames(node: Node): Imported[] {
  return node.specifiers.map((one: Node) => ({
    local: one.local.name,
    name:
      one.type === 'ImportSpecifier'
        ? (one.imported.name ?? one.imported.value)
        : one.type === 'ImportNamespaceSpecifier'
          ? '*'
          : 'default',
  }))
}

/** `const` declarations, in one line, that give imported helpers their names. */
export function helperBindings(names: readonly Imported[]): string {
  const whole = names.filter(({ name }) => giverOf(name) === helperName && !members.has(name))
  const parts: string[] = whole
    .filter(({ local }) => local !== helperName)
    .map(({ local }) => `const ${local} = ${helperName};`)
  for (const giver of [helperName, 'Math']) {
    const own = names.filter((one) => !whole.includes(one) && giverOf(one.name) === giver)
    if (own.length === 0) continue
    const list = own.map(({ local, name }) => (local === name ? name : `${name}: ${local}`)).join(', ')
    parts.push(`const { ${list} } = ${giver};`)
  }
  return parts.join(' ')
}

/** A call of `require`, or an `import(...)`, with a plain name. */
export interface ModuleCall {
  readonly node: Node
  readonly source: string
}

export function moduleCalls(root: Node): ModuleCall[] {
  const calls: ModuleCall[] = []
  walk([root], (node) => {
    const isRequire =
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
    const argument: Node | undefined = isRequire
      ? node.arguments[0]
      : node.type === 'ImportExpression'
        ? node.source
        : undefined
    if (argument) calls.push({ node, source: argument.type === 'Literal' ? String(argument.value) : '' })
    return false
  })
  return calls
}

/** What `const x = require('y')` or `const { a, b: c } = require('y')` binds; undefined for anything else. */
export function requiredNames(
  declarator: Node,
): { call: Node; source: string; names: Imported[] } | undefined {
  const { init, id } = declarator
  const call: Node | undefined = init?.type === 'AwaitExpression' ? init.argument : init
  const source = call ? moduleCalls(call).find((one) => one.node === call)?.source : undefined
  if (source === undefined) return undefined
  if (id.type === 'Identifier') return { call: init, source, names: [{ local: id.name, name: '*' }] }
  if (id.type !== 'ObjectPattern') return undefined
  const names: Imported[] = []
  for (const one of id.properties)
    if (one.type === 'Property' && one.value.type === 'Identifier')
      names.push({ local: one.value.name, name: one.key.name ?? String(one.key.value) })
  return { call: init, source, names }
}
