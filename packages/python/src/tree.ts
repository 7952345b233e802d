import type { ExprNode, Module, StmtNode } from 'py-ast'

export type { ExprNode, Keyword, Module, StmtNode } from 'py-ast'

/** An expression of one kind. */
export type Expr<Type extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: Type }>
/** A statement of one kind. */
export type Stmt<Type extends StmtNode['nodeType']> = Extract<StmtNode, { nodeType: Type }>
export type FunctionDef = Stmt<'FunctionDef'>
export type Comprehended = Expr<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>

/** Any part of a tree, as one that only walks sees it. */
export interface Node {
  readonly nodeType: string
  readonly lineno?: number
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).nodeType === 'string'

/** What stands right below a node, in the order of its fields; annotations are not run, so they are left out. */
export function childrenOf(node: Node): Node[] {
  const out: Node[] = []
  for (const [field, value] of Object.entries(node)) {
    if (field === 'ctx' || field === 'annotation' || field === 'returns') continue
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) out.push(one)
    } else if (isNode(value)) out.push(value)
  }
  return out
}

/** Visits a node and all below it, from the top; `false` leaves out what is below. */
export function walk(node: Node | readonly Node[], visit: (node: Node) => boolean | undefined): void {
  const left: Node[] = Array.isArray(node) ? [...(node as readonly Node[])].reverse() : [node as Node]
  for (let next = left.pop(); next; next = left.pop()) {
    if (visit(next) === false) continue
    const below = childrenOf(next)
    for (let i = below.length - 1; i >= 0; i--) left.push(below[i] as Node)
  }
}

/** The parameters that have a name, in the order of the signature. */
export function parametersOf({ args: a }: { readonly args: FunctionDef['args'] }): {
  positional: FunctionDef['args']['args']
  all: FunctionDef['args']['args']
} {
  const positional = [...a.posonlyargs, ...a.args]
  return {
    positional,
    all: [...positional, ...a.kwonlyargs, ...(a.vararg ? [a.vararg] : []), ...(a.kwarg ? [a.kwarg] : [])],
  }
}

/** Whether control never comes to what stands after these statements. */
export function ends(body: readonly StmtNode[]): boolean {
  const last = body.at(-1)
  if (!last) return false
  if (['Return', 'Raise', 'Break', 'Continue'].includes(last.nodeType)) return true
  return last.nodeType === 'If' && ends(last.body) && ends(last.orelse)
}

/** The functions of a module's top level. */
export function functionsOf(tree: Module): FunctionDef[] {
  return tree.body.filter((node): node is FunctionDef => node.nodeType === 'FunctionDef')
}
