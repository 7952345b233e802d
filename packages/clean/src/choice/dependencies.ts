import { exampleNames, knownGlobals } from '../program/globals.ts'
import { importedNames, isHelperModule } from '../program/modules.ts'
import { touchedNames } from '../program/scope.ts'
import { walk } from '../program/tree.ts'
import type { Unit } from '../program/unit.ts'
import { assignment, type Candidate, type Item } from './candidates.ts'

/** One block of the response with its statements. */
export interface Block {
  readonly unit: Unit
  readonly items: readonly Item[]
  readonly candidates: readonly Candidate[]
  /** Its place among the pieces of the response. */
  readonly order: number
}

/** The statements that a function needs, and the names that nothing declares. */
export interface Needs {
  readonly items: ReadonlySet<Item>
  readonly missing: ReadonlySet<string>
}

/** What a candidate needs: what it uses, what that uses, and the statements that fill or change those. */
export function needsOf(candidate: Candidate, blocks: readonly Block[]): Needs {
  const home = blocks.findIndex(({ unit }) => unit === candidate.item.unit)
  const tables = blocks.map(({ items }) => declarations(items))
  const needed = new Set<Item>([candidate.item])
  const missing = new Set<string>()
  const queue: Item[] = [candidate.item]
  const entry = candidate.method ? candidate.method.owner : candidate.names[0]
  for (;;) {
    for (let item = queue.pop(); item; item = queue.pop()) {
      const at = blocks.findIndex(({ unit }) => unit === (item as Item).unit)
      for (const name of item.uses) {
        const found = resolve(name, at, home, blocks, tables, candidate)
        if (!found) {
          if (!knownGlobals.has(name) && !exampleNames.has(name)) missing.add(name)
        } else if (!needed.has(found)) {
          needed.add(found)
          queue.push(found)
        }
        const target = found ? importTarget(name, found, at, tables) : undefined
        if (target && !needed.has(target)) {
          needed.add(target)
          queue.push(target)
        }
      }
    }
    const effect = nextEffect(blocks, needed, entry, tables)
    if (!effect) break
    needed.add(effect)
    queue.push(effect)
  }
  return { items: needed, missing }
}

type Table = ReadonlyMap<string, Item>

/** What declares each name in a block: the last one does. */
function declarations(items: readonly Item[]): Table {
  const table = new Map<string, Item>()
  for (const item of items) for (const name of item.declares) table.set(name, item)
  for (const item of items) {
    const target = item.inner.type === 'ExpressionStatement' ? assignment(item.inner.expression) : undefined
    if (target?.name && !table.has(target.name) && item.inner.expression.left.type === 'Identifier')
      table.set(target.name, item)
  }
  return table
}

function resolve(
  name: string,
  at: number,
  home: number,
  blocks: readonly Block[],
  tables: readonly Table[],
  candidate: Candidate,
): Item | undefined {
  if (candidate.item.declares.includes(name)) return candidate.item
  const own = tables[at]?.get(name)
  if (own && own.node.type !== 'ImportDeclaration') {
    // A later block that only declares functions corrects those before it.
    for (let index = blocks.length - 1; index > home; index--) {
      const later = tables[index]?.get(name)
      if (
        index !== at &&
        later?.inner.type === 'FunctionDeclaration' &&
        own.inner.type === 'FunctionDeclaration' &&
        isCorrection(blocks[index] as Block, candidate)
      )
        return later
    }
    return own
  }
  if (own) return own
  for (const index of nearest(at, blocks.length)) {
    const found = tables[index]?.get(name)
    if (found && found.node.type !== 'ImportDeclaration') return found
  }
  return undefined
}

/** What another block of the answer declares for an import. */
function importTarget(name: string, item: Item, at: number, tables: readonly Table[]): Item | undefined {
  if (item.node.type !== 'ImportDeclaration' || isHelperModule(String(item.node.source.value)))
    return undefined
  const imported = importedNames(item.node).find(({ local }) => local === name)?.name
  const wanted = imported === undefined || imported === 'default' || imported === '*' ? name : imported
  for (const index of nearest(at, tables.length)) {
    const found = tables[index]?.get(wanted)
    if (found && found.node.type !== 'ImportDeclaration') return found
  }
  return undefined
}

/** Blocks before a place, the nearest first, then those behind it. */
function nearest(at: number, count: number): number[] {
  const order: number[] = []
  for (let index = at - 1; index >= 0; index--) order.push(index)
  for (let index = at + 1; index < count; index++) order.push(index)
  return order
}

function isCorrection({ items }: Block, candidate: Candidate): boolean {
  const names = candidate.names
  return items.every(
    ({ inner, declares }) =>
      inner.type === 'FunctionDeclaration' && !declares.some((name) => names.includes(name)),
  )
}

/** A statement, not yet needed, that fills or changes something that is. */
function nextEffect(
  blocks: readonly Block[],
  needed: ReadonlySet<Item>,
  entry: string | undefined,
  tables: readonly Table[],
): Item | undefined {
  for (const [index, { items }] of blocks.entries()) {
    if (!items.some((item) => needed.has(item))) continue
    const names = new Set<string>()
    for (const item of items)
      if (needed.has(item)) {
        for (const name of item.declares) names.add(name)
        if (item.inner.type === 'ExpressionStatement')
          for (const name of touchedNames(item.inner)) names.add(name)
      }
    for (const item of items)
      if (!needed.has(item) && isEffect(item, names, entry, tables[index] as Table)) return item
  }
  return undefined
}

const declarationTypes =
  /^(?:FunctionDeclaration|ClassDeclaration|VariableDeclaration|ImportDeclaration|EmptyStatement|Export\w+)$/

function isEffect(item: Item, names: ReadonlySet<string>, entry: string | undefined, table: Table): boolean {
  const { inner } = item
  if (declarationTypes.test(inner.type)) return false
  for (const name of item.uses)
    if (exampleNames.has(name) || !(table.has(name) || knownGlobals.has(name))) return false
  let touches = false
  for (const name of touchedNames(inner)) if (names.has(name)) touches = true
  if (!touches) return false
  // What calls the function itself is an example.
  let isExample = false
  walk([inner], (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === entry)
      isExample = true
    return isExample
  })
  return !isExample
}
