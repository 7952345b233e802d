import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { analyse } from 'scslre'
import { afterAll, expect, test, vi } from 'vitest'

afterAll(() => {
  vi.unstubAllGlobals()
})

const folder = new URL('.', import.meta.url).pathname

/** The places of an expression that make its time grow faster than the text: none for a linear one. */
function slowPlaces(source: string, flags: string): string[] {
  // A sticky expression is tried at one offset only.
  const reportTypes = { Move: !flags.includes('y'), Self: true, Trade: true }
  return analyse({ source, flags }, { reportTypes }).reports.map(({ type }) => type)
}

interface Literal {
  readonly type?: string
  readonly regex?: { readonly pattern: string; readonly flags: string }
}

/** Every expression that stands in a file. */
function expressionsOf(file: string): { pattern: string; flags: string }[] {
  const found: { pattern: string; flags: string }[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, regex } = node as Literal
    if (type === 'Literal' && regex) found.push(regex)
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseAst(readFileSync(join(folder, file), 'utf8'), { lang: 'ts' }))
  return found
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

test('what grows faster than the text is told', () => {
  expect(slowPlaces('\\s+$', '')).not.toEqual([])
  expect(slowPlaces('^(?:a+)+b', '')).not.toEqual([])
  expect(slowPlaces('^[ \\t]*#*[ \\t]*$', '')).not.toEqual([])
  expect(slowPlaces('^[ \\t]*\\w+$', '')).toEqual([])
})

test('no regular expression in the sources takes time that grows faster than the text', () => {
  const all = files.flatMap((file) => expressionsOf(file).map((one) => ({ file, ...one })))
  expect(all.length).toBeGreaterThan(150)
  const slow = all
    .map(({ file, pattern, flags }) => ({ file, pattern, places: slowPlaces(pattern, flags) }))
    .filter(({ places }) => places.length > 0)
  expect(slow).toEqual([])
})

test('nor does one that is put together when it runs', async () => {
  const made: { source: string; flags: string }[] = []
  class Recorded extends RegExp {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags)
      made.push({ source: this.source, flags: this.flags })
    }
  }
  vi.stubGlobal('RegExp', Recorded)
  vi.resetModules()
  const { cleanResponse } = await import('./index.ts')
  cleanResponse('<think>x</think>\nfunction f(o) { return o[0] }')
  expect(made.length).toBeGreaterThanOrEqual(3)
  expect(made.filter(({ source, flags }) => slowPlaces(source, flags).length > 0)).toEqual([])
})
