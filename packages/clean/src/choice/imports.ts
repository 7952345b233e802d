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
import type { Unit } from '../program/unit.ts'
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
  return blocks.some(({ unit, items }) => unit !== item.unit && keptNames(items, needs).has(wanted))
}

const namesOfBlocks = new WeakMap<
  readonly Item[],
  { readonly needs: Needs; readonly names: ReadonlySet<string> }
>()

/** The names that the kept statements of a block declare. */
function keptNames(items: readonly Item[], needs: Needs): ReadonlySet<string> {
  let known = namesOfBlocks.get(items)
  if (known?.needs !== needs) {
    known = {
      needs,
      names: new Set(items.filter((one) => needs.items.has(one)).flatMap(({ declares }) => declares)),
    }
    namesOfBlocks.set(items, known)
  }
  return known.names
}

const repeatedWords = new WeakMap<Unit, ReadonlySet<string>>()

/** In TypeScript, an import that only types use: its name stands in the text more than once. */
function isType(local: string, { unit }: Item): boolean {
  if (!unit.typescript) return false
  let repeated = repeatedWords.get(unit)
  if (!repeated) {
    const once = new Set<string>()
    const more = new Set<string>()
    for (const [word] of unit.text.value.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
      if (once.has(word)) more.add(word)
      else once.add(word)
    repeated = more
    repeatedWords.set(unit, repeated)
  }
  return repeated.has(local)
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
