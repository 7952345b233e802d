import type { Program } from 'acorn'
import { call, inline } from './calls.ts'
import type { Local } from './code.ts'
import { evaluate, test } from './expressions.ts'
import type { Flow } from './flow.ts'
import { globalOf } from './globals.ts'
import type { Interpreter, Node } from './interpreter.ts'
import { bind } from './patterns.ts'
import { Refused } from './refused.ts'
import type { State } from './state.ts'
import { execute, executeAll } from './statements.ts'
import { Scope, type Value } from './values.ts'

/** Where the function that is called stands, with the variables that it sees. */
export interface Entry {
  readonly name: string
  /** Its own node, where it has no name. */
  readonly nameless: Node | undefined
}

/**
 * The interpreter, whose parts know one another only here.
 *
 * @param pointer where what lasts from call to call lies
 * @param finish ends the row with a result
 */
export function createInterpreter(
  flow: Flow,
  state: State,
  pointer: Local,
  finish: (value: Value) => never,
): Interpreter {
  const interpreter: Interpreter = {
    flow,
    value: (node, scope) => evaluate(interpreter, node, scope),
    test: (node, scope) => test(interpreter, node, scope),
    execute: (node, scope) => execute(interpreter, node, scope),
    executeAll: (nodes, scope, isFunction) => executeAll(interpreter, nodes, scope, isFunction),
    bind: (pattern, value, scope, how) => bind(interpreter, pattern, value, scope, how),
    call: (callee, args, place) => call(interpreter, callee, args, place),
    inline: (node, scope, args, place) => inline(interpreter, node, scope, args, place),
    finish,
    global: (name) => globalOf(name),
    change(cell, content, place) {
      if (state.has(cell)) state.change(cell, content, place)
      flow.write(cell, content)
    },
    random(place) {
      if (!flow.giveUp) throw new Refused('a random number is drawn when it is loaded', place)
      return state.random(flow, pointer)
    },
    declare(scope, name, value) {
      const variable = { name, cell: flow.newCell(value), isConstant: false }
      scope.add(variable)
      return variable
    },
  }
  return interpreter
}

/** Runs np's program and gives the scope that has its name. @param helpers one expression, which makes it */
export function helpersScope(interpreter: Interpreter, helpers: Program): Scope {
  const scope = new Scope(undefined, true)
  const statement = helpers.body.find(({ type }) => type !== 'EmptyStatement')
  if (statement?.type !== 'ExpressionStatement') throw new Error('np is made by one expression')
  interpreter.declare(scope, 'np', interpreter.value(statement.expression, scope)).isConstant = true
  return scope
}

/** Runs the program as it is loaded, and finds the function in it. @throws Refused */
export function load(interpreter: Interpreter, program: Program, scope: Scope, entry: Entry): Value {
  const { flow } = interpreter
  let found: Value | undefined
  if (entry.nameless) found = interpreter.value(entry.nameless as never, scope)
  else {
    interpreter.executeAll(program.body as Node[], scope, true)
    found = scope.own(entry.name)?.cell.content
  }
  // What is run when it is loaded is all known, so that no code is left of it but empty blocks.
  flow.code = []
  if (found?.kind !== 'function') throw new Refused(`${entry.name} is no plain function`)
  return found
}
