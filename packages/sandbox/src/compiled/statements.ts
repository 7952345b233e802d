import type {
  Class,
  Expression,
  ForOfStatement,
  Statement,
  SwitchStatement,
  VariableDeclaration,
} from 'acorn'
import { describe, negate, type Place } from './convert.ts'
import type { Label } from './flow.ts'
import type { Interpreter, Node } from './interpreter.ts'
import { aClass, typesOf, undefinedValue, unset } from './kinds.ts'
import { loop } from './loops.ts'
import { binary } from './operators.ts'
import { namesOf } from './patterns.ts'
import { Refused } from './refused.ts'
import { elementsOf, lengthOf } from './things.ts'
import { Scope, type Value } from './values.ts'

/** Runs the statements of a block or of a function. @throws Refused */
export function executeAll(
  interpreter: Interpreter,
  nodes: readonly Node[],
  scope: Scope,
  isFunction: boolean,
): void {
  if (isFunction) for (const node of nodes) hoist(interpreter, node, scope)
  for (const node of nodes) declareNames(interpreter, node, scope)
  for (const node of nodes) interpreter.execute(node as Statement, scope)
}

/** `let`, `const` and functions are names of their block from its beginning. */
function declareNames(interpreter: Interpreter, node: Node, scope: Scope): void {
  if (node.type === 'VariableDeclaration' && node.kind !== 'var')
    for (const { id } of node.declarations)
      for (const name of namesOf(id)) interpreter.declare(scope, name, unset)
  if (node.type === 'FunctionDeclaration' && node.id)
    interpreter.declare(scope, node.id.name, { kind: 'function', node, scope })
  if (node.type === 'ClassDeclaration' && node.id && isPlainClass(node, scope))
    interpreter.declare(scope, node.id.name, aClass)
}

/** Where statements stand within statements. */
const parts = ['body', 'consequent', 'alternate', 'init', 'left', 'block', 'cases'] as const

/** `var` is a name of its function from its beginning. */
function hoist(interpreter: Interpreter, node: Node, scope: Scope): void {
  if (/Function|Expression|Class/.test(node.type)) return
  interpreter.flow.spend()
  if (node.type === 'VariableDeclaration') {
    if (node.kind !== 'var') return
    for (const { id } of node.declarations)
      for (const name of namesOf(id)) if (!scope.own(name)) interpreter.declare(scope, name, undefinedValue)
    return
  }
  for (const key of parts) {
    const part = (node as unknown as Record<string, unknown>)[key]
    if (Array.isArray(part)) for (const each of part) hoist(interpreter, each as Node, scope)
    else if (typeof part === 'object' && part !== null) hoist(interpreter, part as Node, scope)
  }
}

/** Runs a statement. @throws Refused */
export function execute(interpreter: Interpreter, node: Statement, scope: Scope, label?: string): void {
  const { flow } = interpreter
  flow.spend()
  switch (node.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
      return
    case 'ExpressionStatement':
      if (!node.directive) interpreter.value(ofPrototype(node.expression, scope) ?? node.expression, scope)
      return
    case 'ClassDeclaration':
      if (!isPlainClass(node, scope)) break
      return
    case 'VariableDeclaration':
      declare(interpreter, node, scope)
      return
    case 'BlockStatement':
      executeAll(interpreter, node.body, new Scope(scope), false)
      return
    case 'IfStatement':
      flow.choose(
        interpreter.test(node.test, scope),
        () => ran(() => interpreter.execute(node.consequent, scope)),
        () => ran(() => node.alternate && interpreter.execute(node.alternate, scope)),
      )
      return
    case 'ReturnStatement':
      leave(interpreter, node.argument ?? undefined, node, scope)
      break
    case 'ThrowStatement':
      flow.bail()
      break
    case 'LabeledStatement':
      labelled(interpreter, node.body, scope, node.label.name)
      return
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      loop(interpreter, node, scope, label)
      return
    case 'ForOfStatement':
      each(interpreter, node, scope, label)
      return
    case 'BreakStatement':
    case 'ContinueStatement': {
      const kind = node.type === 'BreakStatement' ? 'break' : 'continue'
      const name = node.label?.name
      const isIt = (each: Label): boolean => each.kind === kind && (name === undefined || each.name === name)
      flow.jump(labelOf(flow.labels, isIt, node))
      break
    }
    case 'SwitchStatement':
      choose(interpreter, node, scope, label)
      return
  }
  throw new Refused(names[node.type] ?? `it has a ${node.type}`, node)
}

/** Whether to declare a class runs nothing of the program, and throws nothing: no expression in its head, no static part. */
function isPlainClass({ superClass, body }: Class, scope: Scope): boolean {
  const isPlain = (member: Class['body']['body'][number]): boolean =>
    member.type === 'MethodDefinition' && !member.computed
  return (!superClass || isKnownClass(superClass, scope)) && body.body.every(isPlain)
}

function isKnownClass(node: Expression, scope: Scope): boolean {
  if (node.type !== 'Identifier') return false
  const variable = scope.find(node.name)
  return variable ? variable.cell.content.kind === 'class' : /^(?:Type|Range)?Error$/.test(node.name)
}

/** What `X.prototype.name = value` gives a class: nobody can see it, for nothing is made of a class here. */
function ofPrototype(node: Expression, scope: Scope): Expression | undefined {
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return undefined
  const { left } = node
  if (left.type !== 'MemberExpression' || left.computed) return undefined
  const { object } = left
  if (object.type !== 'MemberExpression' || object.computed || object.object.type !== 'Identifier')
    return undefined
  const isPrototype = object.property.type === 'Identifier' && object.property.name === 'prototype'
  const isClass = scope.find(object.object.name)?.cell.content.kind === 'class'
  return isPrototype && isClass ? node.right : undefined
}

const names: Readonly<Record<string, string>> = {
  TryStatement: 'it catches what is thrown',
  ForInStatement: 'it goes through the keys of an object with for...in',
  ClassDeclaration: 'it has a class',
}

function ran(run: () => unknown): Value {
  run()
  return undefinedValue
}

/** Ends the function that is run in place, or the row, with a value; each way of a choice ends the row by itself. */
function leave(interpreter: Interpreter, value: Expression | undefined, place: Place, scope: Scope): never {
  const { flow } = interpreter
  const label = flow.labels.findLast(({ kind }) => kind === 'return')
  if (!label && value?.type === 'ConditionalExpression')
    flow.choose(
      interpreter.test(value.test, scope),
      () => leave(interpreter, value.consequent, place, scope),
      () => leave(interpreter, value.alternate, place, scope),
    )
  const result = value ? interpreter.value(value, scope) : undefinedValue
  return label ? flow.jump(label, result) : interpreter.finish(result, place)
}

function labelOf(labels: readonly Label[], isIt: (label: Label) => boolean, place: Place): Label {
  const found = labels.findLast(isIt)
  if (!found) throw new Refused('a jump leads out of the program', place)
  return found
}

function declare(interpreter: Interpreter, node: VariableDeclaration, scope: Scope): void {
  for (const { id, init } of node.declarations) {
    if (node.kind === 'var' && !init) continue
    if (node.kind !== 'var' && node.kind !== 'let' && node.kind !== 'const')
      throw new Refused(`it has ${node.kind}`, node)
    interpreter.bind(id, init ? interpreter.value(init, scope) : undefinedValue, scope, node.kind)
  }
}

function labelled(interpreter: Interpreter, body: Statement, scope: Scope, name: string): void {
  if (/^(For|While|DoWhile|Switch)/.test(body.type)) {
    execute(interpreter, body, scope, name)
    return
  }
  throw new Refused('a statement that is no loop has a label', body)
}

/** `for (const x of array)`: a round for each element, as they are when their turn comes. */
function each(interpreter: Interpreter, node: ForOfStatement, scope: Scope, label: string | undefined): void {
  const { flow } = interpreter
  if (node.await) throw new Refused('it waits for something', node)
  const list = interpreter.value(node.right, scope)
  if (typesOf(list) !== 0) flow.bail()
  if (list.kind === 'function' || list.kind === 'builtin')
    throw new Refused(`${describe(list)} is gone through`, node)
  const thing = list.kind === 'ref' ? list.thing : undefined
  const fixed = thing?.type === 'array' ? undefined : elementsOf(flow, list, node)
  const elementAt = (index: number): Value | undefined => {
    if (fixed) return fixed[index]
    if (thing?.type !== 'array' || index >= lengthOf(thing, node)) return undefined
    return thing.slots[index]?.content
  }
  flow.block('break', label, () => {
    let element = elementAt(0)
    for (let index = 0; element; element = elementAt(++index)) {
      const item = element
      flow.block('continue', label, () => {
        const inner = new Scope(scope)
        if (node.left.type === 'VariableDeclaration') {
          const [declared] = node.left.declarations
          if (declared)
            interpreter.bind(
              declared.id,
              item,
              node.left.kind === 'var' ? scope : inner,
              node.left.kind as 'let',
            )
        } else interpreter.bind(node.left, item, scope, 'assign')
        interpreter.execute(node.body, inner)
        return undefinedValue
      })
    }
    return undefinedValue
  })
}

function choose(
  interpreter: Interpreter,
  node: SwitchStatement,
  scope: Scope,
  label: string | undefined,
): void {
  const { flow } = interpreter
  const value = flow.keep(interpreter.value(node.discriminant, scope))
  const inner = new Scope(scope)
  const statements = node.cases.flatMap(({ consequent }) => consequent)
  for (const statement of statements) declareNames(interpreter, statement as Node, inner)
  const from = (index: number): Value => {
    for (const { consequent } of node.cases.slice(index))
      for (const statement of consequent) interpreter.execute(statement, inner)
    return undefinedValue
  }
  const tested = [...node.cases.entries()].filter(([, { test }]) => test)
  const pick = (at: number): Value => {
    const [index, found] = tested[at] ?? []
    if (index === undefined || !found?.test) {
      const otherwise = node.cases.findIndex(({ test }) => !test)
      return otherwise < 0 ? undefinedValue : from(otherwise)
    }
    const is = binary(flow, '===', value, interpreter.value(found.test, inner), node)
    if (is.kind !== 'boolean' && is.kind !== 'known') throw new Refused('a case is compared', node)
    return flow.choose(
      negate(is),
      () => pick(at + 1),
      () => from(index),
    )
  }
  flow.block('break', label, () => pick(0))
}
