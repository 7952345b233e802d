import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  LogicalExpression,
  MemberExpression,
  ObjectExpression,
  Pattern,
  SpreadElement,
  UpdateExpression,
} from 'acorn'
import { condition, negate, toNumber } from './convert.ts'
import type { Interpreter } from './interpreter.ts'
import { falseValue, isKnownNullish, known, text, trueValue, undefinedValue } from './kinds.ts'
import { read, spread, write } from './members.ts'
import { binary, isNullish, unary, withoutNullish } from './operators.ts'
import { keyOf } from './patterns.ts'
import { Refused } from './refused.ts'
import { elementsOf, newArray, newObject } from './things.ts'
import type { Bool, Known, Scope, Value } from './values.ts'

/** The value of an expression. @throws Refused */
export function evaluate(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  const { flow } = interpreter
  flow.spend()
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'bigint' || (typeof node.value === 'object' && node.value !== null))
        throw new Refused('it has a regular expression or a BigInt', node)
      return known(node.value)
    case 'Identifier':
      return named(interpreter, node, scope)
    case 'ParenthesizedExpression':
      return interpreter.value(node.expression, scope)
    case 'TemplateLiteral':
      if (node.expressions.length === 0) return known(node.quasis[0]?.value.cooked ?? '')
      for (const part of node.expressions) binary(flow, '+', known(''), interpreter.value(part, scope), part)
      return text
    case 'UnaryExpression':
      if (node.operator === '!') return negate(interpreter.test(node.argument, scope))
      if (
        node.operator === 'typeof' &&
        node.argument.type === 'Identifier' &&
        !scope.find(node.argument.name)
      )
        return unary(
          flow,
          'typeof',
          interpreter.global(node.argument.name, node) ?? notThere(node.argument.name, node),
          node,
        )
      return unary(flow, node.operator, interpreter.value(node.argument, scope), node)
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') throw new Refused('a class is used', node)
      const left = interpreter.value(node.left, scope)
      return binary(flow, node.operator, left, interpreter.value(node.right, scope), node)
    }
    case 'LogicalExpression':
      return logical(interpreter, node, scope)
    case 'ConditionalExpression':
      return flow.choose(
        interpreter.test(node.test, scope),
        () => interpreter.value(node.consequent, scope),
        () => interpreter.value(node.alternate, scope),
      )
    case 'AssignmentExpression':
      return assignment(interpreter, node, scope)
    case 'UpdateExpression':
      return update(interpreter, node, scope)
    case 'SequenceExpression':
      return node.expressions.map((each) => interpreter.value(each, scope)).at(-1) ?? undefinedValue
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'function', node, scope }
    case 'ArrayExpression':
      return newArray(flow, list(interpreter, node.elements, scope))
    case 'ObjectExpression':
      return object(interpreter, node, scope)
    case 'ChainExpression':
      return chain(interpreter, node.expression, scope) ?? undefinedValue
    case 'MemberExpression':
    case 'CallExpression':
      return chain(interpreter, node, scope) ?? undefinedValue
    case 'NewExpression': {
      const callee = interpreter.value(node.callee, scope)
      if (callee.kind !== 'builtin' || !/^(Array|Error|TypeError|RangeError)$/.test(callee.name))
        throw new Refused('something is made with new', node)
      return interpreter.call(callee, list(interpreter, node.arguments, scope), node)
    }
  }
  throw new Refused(names[node.type] ?? `it has a ${node.type}`, node)
}

const names: Readonly<Record<string, string>> = {
  ThisExpression: 'this is used',
  AwaitExpression: 'it waits for something',
  ClassExpression: 'it has a class',
}

/** An expression as a condition. @throws Refused */
export function test(interpreter: Interpreter, node: Expression, scope: Scope): Bool | Known {
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const { flow } = interpreter
    const left = interpreter.test(node.left, scope)
    const right = (): Value => interpreter.test(node.right, scope)
    const is =
      node.operator === '&&'
        ? flow.choose(left, right, () => falseValue)
        : flow.choose(left, () => trueValue, right)
    return condition(is, node)
  }
  return condition(interpreter.value(node, scope), node)
}

function named(
  interpreter: Interpreter,
  node: Expression & { readonly type: 'Identifier' },
  scope: Scope,
): Value {
  const variable = scope.find(node.name)
  if (!variable) return interpreter.global(node.name, node) ?? notThere(node.name, node)
  const { content } = variable.cell
  if (content.kind === 'class') throw new Refused('it uses a class', node)
  return content.kind === 'unset' ? interpreter.flow.bail() : content
}

function notThere(name: string, node: Expression): never {
  throw new Refused(`${name} is used`, node)
}

function logical(interpreter: Interpreter, node: LogicalExpression, scope: Scope): Value {
  const { flow } = interpreter
  const left = flow.keep(interpreter.value(node.left, scope))
  const right = (): Value => interpreter.value(node.right, scope)
  if (node.operator === '??') return flow.choose(isNullish(left), right, () => withoutNullish(left))
  const is = condition(left, node)
  return node.operator === '&&' ? flow.choose(is, right, () => left) : flow.choose(is, () => left, right)
}

function assignment(interpreter: Interpreter, node: AssignmentExpression, scope: Scope): Value {
  const { flow } = interpreter
  const { left, operator, right } = node
  if (operator === '=' && left.type !== 'MemberExpression') {
    const value = flow.keep(interpreter.value(right, scope))
    interpreter.bind(left, value, scope, 'assign')
    return value
  }
  const place = placeOf(interpreter, left, scope)
  if (operator === '=') return place.set(flow.keep(interpreter.value(right, scope)))
  const was = flow.keep(place.get())
  const set = (): Value => place.set(flow.keep(interpreter.value(right, scope)))
  switch (operator) {
    case '&&=':
      return flow.choose(condition(was, node), set, () => was)
    case '||=':
      return flow.choose(condition(was, node), () => was, set)
    case '??=':
      return flow.choose(isNullish(was), set, () => withoutNullish(was))
    default:
      return place.set(
        flow.keep(binary(flow, operator.slice(0, -1), was, interpreter.value(right, scope), node)),
      )
  }
}

function update(interpreter: Interpreter, node: UpdateExpression, scope: Scope): Value {
  const { flow } = interpreter
  const place = placeOf(interpreter, node.argument, scope)
  const was = flow.keep(toNumber(place.get(), node))
  const now = flow.keep(binary(flow, node.operator.slice(1), was, known(1), node))
  place.set(now)
  return node.prefix ? now : was
}

/** Something that is read and then written: what it hangs on is evaluated once. */
function placeOf(
  interpreter: Interpreter,
  target: Expression | Pattern,
  scope: Scope,
): { get(): Value; set(value: Value): Value } {
  const { flow } = interpreter
  if (target.type === 'MemberExpression') {
    if (target.object.type === 'Super' || target.property.type === 'PrivateIdentifier')
      throw new Refused('a class is used', target)
    const object = interpreter.value(target.object, scope)
    const key = keyOf(interpreter, target.property as Expression, target.computed, scope)
    return {
      get: () => read(flow, object, key, target),
      set: (value) => {
        write(interpreter, object, key, value, target)
        return value
      },
    }
  }
  return {
    get: () => interpreter.value(target as Expression, scope),
    set: (value) => {
      interpreter.bind(target as Pattern, value, scope, 'assign')
      return value
    },
  }
}

/** The elements of an array or the arguments of a call. */
function list(
  interpreter: Interpreter,
  nodes: ReadonlyArray<Expression | SpreadElement | null>,
  scope: Scope,
): Value[] {
  const { flow } = interpreter
  const values: Value[] = []
  for (const node of nodes) {
    if (!node) throw new Refused('an array has a hole')
    if (node.type === 'SpreadElement')
      for (const value of elementsOf(flow, interpreter.value(node.argument, scope), node))
        values.push(flow.keep(value))
    else values.push(flow.keep(interpreter.value(node, scope)))
  }
  return values
}

function object(interpreter: Interpreter, node: ObjectExpression, scope: Scope): Value {
  const { flow } = interpreter
  const properties = new Map<string, Value>()
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const from = interpreter.value(property.argument, scope)
      for (const [key, value] of spread(flow, from, property)) properties.set(key, value)
      continue
    }
    if (property.kind !== 'init' || property.method)
      throw new Refused('an object has a getter, setter or method', property)
    const key = keyOf(interpreter, property.key, property.computed, scope)
    const name = key.kind === 'known' ? String(key.value) : undefined
    if (name === undefined || /^\d+$|^__proto__$/.test(name))
      throw new Refused('a property is made whose name is not known, or a number', property)
    properties.set(name, flow.keep(interpreter.value(property.value, scope)))
  }
  return newObject(flow, properties)
}

/** `object.key`, `f(x)` and chains of them. @returns `undefined` where a `?.` ended it */
function chain(interpreter: Interpreter, node: Expression, scope: Scope): Value | undefined {
  if (node.type !== 'MemberExpression' && node.type !== 'CallExpression')
    return interpreter.value(node, scope)
  const from = node.type === 'MemberExpression' ? node.object : node.callee
  if (from.type === 'Super') throw new Refused('a class is used', node)
  const start = chain(interpreter, from, scope)
  if (!start) return undefined
  if (node.optional) {
    if (isKnownNullish(start)) return undefined
    if (start.kind === 'union') throw new Refused('?. is used on something that may be undefined', node)
  }
  if (node.type === 'CallExpression') return called(interpreter, node, start, scope)
  return member(interpreter, node, start, scope)
}

function called(interpreter: Interpreter, node: CallExpression, callee: Value, scope: Scope): Value {
  return interpreter.call(callee, list(interpreter, node.arguments, scope), node)
}

function member(interpreter: Interpreter, node: MemberExpression, object: Value, scope: Scope): Value {
  if (node.property.type === 'PrivateIdentifier') throw new Refused('a class is used', node)
  return read(
    interpreter.flow,
    object,
    keyOf(interpreter, node.property as Expression, node.computed, scope),
    node,
  )
}
