import { Edits } from '../program/edits.ts'
import type { Node } from '../program/node.ts'
import { isFunction } from '../program/tree.ts'
import { linesOf } from '../response/text.ts'
import type { Item } from './candidates.ts'
import type { Block } from './dependencies.ts'
import { editModules } from './imports.ts'

/** A whole program as plain JavaScript; it may `await` and `return` outside of any function. */
export interface CleanedProgram {
  /** `original` line for line as plain JavaScript: nothing imported, nothing exported, types erased. */
  readonly source: string
  /** The code unwrapped from the response; joined blocks one after another. Errors speak in its lines. */
  readonly original: string
  /** Line of `original` (index 0 is line 1) -> one-based line of the response. */
  readonly lineMap: readonly number[]
  /** What was passed over or repaired, as sentences. */
  readonly warnings: readonly string[]
}

/** Joins blocks to one program whose result is what `main` returns. */
export function assembleProgram(blocks: readonly Block[], main: Block, warnings: string[]): CleanedProgram {
  const needs = { items: new Set(blocks.flatMap(({ items }) => items)), missing: new Set<string>() }
  const sources: string[] = []
  for (const block of blocks) {
    const { unit, items } = block
    const edits = new Edits(unit.plain)
    edits.blank(0, /^#!.*/.exec(unit.plain)?.[0].length ?? 0)
    for (const item of items) takeExport(item, edits)
    editModules(items, needs, blocks, edits)
    if (block === main) giveResult(items, edits, warnings)
    sources.push(edits.apply())
  }
  return {
    source: sources.join('\n'),
    original: blocks.map(({ unit }) => unit.text.value).join('\n'),
    lineMap: linesOf(blocks.map(({ unit }) => unit)),
    warnings,
  }
}

/** `export` goes; the value of a default export is the program's result. */
function takeExport({ node, inner }: Item, edits: Edits): void {
  if (node.type === 'ExportDefaultDeclaration') {
    const isNamed = /Declaration$/.test(inner.type) && inner.id
    if (isNamed || isFunction(inner) || inner.type === 'ClassDeclaration')
      edits.blank(node.start, inner.start)
    else edits.replace(node.start, node.start + 'export default'.length, 'return')
    if (!isNamed && isFunction(inner)) {
      edits.insert(inner.start, 'return await (')
      edits.insert(inner.end, ')()')
    }
  } else if (node.type === 'ExportNamedDeclaration') {
    if (node.declaration) edits.blank(node.start, inner.start)
    else edits.blankStatement(node.start, node.end)
  }
}

const mainName = /^(?:main|run|program|solve|solution|execute|handler)$/i

/** A program that is a function, or only declares some, or calls one and drops what it gives, gives its result. */
function giveResult(items: readonly Item[], edits: Edits, warnings: string[]): void {
  const done = items.filter(({ node }) => node.type !== 'EmptyStatement' && !node.directive)
  if (
    done.some(
      ({ node }) =>
        node.type === 'ReturnStatement' || (node.type === 'ExportDefaultDeclaration' && !node.declaration.id),
    )
  )
    return
  const last = done.at(-1)
  if (!last) return
  const expression: Node | undefined = last.inner.expression
  if (last.inner.type === 'ExpressionStatement' && expression) {
    if (isFunction(expression) && done.length === 1) {
      if (!takesNothing(expression)) return
      edits.insert(expression.start, 'return await (')
      edits.insert(expression.end, ')()')
      warnings.push('The program was a function: it was called.')
    } else if (isCallOf(expression, done)) edits.insert(last.node.start, 'return ')
    return
  }
  const functions = done.flatMap(functionsOf)
  const isQuiet = done.every(({ inner }) =>
    /^(?:Function|Class|Variable|Import)Declaration$/.test(inner.type),
  )
  if (
    !isQuiet ||
    done.some(({ inner }) => inner.declarations?.some((one: Node) => one.init?.type === 'AwaitExpression'))
  )
    return
  const callable = functions.filter(({ fn }) => takesNothing(fn))
  const used = new Set(done.flatMap(({ uses }) => [...uses]))
  const unused = callable.filter(({ name }) => !used.has(name))
  const main =
    callable.find(({ name }) => mainName.test(name)) ?? (unused.length === 1 ? unused[0] : undefined)
  if (!main) return
  edits.insert(last.node.end, `; return await ${main.name}();`)
  warnings.push(`\`${main.name}\` was called: nothing in the program called it.`)
}

function takesNothing({ params }: Node): boolean {
  return params.every(({ type }: Node) => type === 'AssignmentPattern' || type === 'RestElement')
}

function functionsOf({ inner }: Item): { name: string; fn: Node }[] {
  if (inner.type === 'FunctionDeclaration') return inner.id ? [{ name: inner.id.name, fn: inner }] : []
  if (inner.type !== 'VariableDeclaration') return []
  return inner.declarations
    .filter((one: Node) => one.id.type === 'Identifier' && isFunction(one.init))
    .map((one: Node) => ({ name: one.id.name, fn: one.init }))
}

/** `main()`, `await main()`, `(async () => { ... })()`, with `.catch(...)` and the like behind it. */
function isCallOf(expression: Node, items: readonly Item[]): boolean {
  let at: Node = expression
  while (
    at.type === 'AwaitExpression' ||
    (at.type === 'CallExpression' && at.callee.type === 'MemberExpression')
  ) {
    const method = at.callee?.property?.name
    if (at.type === 'AwaitExpression') at = at.argument
    else if (method === 'then' || method === 'catch' || method === 'finally') at = at.callee.object
    else return false
  }
  if (at.type !== 'CallExpression') return false
  const { callee } = at
  return (
    isFunction(callee) ||
    (callee.type === 'Identifier' && items.some(({ declares }) => declares.includes(callee.name)))
  )
}
