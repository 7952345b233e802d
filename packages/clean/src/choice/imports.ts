import { helperMembers, helperName } from '@gencode/contract/helpers'
import type { Edits } from '../program/edits.ts'
import {
  giverOf,
  helperBindings,
  type Imported,
  importedNames,
  isHelperModule,
  moduleCalls,
  requiredNames,
} from '../program/modules.ts'
import type { Node } from '../program/node.ts'
import type { Item } from './candidates.ts'
import type { Block, Needs } from './dependencies.ts'
import { UnknownModule } from './failures.ts'

/** Turns the imports of a block into uses of the helpers; throws `UnknownModule` for any other module. */
export function editModules(
  items: readonly Item[],
  needs: Needs,
  blocks: readonly Block[],
  edits: Edits,
): void {
  const kept = new Set<string>()
  const used = new Set<string>()
  for (const item of items)
    if (item.node.type !== 'ImportDeclaration')
      for (const name of item.uses) {
        used.add(name)
        if (needs.items.has(item)) kept.add(name)
      }
  for (const item of items) {
    if (item.node.type === 'ImportDeclaration') editImport(item, kept, used, needs, blocks, edits)
    else editRequires(item, kept, used, needs, edits)
  }
}

function editImport(
  item: Item,
  kept: ReadonlySet<string>,
  used: ReadonlySet<string>,
  needs: Needs,
  blocks: readonly Block[],
  edits: Edits,
): void {
  const { node } = item
  const source = String(node.source.value)
  const names = importedNames(node)
  const wanted = names.filter(({ local }) => kept.has(local))
  if (isHelperModule(source)) {
    checkMembers(wanted, source, item, node.start)
    const bindings = helperBindings(wanted)
    if (needs.items.has(item) || bindings === '') edits.replace(node.start, node.end, bindings)
    return
  }
  const left = wanted.filter(({ local, name }) => !isInAnswer(local, name, item, needs, blocks))
  const isOfExamples =
    names.length > 0 && names.every(({ local }) => kept.has(local) || used.has(local) || isType(local, item))
  if (left.length > 0 || (!isOfExamples && wanted.length === 0)) throw unknown(source, item, node.start)
  edits.blankStatement(node.start, node.end)
  const aliases = wanted.filter(({ local, name }) => local !== name && name !== 'default' && name !== '*')
  for (const { local, name } of aliases) edits.insert(node.end, `const ${local} = ${name};`)
}

/** Whether another block of the answer declares what is imported. */
function isInAnswer(
  local: string,
  name: string,
  item: Item,
  needs: Needs,
  blocks: readonly Block[],
): boolean {
  const wanted = name === 'default' || name === '*' ? local : name
  for (const { items } of blocks)
    for (const one of items)
      if (one.unit !== item.unit && needs.items.has(one) && one.declares.includes(wanted)) return true
  return false
}

/** In TypeScript, an import that only types use. */
function isType(local: string, item: Item): boolean {
  if (!item.unit.typescript) return false
  return item.unit.text.value.split(new RegExp(`\\b${local.replace(/\$/g, '\\$')}\\b`)).length > 2
}

function editRequires(
  item: Item,
  kept: ReadonlySet<string>,
  used: ReadonlySet<string>,
  needs: Needs,
  edits: Edits,
): void {
  if (!item.uses.has('require') && !hasImportCall(item)) return
  const isNeeded = needs.items.has(item)
  const bound = item.inner.type === 'VariableDeclaration' ? item.inner.declarations.map(requiredNames) : []
  for (const { node, source } of moduleCalls(item.inner)) {
    const binding = bound.find(
      (one: ReturnType<typeof requiredNames>) =>
        one && node.start >= one.call.start && node.end <= one.call.end,
    )
    if (isHelperModule(source)) {
      if (isNeeded) editHelperCall(item, node, source, binding, kept, edits)
      continue
    }
    const names: Imported[] = binding?.names ?? []
    const isKept = isNeeded && (names.length === 0 || names.some(({ local }) => kept.has(local)))
    const isUnused = !isNeeded && binding !== undefined && !names.some(({ local }) => used.has(local))
    if (isKept || isUnused) throw unknown(source, item, node.start)
  }
}

function hasImportCall(item: Item): boolean {
  return item.unit.plain.slice(item.inner.start, item.inner.end).includes('import(')
}

function editHelperCall(
  item: Item,
  node: Node,
  source: string,
  binding: ReturnType<typeof requiredNames>,
  kept: ReadonlySet<string>,
  edits: Edits,
): void {
  const call = binding?.call ?? node
  const isAlone = item.inner.declarations?.length === 1
  if (!binding) {
    edits.replace(call.start, call.end, helperName)
    return
  }
  const wanted = binding.names.filter(({ local }) => kept.has(local))
  checkMembers(wanted, source, item, node.start)
  if (isAlone) edits.replace(item.inner.start, item.inner.end, helperBindings(wanted))
  else edits.replace(call.start, call.end, helperName)
}

function checkMembers(names: readonly Imported[], source: string, item: Item, position: number): void {
  const missing = names.find(({ name }) => giverOf(name) === undefined)
  if (!missing) return
  throw new UnknownModule(
    `\`${missing.name}\` can't be imported from "${source}": there is only \`${helperName}\` with ${helperMembers.join(', ')}, and JavaScript's own \`Math\`.`,
    item.unit,
    position,
  )
}

function unknown(source: string, item: Item, position: number): UnknownModule {
  return new UnknownModule(
    `The module "${source}" is not available: nothing can be imported. Use plain JavaScript, \`Math\`, and the helpers in \`${helperName}\` (${helperMembers.join(', ')}).`,
    item.unit,
    position,
  )
}
