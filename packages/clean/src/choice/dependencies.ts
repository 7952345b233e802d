import { exampleNames, knownGlobals } from '../program/globals.ts'
import { importedNames, isHelperModule } from '../program/modules.ts'
import { touchedNames } from '../program/scope.ts'
import { walk } from '../program/tree.ts'
import type { Unit } from '../program/unit.ts'
import { assignment, type Candidate, type Item } from './candidates.ts'
import { nearest } from './nearest.ts'

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
  const places = new Map(blocks.map(({ unit }, index) => [unit, index]))
  const needed = new Set<Item>([candidate.item])
  const missing = new Set<string>()
  const queue: Item[] = [candidate.item]
  const entry = candidate.method ? candidate.method.owner : candidate.names[0]
  const effects = blocks.map(({ items }, index) => effectsOf(items, entry, tables[index] as Table))
  const corrections = blocks.map((block) => isCorrection(block, candidate))
  const need = (item: Item | undefined): void => {
    if (!item || needed.has(item)) return
    needed.add(item)
    queue.push(item)
  }
  for (let item = queue.pop(); item; item = queue.pop()) {
    const at = places.get(item.unit) as number
    for (const name of item.uses) {
      const found = resolve(name, at, home, corrections, tables, candidate)
      if (!found && !knownGlobals.has(name) && !exampleNames.has(name)) missing.add(name)
      need(found)
      need(found ? importTarget(name, found, at, tables) : undefined)
    }
    const own = effects[at] as Map<string, Item[]>
    const touched = item.inner.type === 'ExpressionStatement' ? touchedNames(item.inner) : []
    for (const name of [...item.declares, ...touched]) {
      for (const effect of own.get(name) ?? []) need(effect)
      own.delete(name)
    }
  }
  return { items: needed, missing }
}

/** The statements of a block that fill or change something and are no examples, by each name that they touch. */
function effectsOf(items: readonly Item[], entry: string | undefined, table: Table): Map<string, Item[]> {
  const effects = new Map<string, Item[]>()
  for (const item of items) {
    if (!isEffect(item, entry, table)) continue
    for (const name of touchedNames(item.inner)) {
      const known = effects.get(name)
      if (known) known.push(item)
      else effects.set(name, [item])
    }
  }
  return effects
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
  corrections: readonly boolean[],
  tables: readonly Table[],
  candidate: Candidate,
): Item | undefined {
  if (candidate.item.declares.includes(name)) return candidate.item
  const own = tables[at]?.get(name)
  if (own && own.node.type !== 'ImportDeclaration') {
    // A later block that only declares functions corrects those before it.
    for (let index = tables.length - 1; index > home; index--) {
      const later = tables[index]?.get(name)
      if (
        index !== at &&
        later?.inner.type === 'FunctionDeclaration' &&
        own.inner.type === 'FunctionDeclaration' &&
        corrections[index]
      )
        return later
    }
    return own
  }
  if (own) return own
  for (const index of nearest(at, tables.length)) {
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

function isCorrection({ items }: Block, candidate: Candidate): boolean {
  const names = candidate.names
  return items.every(
    ({ inner, declares }) =>
      inner.type === 'FunctionDeclaration' && !declares.some((name) => names.includes(name)),
  )
}

const declarationTypes =
  /^(?:FunctionDeclaration|ClassDeclaration|VariableDeclaration|ImportDeclaration|EmptyStatement|Export\w+)$/

function isEffect({ inner, uses }: Item, entry: string | undefined, table: Table): boolean {
  if (declarationTypes.test(inner.type)) return false
  for (const name of uses)
    if (exampleNames.has(name) || !(table.has(name) || knownGlobals.has(name))) return false
  // What calls the function itself is an example.
  let isExample = false
  walk([inner], (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === entry)
      isExample = true
    return isExample
  })
  return !isExample
}
