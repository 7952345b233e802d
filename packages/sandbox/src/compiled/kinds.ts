import type { Code } from './code.ts'
import type { Bool, Class, Known, Num, Poison, Primitive, Text, Unset, Value } from './values.ts'

/** The types of a union. Those from `undefined` on are what `??` passes over. */
export const tags = { number: 0, boolean: 1, undefined: 2, null: 3 } as const

export function known(value: Primitive): Known {
  return { kind: 'known', value }
}

export const undefinedValue: Known = known(undefined)
export const trueValue: Known = known(true)
export const falseValue: Known = known(false)
export const text: Text = { kind: 'text' }
export const poison: Poison = { kind: 'poison' }
export const unset: Unset = { kind: 'unset' }
export const aClass: Class = { kind: 'class' }

export function num(code: Code): Num {
  return { kind: 'number', code }
}

export function bool(code: Code): Bool {
  return { kind: 'boolean', code }
}

/** Whether it is known to be `undefined` or `null`. */
export function isKnownNullish(value: Value): boolean {
  return value.kind === 'known' && value.value == null
}

export function isUndefined(value: Value): boolean {
  return value.kind === 'known' && value.value === undefined
}

/** Whether what a cell holds is a value, and not a length, names or marks. */
export function isValue(content: unknown): content is Value {
  return typeof content === 'object' && content !== null && 'kind' in content
}

/** Whether two are one value on every run. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true
  switch (a.kind) {
    case 'known':
      return b.kind === 'known' && Object.is(a.value, b.value)
    case 'number':
    case 'boolean':
      return b.kind === a.kind && a.code === b.code
    case 'union':
      return b.kind === 'union' && a.code === b.code && a.tag === b.tag
    case 'ref':
      return b.kind === 'ref' && a.thing === b.thing
    case 'function':
      return b.kind === 'function' && a.node === b.node && a.scope === b.scope
    case 'builtin':
      return b.kind === 'builtin' && a.name === b.name
    default:
      return false
  }
}

/** The types that a value may have, as bits; 0 for what is no number, boolean, `undefined` or `null`. */
export function typesOf(value: Value): number {
  switch (value.kind) {
    case 'number':
      return 1 << tags.number
    case 'boolean':
      return 1 << tags.boolean
    case 'union':
      return value.may
    case 'known': {
      if (value.value === null) return 1 << tags.null
      const type = typeof value.value
      return type === 'string' ? 0 : 1 << tags[type as keyof typeof tags]
    }
    default:
      return 0
  }
}

const numberBit = 1 << tags.number
const booleanBit = 1 << tags.boolean

/** Whether it is a number on every run. */
export function isNumber(value: Value): value is Num | (Known & { readonly value: number }) {
  return typesOf(value) === numberBit
}

/** Whether it is a boolean on every run. */
export function isBoolean(value: Value): value is Bool | (Known & { readonly value: boolean }) {
  return typesOf(value) === booleanBit
}
