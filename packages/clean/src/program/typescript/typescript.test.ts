import { expect, test } from 'vitest'
import { resultsOf } from '../../../fixtures/corpus.mjs'
import { cleanResponse } from '../../index.ts'

/** TypeScript, and what its `rewardFn` computes. */
const cases: Readonly<Record<string, readonly [typescript: string, same: string]>> = {
  'generic arrows': [
    'const id = <T,>(x: T): T => x; const same = <T extends unknown>(x: T) => x; const rewardFn = (o: number[]) => id<number>(o[0]!) + (same<number>)(1)',
    '(o) => o[0] + 1',
  ],
  'arrows in conditions': [
    'const rewardFn = (o: number[], s: boolean): number => { const t = s ? (o[0]!) : o[1]!; const u = s ? (): number => 1 : null; return t + (s ? ((a: number): number => a)(2) : 3) + (u ? 1 : 0) }',
    '(o, s) => (s ? o[0] : o[1]) + (s ? 2 : 3) + (s ? 1 : 0)',
  ],
  'mapped and conditional types': [
    'type A = { [K in keyof B]: B[K] extends infer U ? U : never }; type B = { x: 1 }; function rewardFn(o: A extends B ? number[] : never): number { return (o as any)[0] }',
    '(o) => o[0]',
  ],
  'function types as annotations': [
    'const rewardFn: { (o: number[]): number; tag?: string } = (o: number[]): number => o[0]!',
    '(o) => o[0]',
  ],
  'overloads and optional parameters': [
    'function add(a: number, b?: number): number; function add(a: any, b: any): any { return a + (b || 0) } const rewardFn = (o: number[]) => add(o[0]!)',
    '(o) => o[0]',
  ],
  'class members of all kinds': [
    'class P<T> { protected x?: T; static readonly z: number = 3; private static y = 4; readonly #q = 1; [key: string]: any; constructor(public readonly a: number, protected b: string = "k", c?: boolean) {} get v(): number { return this.a + this.#q } set v(n: number) {} m?(): void; static of<T>(this: any, n: number): P<T> { return new P<T>(n) } static s(): number { return P.z + P.y } } const rewardFn = (o: number[]) => P.of(o[0]!).v + P.s()',
    '(o) => o[0] + 8',
  ],
  'overloads of constructors and methods, and methods named as keywords': [
    'class B { n: number; constructor(); constructor(n: number); constructor(n?: number) { this.n = n ?? 1 } #p(x: string): number; #p(x: any) { return x * this.n } get<T>(x: T): number { return this.#p(x as string) } set?(x: number): void; static<T>(x: T): T { return x } async<T>(x: T) { return x } } const box = { get<T>(x: T): T { return x } }; const rewardFn = (o: number[]) => new B(2).get(o[0]!) + new B().static<number>(1) + box.get(1)',
    '(o) => 2 * o[0] + 2',
  ],
  'namespaces of types alone': [
    'export namespace N { export type T = number; export namespace M { interface I { a: T } } } namespace O { export const k = 3; export namespace P { export type S = string } } const rewardFn = (o: N.T[]): O.P.S | number => o[0]! + O.k',
    '(o) => o[0] + 3',
  ],
  'enums of all kinds': [
    'enum E { A, B = 5, C, D = "d".length, S = "str", "q r" = 9, F = B | 2 } const rewardFn = (o: number[]) => o[0]! + E.A + E.B + E.C + E.D + E["q r"] + E.F + E[5].length + E.S.length',
    '(o) => o[0] + 0 + 5 + 6 + 1 + 9 + 7 + 1 + 3',
  ],
  'nested namespaces': [
    'namespace N { export namespace M { export const x = 2; export type T = number } export enum E { A = 4 } export function f(a: number): M.T { return a * M.x } } const rewardFn = (o: number[]) => N.f(o[0]!) + N.E.A + N.M.x',
    '(o) => 2 * o[0] + 6',
  ],
  'exports of a namespace, destructured and overloaded': [
    'namespace N { export const [a, { b }] = [1, { b: 2 }]; export function f(x: number): number; export function f(x: any) { return x * 2 } } const rewardFn = (o: number[]) => N.f(o[0]!) + N.a + N.b',
    '(o) => 2 * o[0] + 3',
  ],
  'template types, one in another': [
    `type K = \`a-\${\`b-\${string}\`}\` | "x"; const rewardFn = (o: number[], ...keys: \`p\${"q" | \`r\`}\`[]): number => o[0]! + (keys as K[]).length`,
    '(o, ...keys) => o[0] + keys.length',
  ],
  'a line break behind a cast': [
    'const rewardFn = (o: number[]) => { const a = o[0] as number\n;[1].forEach(() => {})\nreturn a }',
    '(o) => o[0]',
  ],
  'an assertion over lines': [
    'const rewardFn = (o: number[]): number => {\n  return <\n number>(\n o[0])\n}',
    '(o) => o[0]',
  ],
  'words of TypeScript as names': [
    'const type = 3, declare = 4, namespace = 5, as = 6, satisfies = 7, abstract = 8; const rewardFn = (o: number[]): number => o[0]! + type + declare + namespace + as + satisfies + abstract',
    '(o) => o[0] + 33',
  ],
  'comparisons beside type arguments': [
    'const rewardFn = (o: number[]) => { const a = 1, b = 2, c = 3; const m = new Map<string, Array<Array<number>>>(); return a < b && b > c ? o[0]! : m.size / 2 / 1 }',
    '(o) => 0',
  ],
  'type imports and exports': [
    'import type { A } from "x"; import { type B, type C as D } from "y"; export type { A }; export type * from "w"; const rewardFn = (o: number[]) => o[0]',
    '(o) => o[0]',
  ],
}

for (const [name, [code, same]] of Object.entries(cases))
  test(`types go, and the code stays: ${name}`, () => {
    const { source, entry, language } = cleanResponse(`\`\`\`ts\n${code}\n\`\`\``)
    expect(language).toBe('typescript')
    expect(resultsOf(source, entry)).toBe(resultsOf(`const wanted = ${same}`, 'wanted'))
    expect(source.split('\n')).toHaveLength(code.split('\n').length)
  })
