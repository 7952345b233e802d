import type { Kind } from './kinds.ts'

/** Precedences of JavaScript's expressions, as far as they are written here. */
export const level = {
  assign: 1,
  conditional: 2,
  or: 3,
  and: 4,
  equality: 8,
  relation: 9,
  add: 11,
  multiply: 12,
  power: 13,
  unary: 14,
  call: 17,
  atom: 20,
} as const

/** JavaScript for an expression. */
export interface Code {
  readonly text: string
  readonly kind: Kind
  readonly level: number
  /** The same held tagged, where that is not `text` wrapped: for numbers whose kind is not known. */
  readonly tagged?: (() => string) | undefined
  /** The number that a literal is. */
  readonly value?: number | undefined
  /** Whether it may be written twice: a name, a literal, an element of the observation. */
  readonly isSimple?: boolean | undefined
  /** The length of a vector, where it is known. */
  readonly length?: number | undefined
}

export function code(
  text: string,
  kind: Kind,
  precedence: number = level.atom,
  more: Partial<Code> = {},
): Code {
  return { text, kind, level: precedence, ...more }
}

/** In parentheses where the place binds tighter. */
export function at(one: Code, precedence: number): string {
  return one.level >= precedence ? one.text : `(${one.text})`
}

/** As arguments of a call. */
export function list(codes: readonly Code[]): string {
  return codes.map((one) => at(one, level.assign)).join(', ')
}

/** A name or key as JavaScript's literal. */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}

/** Where the text that follows is to stand: on a line of the Python. The letters can't come from the Python, whose texts are quoted. */
export function placed(line: number, text: string): string {
  return `\u0001${line}\u0002${text}`
}
