import type { Function as FunctionNode, Pattern } from 'acorn'
import { describe, type Place, settled } from './convert.ts'
import { callBuiltin } from './globals.ts'
import type { Interpreter, Node } from './interpreter.ts'
import { undefinedValue } from './kinds.ts'
import { callMethod } from './methods.ts'
import { Refused } from './refused.ts'
import { effectsOf } from './syntax.ts'
import { newArray } from './things.ts'
import { Scope, type Value } from './values.ts'

/** Calls within calls; a recursion that ends by what is known, such as one over an array's elements, needs some. */
const mostCalls = 30

/** Calls a value. Functions of the program are run in place, so that no call is left. @throws Refused */
export function call(interpreter: Interpreter, callee: Value, args: readonly Value[], place: Place): Value {
  switch (settled(callee, place).kind) {
    case 'function':
      return callFunction(interpreter, callee as Extract<Value, { kind: 'function' }>, args, place)
    case 'builtin':
      return callBuiltin(interpreter, (callee as Extract<Value, { kind: 'builtin' }>).name, args, place)
    case 'method':
      return callMethod(interpreter, callee as Extract<Value, { kind: 'method' }>, args, place)
    case 'union':
    case 'text':
    case 'type':
      throw new Refused(`${describe(callee)} is called`, place)
    default:
      // QuickJS throws the TypeError that says so.
      return interpreter.flow.bail()
  }
}

function callFunction(
  interpreter: Interpreter,
  { node, scope }: Extract<Value, { kind: 'function' }>,
  args: readonly Value[],
  place: Place,
): Value {
  if (!scope.isHelper) return interpreter.inline(node, scope, args, place)
  try {
    return interpreter.inline(node, scope, args, place)
  } catch (error) {
    // A person is told of the place in the program, not of one in np.
    throw error instanceof Refused ? new Refused(error.message, place) : error
  }
}

/** Runs a function's body in place of a call. @throws Refused */
export function inline(
  interpreter: Interpreter,
  node: FunctionNode,
  scope: Scope,
  args: readonly Value[],
  place: Place,
): Value {
  const { flow } = interpreter
  if (node.async || node.generator) throw new Refused('it has an async function or a generator', node)
  if (flow.labels.filter(({ kind }) => kind === 'return').length > mostCalls)
    throw new Refused('a function calls itself, or calls are nested too deeply', place)
  const inner = new Scope(scope)
  const kept = args.map((arg) => flow.keep(arg))
  return flow.block('return', undefined, () => bodyValue(interpreter, node, inner, kept))
}

/** What a function's body returns; its jumps go to the innermost 'return'. */
export function bodyValue(
  interpreter: Interpreter,
  node: FunctionNode,
  scope: Scope,
  args: readonly Value[],
): Value {
  for (const param of node.params)
    if (param.type !== 'Identifier' && effectsOf(interpreter.flow, param as Node).hasFunctions)
      throw new Refused('a function stands among the parameters', param)
  node.params.forEach((param: Pattern, index) => {
    if (param.type === 'RestElement')
      interpreter.bind(param.argument, newArray(interpreter.flow, args.slice(index)), scope, 'let')
    else interpreter.bind(param, args[index] ?? undefinedValue, scope, 'let')
  })
  if (node.body.type !== 'BlockStatement') return interpreter.value(node.body, scope)
  interpreter.executeAll(node.body.body, scope, true)
  return undefinedValue
}
