import { childrenOf, type Expr, type ExprNode, type FunctionDef, type Node } from '../tree.ts'
import { createVariable, type Scope, type Variable } from './scopes.ts'

/** A dict of named terms that never leaves the function but with the reward: a plain object of numbers. */
export interface Record {
  /** The keys that the literal has. */
  readonly keys: readonly string[]
  /** The value of each key that is ever written, as a variable. */
  readonly fields: Map<string, Variable>
}

/** The keys of a dict that are texts, each another; undefined where they are not. */
export function keysOf(dict: Expr<'Dict'>): string[] | undefined {
  const names = dict.keys.map((key) => (key ? keyOf(key) : undefined))
  const isPlain = names.every((name): name is string => name !== undefined)
  return isPlain && new Set(names).size === names.length ? names : undefined
}

/** A text that may be the key of a plain object. */
function keyOf(node: ExprNode): string | undefined {
  const isText = node.nodeType === 'Constant' && typeof node.value === 'string'
  return isText && node.value !== '__proto__' ? (node.value as string) : undefined
}

/** The dicts of the entry that can be plain objects, by the variables that hold them. */
export function findRecords(entry: FunctionDef, scope: Scope): Map<Variable, Record> {
  const records = new Map<Variable, Record>()
  const lost = new Set<string>()
  for (const node of entry.body) visit(node, scope, records, lost)
  for (const [variable] of records) if (lost.has(variable.name)) records.delete(variable)
  return records
}

const isName = (node: Node | undefined, names: ReadonlySet<string>): node is Expr<'Name'> =>
  node?.nodeType === 'Name' && names.has((node as Expr<'Name'>).id)

function visit(node: Node, scope: Scope, records: Map<Variable, Record>, lost: Set<string>): void {
  const names = new Set(Array.from(records.keys(), ({ name }) => name))
  const below = (skipped: Node | undefined): void => {
    for (const child of childrenOf(node)) if (child !== skipped) visit(child, scope, records, lost)
  }
  switch (node.nodeType) {
    case 'Name':
      lost.add((node as Expr<'Name'>).id)
      return
    case 'Assign':
    case 'AnnAssign': {
      const made = madeRecord(node, scope)
      if (made && !lost.has(made.variable.name)) records.set(made.variable, made.record)
      below(made?.target)
      return
    }
    case 'Subscript': {
      const { value, slice } = node as Expr<'Subscript'>
      const key = keyOf(slice)
      const isRead = key !== undefined && isName(value, names)
      if (isRead) addField(records, value.id, key)
      below(isRead ? value : undefined)
      return
    }
    case 'Return': {
      const { value } = node as { value?: ExprNode }
      const terms = value && termsOf(value)
      if (value && isName(terms, names)) {
        for (const child of childrenOf(value)) if (child !== terms) visit(child, scope, records, lost)
      } else below(undefined)
      return
    }
    case 'Call':
      if (!isName(summedOf(node as Expr<'Call'>), names)) below(undefined)
      return
    default:
      below(undefined)
  }
}

function addField(records: Map<Variable, Record>, name: string, key: string): void {
  for (const [variable, { fields }] of records)
    if (variable.name === name && !fields.has(key)) fields.set(key, createVariable(key, variable.scope))
}

/** `terms = {"a": 1}` */
function madeRecord(
  node: Node,
  scope: Scope,
): { variable: Variable; record: Record; target: Node } | undefined {
  const {
    targets,
    target = targets?.[0],
    value,
  } = node as unknown as {
    targets?: ExprNode[]
    target?: ExprNode
    value?: ExprNode
  }
  if ((targets?.length ?? 1) !== 1 || target?.nodeType !== 'Name' || value?.nodeType !== 'Dict')
    return undefined
  const variable = scope.variables.get(target.id)
  const keys = keysOf(value)
  if (!keys || variable?.writes !== 1 || variable.isShared || variable.isParameter) return undefined
  const fields = new Map(keys.map((key) => [key, createVariable(key, scope)] as const))
  return { variable, record: { keys, fields }, target }
}

/** What stands for the terms in `reward, terms` and `{"reward": reward, "components": terms}`. */
function termsOf(value: ExprNode): ExprNode | undefined {
  return rewardParts(value)?.[1]
}

/** The reward and the terms of what a function returns, where both are written out. */
export function rewardParts(value: ExprNode): readonly [reward: ExprNode, terms: ExprNode] | undefined {
  if (value.nodeType === 'Tuple') {
    const [reward, terms] = value.elts
    const isPair = value.elts.length === 2 && value.elts.every(({ nodeType }) => nodeType !== 'Starred')
    return isPair && reward && terms ? [reward, terms] : undefined
  }
  if (value.nodeType !== 'Dict' || keysOf(value)?.join() !== 'reward,components') return undefined
  const [reward, terms] = value.values
  return reward && terms ? [reward, terms] : undefined
}

/** What `sum(terms.values())` adds up. */
export function summedOf({ func, args, keywords }: Expr<'Call'>): ExprNode | undefined {
  const [values] = args
  if (func.nodeType !== 'Name' || func.id !== 'sum' || args.length !== 1 || keywords.length > 0)
    return undefined
  if (values?.nodeType !== 'Call' || values.args.length > 0 || values.keywords.length > 0) return undefined
  return values.func.nodeType === 'Attribute' && values.func.attr === 'values' ? values.func.value : undefined
}
