import { syntaxError, unsupported } from '../python-error.ts'
import { childrenOf, type Expr, type FunctionDef, type Module, type Node, parametersOf } from '../tree.ts'
import type { SourceText } from './text.ts'

/** How deep a tree may be, in nodes. */
const deepest = 300

/** What CPython's compiler says beside its parser. @throws Refusal */
export function checkTree(tree: Module, text: SourceText): void {
  visit(tree, { inFunction: false, inLoop: false, depth: 0 }, text)
}

interface Place {
  readonly inFunction: boolean
  readonly inLoop: boolean
  readonly depth: number
}

function visit(node: Node, place: Place, text: SourceText): void {
  if (place.depth > deepest) unsupported('the code is nested too deeply', node)
  const below = { ...place, depth: place.depth + 1 }
  const all = (nodes: readonly Node[], where: Place): void => {
    for (const one of nodes) visit(one, where, text)
  }
  switch (node.nodeType) {
    case 'Return':
      if (!place.inFunction) syntaxError("'return' outside function", node)
      break
    case 'Break':
      if (!place.inLoop) syntaxError("'break' outside loop", node)
      break
    case 'Continue':
      if (!place.inLoop) syntaxError("'continue' not properly in loop", node)
      break
    case 'Constant':
      checkNumber(node, text)
      break
    case 'Call': {
      const { args, keywords } = node as Expr<'Call'>
      if (args.length + keywords.length < 2) break
      const bare = args.find(
        (one) =>
          one.nodeType === 'GeneratorExp' && one.end_lineno === one.lineno && !/^\(.*\)$/.test(text.of(one)),
      )
      if (bare) syntaxError('Generator expression must be parenthesized', bare)
      break
    }
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'Lambda': {
      const one = node as FunctionDef
      const names = parametersOf(one).all.map((parameter) => parameter.arg)
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      if (twice !== undefined) syntaxError(`duplicate argument '${twice}' in function definition`, node)
      const body = Array.isArray(one.body) ? one.body : [one.body as unknown as Node]
      all(childrenOf(one.args), below)
      all(body, { ...below, inFunction: true, inLoop: false })
      return
    }
    case 'ClassDef':
      all(childrenOf(node), { ...below, inFunction: false, inLoop: false })
      return
    case 'For':
    case 'While': {
      const loop = node as unknown as { body: Node[]; orelse: Node[] }
      const head = childrenOf(node).filter((one) => !loop.body.includes(one) && !loop.orelse.includes(one))
      all(head, below)
      all(loop.body, { ...below, inLoop: true })
      all(loop.orelse, below)
      return
    }
  }
  // `elif` after `elif` is no depth that the writer sees, nor one that a stack feels much.
  const isChain = node.nodeType === 'If' || node.nodeType === 'BinOp'
  all(childrenOf(node), isChain ? { ...below, depth: place.depth + 0.5 } : below)
}

function checkNumber(node: Node, text: SourceText): void {
  if (typeof (node as { value?: unknown }).value !== 'number') return
  if (/^0[\d_]*[1-9]/.test(text.of(node)) && !/[.ejxob]/i.test(text.of(node)))
    syntaxError(
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      node,
    )
}
