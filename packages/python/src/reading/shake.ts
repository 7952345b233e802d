import { type FunctionDef, functionsOf, type Module, type Node, type StmtNode, walk } from '../tree.ts'

/**
 * The statements of the module that the entry needs, in their order: what only calls it (an example, a print) goes, and
 * with it what would be refused there.
 */
export function shake(tree: Module, entry: FunctionDef): StmtNode[] {
  const need = new Set<string>()
  addNames(entry.body, need)
  addNames(entry.args, need)
  const kept = new Set<StmtNode>([entry])
  const candidates = tree.body.filter((node) => node !== entry && !isAnotherEntry(node, entry))
  for (const node of candidates)
    if (node.nodeType === 'Import' || node.nodeType === 'ImportFrom') kept.add(node)
  for (let grown = true; grown; ) {
    grown = false
    for (const node of candidates) {
      if (kept.has(node) || !writes(node).some((name) => need.has(name))) continue
      kept.add(node)
      addNames(node, need)
      grown = true
    }
  }
  return tree.body.filter((node) => kept.has(node))
}

/** The function that is meant: the last of that name, or the last one. */
export function entryOf(tree: Module, name: string | undefined): FunctionDef | undefined {
  const all = functionsOf(tree)
  return all.filter((one) => one.name === name).at(-1) ?? all.at(-1)
}

function isAnotherEntry(node: StmtNode, entry: FunctionDef): boolean {
  return node.nodeType === 'FunctionDef' && node.name === entry.name
}

/** The names that a statement gives a value, or whose value it changes. */
function writes(node: StmtNode): string[] {
  switch (node.nodeType) {
    case 'FunctionDef':
    case 'ClassDef':
      return [node.name]
    case 'Expr':
      // numpy's seed, and calls of a method: what they do stays.
      if (node.value.nodeType !== 'Call' || node.value.func.nodeType !== 'Attribute') return []
      return rootOf(node.value.func)
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign': {
      const names = new Set<string>()
      addNames(node.nodeType === 'Assign' ? node.targets : node.target, names)
      return [...names]
    }
    case 'If':
      if (/__name__/.test(JSON.stringify(node.test))) return []
      return [...node.body, ...node.orelse].flatMap(writes)
    case 'For':
    case 'While':
    case 'Try':
      return node.body.flatMap(writes)
    default:
      return []
  }
}

function rootOf(node: Node): string[] {
  let root = node as Node & { value?: Node; id?: string }
  while (root.nodeType === 'Attribute' && root.value) root = root.value
  return root.nodeType === 'Name' && root.id !== undefined ? [root.id] : []
}

function addNames(node: Node | readonly Node[], into: Set<string>): void {
  walk(node, (one) => {
    if (one.nodeType === 'Name') into.add((one as unknown as { id: string }).id)
    return undefined
  })
}
