import { unsupported } from '../python-error.ts'
import { ends, type Stmt, type StmtNode } from '../tree.ts'
import { annotatedAssign, assign, assignTo, augmentedAssign } from './assignments.ts'
import { quote } from './code.ts'
import { test } from './conditions.ts'
import type { Lowering } from './context.ts'
import { functionDefinition } from './functions.ts'
import { openLoop } from './loops.ts'
import { returned } from './returns.ts'

/** Statements in their order. @throws Refusal */
export function block(lowering: Lowering, body: readonly StmtNode[]): void {
  for (const node of body) {
    lowering.line = node.lineno
    statement(lowering, node)
  }
}

function statement(lowering: Lowering, node: StmtNode): void {
  const line = node.lineno
  switch (node.nodeType) {
    case 'Expr': {
      // A docstring, or an ellipsis.
      if (node.value.nodeType === 'Constant') return
      const { text } = lowering.expression(node.value)
      lowering.emit(line, /^[{([]|^function/.test(text) ? `void (${text});` : `${text};`)
      return
    }
    case 'Pass':
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
      return
    case 'Assign':
      assign(lowering, node)
      return
    case 'AnnAssign':
      annotatedAssign(lowering, node)
      return
    case 'AugAssign':
      augmentedAssign(lowering, node)
      return
    case 'Return':
      lowering.emit(line, returned(lowering, node))
      return
    case 'If':
      lowering.emit(line, `if (${test(lowering, node.test)}) {`)
      branches(lowering, node)
      return
    case 'For':
      forLoop(lowering, node)
      return
    case 'While':
      whileLoop(lowering, node)
      return
    case 'Break':
      lowering.emit(line, 'break;')
      return
    case 'Continue':
      lowering.emit(line, 'continue;')
      return
    case 'FunctionDef':
      functionDefinition(lowering, node)
      return
    case 'Raise':
      if (!node.exc) lowering.emit(line, 'throw $error;')
      else
        lowering.emit(
          line,
          `throw ${lowering.use('toThrow')}(${lowering.held(lowering.expression(node.exc))});`,
        )
      return
    case 'Assert': {
      const condition = test(lowering, node.test)
      const message = node.msg
        ? `${lowering.use('str')}(${lowering.held(lowering.expression(node.msg))})`
        : '""'
      lowering.emit(line, `if (!(${condition})) ${lowering.use('raise')}("AssertionError", ${message});`)
      return
    }
    case 'Try':
      tryStatement(lowering, node)
      return
    case 'Delete':
      deletion(lowering, node)
      return
    case 'With':
    case 'AsyncWith':
      unsupported('with is not supported', node)
      return
    case 'Match':
      unsupported('match is not supported; use if and elif', node)
      return
    case 'AsyncFunctionDef':
    case 'AsyncFor':
      unsupported('async functions and generators are not supported', node)
      return
    case 'ClassDef':
      unsupported('a class is not supported; use functions and dicts', node)
      return
    default:
      unsupported(`${node.nodeType} is not supported`, node)
  }
}

type Assigned = Lowering['assigned']

/** What is assigned after ways of which some never come here. */
function after(ways: readonly (Assigned | undefined)[], otherwise: Assigned): Assigned {
  const coming = ways.filter((one): one is Assigned => one !== undefined)
  const [first, ...rest] = coming
  if (!first) return otherwise
  return new Set([...first].filter((variable) => rest.every((one) => one.has(variable))))
}

/** The body of an `if` whose head stands, and what follows it: `elif` and `else` in a row, so that a long chain is no depth. */
function branches(lowering: Lowering, first: Stmt<'If'>): void {
  const ways: (Assigned | undefined)[] = []
  let node = first
  for (;;) {
    const before = new Set(lowering.assigned)
    lowering.block(node.body)
    ways.push(ends(node.body) ? undefined : lowering.assigned)
    lowering.assigned = before
    const next = node.orelse[0]
    if (next?.nodeType !== 'If' || node.orelse.length !== 1 || !isElif(lowering, next)) break
    lowering.line = next.lineno
    lowering.emit(next.lineno, `} else if (${test(lowering, next.test)}) {`)
    node = next
  }
  const { orelse } = node
  if (orelse.length > 0) {
    lowering.emit(elseLine(lowering, orelse), '} else {')
    lowering.block(orelse)
    ways.push(ends(orelse) ? undefined : lowering.assigned)
  } else ways.push(lowering.assigned)
  lowering.emit(undefined, '}')
  lowering.assigned = after(ways, lowering.assigned)
}

function isElif({ target }: Lowering, node: Stmt<'If'>): boolean {
  return target.text.line(node.lineno).trimStart().startsWith('elif')
}

/** The line of `else:` is not in the tree: it is the last such line before the body. */
function elseLine({ target }: Lowering, body: readonly StmtNode[]): number {
  const first = body[0]?.lineno ?? 1
  for (let line = first; line > 0; line--) if (/^\s*else\s*:/.test(target.text.line(line))) return line
  return first
}

function forLoop(lowering: Lowering, node: Stmt<'For'>): void {
  const { element, open } = openLoop(lowering, node.iter)
  const flag = node.orelse.length > 0 ? lowering.temporary() : undefined
  const before = new Set(lowering.assigned)
  lowering.emit(node.lineno, flag ? `${flag} = true; ${open}` : open)
  assignTo(lowering, node.target, element, node.lineno)
  loopBody(lowering, node, flag, before)
}

function whileLoop(lowering: Lowering, node: Stmt<'While'>): void {
  const flag = node.orelse.length > 0 ? lowering.temporary() : undefined
  const condition = test(lowering, node.test)
  const before = new Set(lowering.assigned)
  lowering.emit(node.lineno, `${flag ? `${flag} = true; ` : ''}while (${condition}) {`)
  loopBody(lowering, node, flag, before)
}

/** The body of a loop, and its `else`, which runs where no `break` did. */
function loopBody(
  lowering: Lowering,
  node: Stmt<'For'> | Stmt<'While'>,
  flag: string | undefined,
  before: Assigned,
): void {
  const from = lowering.output.length
  lowering.block(node.body)
  lowering.assigned = before
  lowering.emit(undefined, '}')
  if (!flag) return
  markBreaks(lowering, from, flag)
  lowering.emit(elseLine(lowering, node.orelse), `if (${flag}) {`)
  lowering.block(node.orelse)
  lowering.emit(undefined, '}')
  lowering.assigned = before
}

/** Says in each `break` of this loop, not of one inside it, that there was one. */
function markBreaks(lowering: Lowering, from: number, flag: string): void {
  let inner = 0
  const open: boolean[] = []
  for (let i = from; i < lowering.output.length - 1; i++) {
    const [line, text] = lowering.output[i] as readonly [number | undefined, string]
    if (text === 'break;' && inner === 0) lowering.output[i] = [line, `${flag} = false; break;`]
    if (text.startsWith('}') && open.pop()) inner--
    if (text.endsWith('{')) {
      const isLoop = /(^|; )(for|while) \(/.test(text)
      open.push(isLoop)
      if (isLoop) inner++
    }
  }
}

function tryStatement(lowering: Lowering, node: Stmt<'Try'>): void {
  const before = new Set(lowering.assigned)
  const flag = node.orelse.length > 0 ? lowering.temporary() : undefined
  lowering.emit(node.lineno, flag ? `${flag} = false; try {` : 'try {')
  lowering.block(node.body)
  const ways: (Assigned | undefined)[] = [ends(node.body) ? undefined : lowering.assigned]
  if (flag) lowering.emit(undefined, `${flag} = true;`)
  lowering.assigned = new Set(before)
  if (node.handlers.length > 0) ways.push(...handlers(lowering, node, before))
  if (node.finalbody.length > 0) {
    lowering.emit(undefined, node.handlers.length > 0 ? 'finally {' : '} finally {')
    lowering.assigned = new Set(before)
    lowering.block(node.finalbody)
    lowering.emit(undefined, '}')
  }
  lowering.assigned = after(ways, before)
  if (!flag) return
  // What `else` raises is not caught above, but a `finally` runs before it: said rather than done wrong.
  if (node.finalbody.length > 0) unsupported('else and finally of one try are not supported', node)
  lowering.emit(undefined, `if (${flag}) {`)
  const joined = new Set(lowering.assigned)
  lowering.block(node.orelse)
  lowering.emit(undefined, '}')
  lowering.assigned = joined
}

function handlers(lowering: Lowering, node: Stmt<'Try'>, before: Assigned): (Assigned | undefined)[] {
  const ways: (Assigned | undefined)[] = []
  lowering.emit(node.handlers[0]?.lineno, '} catch ($error) {')
  let isFirst = true
  for (const handler of node.handlers) {
    lowering.line = handler.lineno
    const isCaught = handler.type
      ? `${lowering.use('caught')}($error, ${lowering.held(lowering.expression(handler.type))})`
      : 'true'
    lowering.emit(handler.lineno, `${isFirst ? '' : '} else '}if (${isCaught}) {`)
    isFirst = false
    lowering.assigned = new Set(before)
    const variable = handler.name ? lowering.find(handler.name) : undefined
    if (variable) {
      lowering.note(variable, 'any')
      lowering.emit(handler.lineno, `${variable.js} = ${lowering.use('thrown')}($error);`)
      lowering.assigned.add(variable)
    }
    lowering.block(handler.body)
    ways.push(ends(handler.body) ? undefined : lowering.assigned)
  }
  lowering.emit(undefined, '} else throw $error; }')
  return ways
}

function deletion(lowering: Lowering, node: Stmt<'Delete'>): void {
  for (const target of node.targets) {
    if (target.nodeType === 'Subscript') {
      const base = lowering.held(lowering.expression(target.value))
      const index = lowering.held(lowering.expression(target.slice))
      lowering.emit(node.lineno, `${lowering.use('del')}(${base}, ${index});`)
    } else if (target.nodeType === 'Name') {
      const variable = lowering.find(target.id)
      if (!variable) continue
      lowering.emit(
        node.lineno,
        `${variable.js} = void ${lowering.use('bound')}(${variable.js}, ${quote(variable.name)});`,
      )
      lowering.assigned.delete(variable)
    } else unsupported('del of this is not supported', node)
  }
}
