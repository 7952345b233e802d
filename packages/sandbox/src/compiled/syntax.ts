import type { Flow } from './flow.ts'
import type { Node } from './interpreter.ts'

/** What a part of the program does, seen from its text alone. */
export interface Effects {
  /** The names that it assigns to. */
  readonly assigned: ReadonlySet<string>
  /** Whether it makes functions, which may keep the variables that they see. */
  readonly hasFunctions: boolean
  /** Whether it may make an array longer. */
  readonly fills: boolean
}

/** Goes through a part of the tree once. */
export function effectsOf(flow: Flow, root: Node): Effects {
  const assigned = new Set<string>()
  let hasFunctions = false
  let fills = false
  let seen = 0
  const open: unknown[] = [root]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if (Array.isArray(node)) {
      open.push(...node)
      continue
    }
    seen++
    const { type } = node as Node
    if (type === 'UpdateExpression') addNames(assigned, (node as { argument?: unknown }).argument)
    if (type === 'AssignmentExpression') {
      const { left } = node as { left?: { type: string; computed?: boolean } }
      addNames(assigned, left)
      fills ||= left?.type === 'MemberExpression' && left.computed === true
    }
    if (type === 'ForOfStatement') addNames(assigned, (node as { left?: unknown }).left)
    hasFunctions ||= /Function/.test(type ?? '')
    fills ||= type === 'Identifier' && (node as { name?: string }).name === 'push'
    open.push(...Object.values(node))
  }
  flow.spend(seen >> 3)
  return { assigned, hasFunctions, fills }
}

/** All identifiers of what is assigned to; more than need be. */
function addNames(names: Set<string>, target: unknown): void {
  const open = [target]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    const { type, name } = node as { type?: string; name?: string }
    if (type === 'Identifier' && name !== undefined) names.add(name)
    open.push(...Object.values(node))
  }
}
