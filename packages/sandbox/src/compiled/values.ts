import type { Function as FunctionNode } from 'acorn'
import type { Code, Local } from './code.ts'

/** What stays the same in every row. */
export type Primitive = number | boolean | string | null | undefined

/** A value that is known while compiling. */
export interface Known {
  readonly kind: 'known'
  readonly value: Primitive
}

/** A number that code computes, a float64. `int` is the same number as an i32 between two others, where it is one. */
export interface Num {
  readonly kind: 'number'
  readonly code: Code
  readonly int?: { readonly code: Code; readonly low: number; readonly high: number }
  /** It is the element of a parameter as it lies in memory. */
  readonly isRow?: true
}

/** A boolean that code computes: an i32, 0 or 1. */
export interface Bool {
  readonly kind: 'boolean'
  readonly code: Code
}

/** A value of several types: which one it has is known only when it runs. */
export interface Union {
  readonly kind: 'union'
  /** What it is as a number (ToNumber of it), a float64. */
  readonly code: Code
  /** Which type it has: one of `tags`, an i32. */
  readonly tag: Code
  /** The types that it may have: a set of bits, `1 << tag`. */
  readonly may: number
}

/** An array or an object; never allocated, for where its parts are is known. */
export interface Ref {
  readonly kind: 'ref'
  readonly thing: Thing
}

/** A function of the program with the variables that it sees. */
interface Fn {
  readonly kind: 'function'
  readonly node: FunctionNode
  readonly scope: Scope
}

/** A function or namespace of the language, such as `Math` or `Math.max`. */
interface Builtin {
  readonly kind: 'builtin'
  readonly name: string
}

/** A method of an array, with the array. */
export interface Method {
  readonly kind: 'method'
  readonly self: Ref | FilteredRef
  readonly name: string
}

/** What `filter` leaves where it is known only when it runs. */
interface FilteredRef {
  readonly kind: 'filtered'
  readonly items: readonly Filtered[]
}

/** `new Array(length)`, before it is filled. */
interface Blank {
  readonly kind: 'blank'
  readonly length: number
}

/** What `entries` gives: to be gone through once. */
interface Iterator {
  readonly kind: 'iterator'
  readonly items: readonly Value[]
}

/** What `typeof` says of a union. */
export interface TypeName {
  readonly kind: 'type'
  readonly of: Union
}

/** A text that is built. It may be handed on, as to an Error that is thrown; nobody can look into it. */
export interface Text {
  readonly kind: 'text'
}

/** A variable that differs in kind between paths that met here; an error to read. */
export interface Poison {
  readonly kind: 'poison'
}

/** A variable before its declaration has run. */
export interface Unset {
  readonly kind: 'unset'
}

/** A class of the program: nothing is made of it but what is thrown, and what is thrown is made in QuickJS. */
export interface Class {
  readonly kind: 'class'
}

export type Value =
  | Known
  | Num
  | Bool
  | Union
  | Ref
  | Fn
  | Builtin
  | Method
  | FilteredRef
  | Blank
  | Iterator
  | TypeName
  | Text
  | Poison
  | Unset
  | Class

/** Something that may change while the program runs: a variable, a property, a length. What it holds is what is known of it. */
export interface Cell<Content = unknown> {
  content: Content | Poison
  /** When it was made, so that what came after a branch began can be told from what was there. */
  readonly born: number
}

/** An array whose length is known. */
export interface ArrayThing {
  readonly type: 'array'
  readonly born: number
  readonly length: Cell<number>
  /** Its elements; more than `length` where it was longer on another path. */
  readonly slots: Array<Cell<Value>>
  /** Where its numbers lie in memory, as long as nothing was written to it. */
  readonly row: Row | undefined
  readonly marks: Cell<Marks>
}

/** An object whose keys are known. */
export interface ObjectThing {
  readonly type: 'object'
  readonly born: number
  readonly keys: Cell<readonly string[]>
  readonly fields: Map<string, Cell<Value>>
  readonly marks: Cell<Marks>
}

export type Thing = ArrayThing | ObjectThing

/** Why a thing may not be written to: each is a reason for a person, or nothing. */
export type Marks = string | undefined

/** Numbers of a parameter, one after another in memory. */
interface Row {
  readonly pointer: Local
}

/** An element that `filter` kept where its condition held. */
export interface Filtered {
  readonly value: Value
  /** An i32 that code can read again. */
  readonly condition: Code
}

/** A variable: what it is called, and the cell that holds what is known of it. */
export interface Variable {
  readonly name: string
  readonly cell: Cell<Value>
  /** Whether assigning to it throws. */
  isConstant: boolean
}

/** The names that a place in the program sees. */
export class Scope {
  readonly #parent: Scope | undefined
  #names: Map<string, Variable> | undefined
  /** Whether its code is ours, so that a person is told the place that called it. */
  readonly isHelper: boolean

  constructor(parent?: Scope, isHelper: boolean = parent?.isHelper ?? false) {
    this.#parent = parent
    this.isHelper = isHelper
  }

  /** A name that is declared right here. */
  own(name: string): Variable | undefined {
    return this.#names?.get(name)
  }

  find(name: string): Variable | undefined {
    let scope: Scope | undefined = this
    while (scope) {
      const found = scope.#names?.get(name)
      if (found) return found
      scope = scope.#parent
    }
    return undefined
  }

  add(variable: Variable): void {
    this.#names ??= new Map()
    this.#names.set(variable.name, variable)
  }

  /** The variables that are declared right here. */
  variables(): Iterable<Variable> {
    return this.#names?.values() ?? []
  }
}
