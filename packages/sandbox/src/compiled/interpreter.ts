import type { AnyNode, Expression, Function as FunctionNode, Pattern, Statement } from 'acorn'
import type { Place } from './convert.ts'
import type { Flow } from './flow.ts'
import type { Bool, Cell, Known, Scope, Value, Variable } from './values.ts'

/** Any node of the tree. */
export type Node = AnyNode

/** How a pattern takes its values: as a declaration, or as an assignment. */
export type Binding = 'let' | 'const' | 'var' | 'assign'

/**
 * Stage two: the program is run over what is known of its values, and code is written for what is not. Its parts call one
 * another by way of this, for an expression holds functions, which hold statements, which hold expressions.
 */
export interface Interpreter {
  readonly flow: Flow
  /** The value of an expression. */
  value(node: Expression, scope: Scope): Value
  /** An expression as a condition. */
  test(node: Expression, scope: Scope): Bool | Known
  /** Runs a statement. */
  execute(node: Statement, scope: Scope): void
  /** Runs the statements of a block or of a function, whose declarations are hoisted. */
  executeAll(nodes: readonly Node[], scope: Scope, isFunction: boolean): void
  /** Gives the parts of a value their names. */
  bind(pattern: Pattern, value: Value, scope: Scope, how: Binding): void
  /** Calls a value. */
  call(callee: Value, args: readonly Value[], place: Place): Value
  /** Runs a function's body in place of a call. */
  inline(node: FunctionNode, scope: Scope, args: readonly Value[], place: Place): Value
  /** Changes a variable or a property. */
  change<Content>(cell: Cell<Content>, content: Content, place: Place): void
  /** Ends the row with a result. */
  finish(value: Value, place: Place): never
  /** A global of the language by its name; `undefined` where it is none. */
  global(name: string, place: Place): Value | undefined
  /** The next number of `Math.random`. */
  random(place: Place): Value
  declare(scope: Scope, name: string, value: Value): Variable
}
