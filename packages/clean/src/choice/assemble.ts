import type { CleanedCode } from '@gencode/contract/types'
import { Edits } from '../program/edits.ts'
import type { Node } from '../program/node.ts'
import type { Unit } from '../program/unit.ts'
import { Lines, mapLines } from '../response/lines.ts'
import { countLines, linesOf, type Text } from '../response/text.ts'
import { assignment, type Candidate, type Item, isDeclared, isResult } from './candidates.ts'
import type { Block, Needs } from './dependencies.ts'
import { editModules } from './imports.ts'

/** Writes the source of a chosen function: what it needs stays, everything else is blank. */
export function assemble(
  candidate: Candidate,
  needs: Needs,
  blocks: readonly Block[],
  requested: readonly string[],
  warnings: string[],
): CleanedCode {
  const used = blocks.filter(({ items }) => items.some((item) => needs.items.has(item)))
  const taken = new Set<string>()
  for (const item of needs.items) for (const name of item.declares) taken.add(name)
  const naming = nameEntry(candidate, requested, taken)
  const parts: { plain: string; text: Text }[] = []
  for (const { unit, items } of used) {
    const edits = new Edits(unit.plain)
    edits.blank(0, /^#!.*/.exec(unit.plain)?.[0].length ?? 0)
    for (const item of items)
      if (needs.items.has(item)) editKept(item, candidate, naming, edits)
      else if (item.inner.type !== 'EmptyStatement' && !isDirective(item, used.length))
        edits.blankStatement(item.node.start, item.node.end)
    editModules(items, needs, blocks, edits)
    if (unit === candidate.item.unit && naming.behind)
      edits.insert(candidate.item.node.end, ended(unit.plain, candidate.item.node) + naming.behind)
    parts.push(trimmed(edits.apply(), unit, items, needs))
    for (const warning of unit.warnings) warnings.push(warning)
  }
  const params: Node[] = candidate.fn?.params ?? []
  const { plain } = candidate.item.unit
  return {
    source: parts.map((part) => part.plain).join('\n'),
    original: parts.map((part) => part.text.value).join('\n'),
    language: used.some(({ unit }) => unit.typescript) ? 'typescript' : 'javascript',
    entry: naming.entry,
    params: params.map((one) => paramName(one, plain)),
    warnings,
    lineMap: linesOf(parts),
  }
}

/** What a statement needs before another one may follow on its line. */
function ended(plain: string, node: Node): string {
  const last = plain[node.end - 1]
  const isBlock = last === '}' && /Declaration$/.test(node.type) && node.type !== 'VariableDeclaration'
  return isBlock || last === ';' ? '' : ';'
}

function paramName(node: Node, plain: string): string {
  if (node.type === 'AssignmentPattern') return paramName(node.left, plain)
  return plain.slice(node.start, node.end)
}

function isDirective({ inner }: Item, units: number): boolean {
  return units === 1 && inner.type === 'ExpressionStatement' && inner.expression.value === 'use strict'
}

/** What a function is called in the source, and how it comes to be called so. */
interface Naming {
  readonly entry: string
  /** Put behind the candidate's statement, on its last line. */
  readonly behind?: string
  /** The name that a nameless owner of the method gets. */
  readonly owner?: string
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
const reserved = new Set(
  'break case catch class const continue debugger default delete do else export extends finally for function if import in instanceof new return super switch this throw try typeof var void while with yield let static enum await implements package protected interface private public null true false'.split(
    ' ',
  ),
)

function isName(name: string): boolean {
  return identifier.test(name) && !reserved.has(name)
}

function nameEntry(candidate: Candidate, requested: readonly string[], taken: Set<string>): Naming {
  const fallback = requested.find(isName) ?? 'main'
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  const { method, names } = candidate
  if (method) {
    const entry = free(isName(method.name) ? method.name : fallback)
    const owner = method.owner ?? free('owner')
    const isPlain = candidate.fn?.params.every((one: Node) => one.type === 'Identifier')
    const list = isPlain ? candidate.fn?.params.map((one: Node) => one.name).join(', ') : '...args'
    const access = isName(method.name) ? `.${method.name}` : `[${JSON.stringify(method.name)}]`
    // One object for all calls, as one would be made by whoever uses it.
    const made = method.isInstance ? `const ${free(`${entry}Owner`)} = new ${owner}(); ` : ''
    const target = method.isInstance ? free(`${entry}Owner`) : owner
    return {
      entry,
      owner,
      behind: ` ${made}function ${entry}(${list}) { return ${target}${access}(${list}); }`,
    }
  }
  const local = names[0]
  if (local === undefined) return { entry: free(fallback) }
  const alias = requested.find((name) => names.includes(name))
  if (alias && alias !== local && isName(alias) && !taken.has(alias))
    return { entry: alias, behind: ` const ${alias} = ${local};` }
  return { entry: local }
}

/** Takes `export` or `return` off a kept statement and gives a nameless function its name. */
function editKept(item: Item, candidate: Candidate, naming: Naming, edits: Edits): void {
  const { node, inner } = item
  const { plain } = item.unit
  if (node.type === 'ImportDeclaration') return
  const name = candidate.method ? naming.owner : naming.entry
  const isEntry = item === candidate.item
  const isDeclaration = /^(?:Function|Class)Declaration$/.test(inner.type)
  if (isResult(node) && !isDeclaration) {
    // The keyword alone: a bracket may stand before the value.
    const keyword = /^(?:export\s+default|return)/.exec(plain.slice(node.start, inner.start))?.[0] ?? ''
    edits.replace(node.start, node.start + keyword.length, isEntry ? `const ${name} =` : ';')
    return
  }
  if (node !== inner) edits.blank(node.start, inner.start)
  if (inner.type === 'ExpressionStatement') {
    const target = assignment(inner.expression)
    if (target?.name && target.left.type === 'Identifier' && inner.expression.left === target.left) {
      if (!isDeclared(item.unit, target.name)) edits.insert(inner.start, 'var ')
    } else if (isEntry && target) edits.replace(inner.start, target.left.end, `const ${target.name ?? name}`)
    else if (isEntry) edits.insert(inner.start, `const ${name} = `)
    return
  }
  if (isEntry && isDeclaration && !inner.id) {
    const head = /^(?:async\s+)?(?:function\s*\*?|class)/.exec(plain.slice(inner.start))?.[0] ?? 'function'
    edits.insert(inner.start + head.length, ` ${name}`)
  }
}

/** Of code between prose only the part from the first kept statement to the last is shown. */
function trimmed(
  plain: string,
  unit: Unit,
  items: readonly Item[],
  needs: Needs,
): { plain: string; text: Text } {
  const { value, lines } = unit.text
  if (!unit.isLoose && plain === value) return { plain, text: unit.text }
  const original = new Lines(value)
  const source = mapLines(plain, (line, index) =>
    line.trim() === '' && line !== original.at(index) ? '' : line,
  )
  if (!unit.isLoose) return { plain: source, text: unit.text }
  const kept = items.filter((item) => needs.items.has(item))
  let start = unit.plain.length
  let end = 0
  for (const { node } of kept) {
    start = Math.min(start, node.start)
    end = Math.max(end, node.end)
  }
  const last = countLines(unit.plain, end)
  let first = countLines(unit.plain, start)
  const clean = new Lines(source)
  while (first > 0 && clean.at(first - 1).trim() !== '') first--
  return {
    plain: clean.between(first, last + 1),
    text: { value: original.between(first, last + 1), lines: lines.slice(first, last + 1) },
  }
}
