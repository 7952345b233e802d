import type { Node as AnyNode, Expression, Pattern } from 'acorn'
import type { Binding, Interpreter } from './interpreter.ts'
import { isKnownNullish, known, typesOf, undefinedValue, unset } from './kinds.ts'
import { read, write } from './members.ts'
import { isAbsent, withoutUndefined } from './operators.ts'
import { Refused } from './refused.ts'
import { elementsOf, newArray } from './things.ts'
import type { Scope, Value, Variable } from './values.ts'

/** The names that a pattern declares. */
export function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesOf(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
    default:
      return []
  }
}

/** Gives the parts of a value their names. @throws Refused */
export function bind(
  interpreter: Interpreter,
  pattern: Pattern,
  value: Value,
  scope: Scope,
  how: Binding,
): void {
  const { flow } = interpreter
  flow.spend()
  switch (pattern.type) {
    case 'Identifier':
      bindName(interpreter, pattern, value, scope, how)
      return
    case 'MemberExpression': {
      if (pattern.object.type === 'Super' || pattern.property.type === 'PrivateIdentifier')
        throw new Refused('a class is used', pattern)
      const object = interpreter.value(pattern.object, scope)
      const key = keyOf(interpreter, pattern.property as Expression, pattern.computed, scope)
      write(interpreter, object, key, value, pattern)
      return
    }
    case 'AssignmentPattern':
      bind(interpreter, pattern.left, orDefault(interpreter, value, pattern.right, scope), scope, how)
      return
    case 'ArrayPattern': {
      if (typesOf(value) !== 0) flow.bail()
      const elements = elementsOf(flow, value, pattern)
      pattern.elements.forEach((element, index) => {
        if (element?.type === 'RestElement')
          bind(interpreter, element.argument, newArray(flow, elements.slice(index)), scope, how)
        else if (element) bind(interpreter, element, elements[index] ?? undefinedValue, scope, how)
      })
      return
    }
    case 'ObjectPattern':
      if (isKnownNullish(value)) flow.bail()
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') throw new Refused('the rest of an object is taken', property)
        const key = keyOf(interpreter, property.key, property.computed, scope)
        bind(interpreter, property.value, read(flow, value, key, property), scope, how)
      }
      return
  }
  throw new Refused(`it has a ${(pattern as AnyNode).type}`, pattern)
}

/** The key of `object.name`, `object[key]`, `{ name }` or `{ [key] }`. */
export function keyOf(interpreter: Interpreter, node: Expression, isComputed: boolean, scope: Scope): Value {
  if (isComputed) return interpreter.flow.keep(interpreter.value(node, scope))
  if (node.type === 'Identifier') return known(node.name)
  if (node.type === 'Literal' && typeof node.value !== 'bigint') return known(String(node.value))
  throw new Refused(`a key is a ${node.type}`, node)
}

function orDefault(interpreter: Interpreter, value: Value, otherwise: Expression, scope: Scope): Value {
  const kept = interpreter.flow.keep(value)
  return interpreter.flow.choose(
    isAbsent(kept),
    () => interpreter.value(otherwise, scope),
    () => withoutUndefined(kept),
  )
}

function bindName(
  interpreter: Interpreter,
  pattern: Pattern & { readonly type: 'Identifier' },
  value: Value,
  scope: Scope,
  how: Binding,
): void {
  const { flow } = interpreter
  const { name } = pattern
  const kept = flow.keep(value)
  if (how === 'assign' || how === 'var') {
    const variable = scope.find(name)
    if (!variable) throw new Refused(`${name} is assigned to and not declared`, pattern)
    assign(interpreter, variable, kept, pattern)
    return
  }
  const variable = scope.own(name) ?? interpreter.declare(scope, name, unset)
  flow.write(variable.cell, kept)
  variable.isConstant = how === 'const'
}

/** `name = value` for a variable that there is. @throws Refused */
function assign(interpreter: Interpreter, variable: Variable, value: Value, place: Pattern): void {
  if (variable.isConstant || variable.cell.content.kind === 'unset') interpreter.flow.bail()
  interpreter.change(variable.cell, value, place)
}
