import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { characters, filled, type Place, places, words } from '../fixtures/hostile-texts.mjs'
import { CleanError, cleanProgram, cleanResponse } from './index.ts'

const isDeep = isRequired('deep')

/** Milliseconds of this process's own computing: what else the machine does is not counted. */
function cost(text: string): number {
  const before = process.cpuUsage()
  for (const clean of [
    () => cleanResponse(text, { languages: ['javascript', 'python'] }),
    () => cleanProgram(text),
  ])
    try {
      clean()
    } catch (error) {
      if (!(error instanceof CleanError)) throw error
    }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** So many milliseconds are no sign of anything. */
const unsuspicious = 50
const lengths = [10_000, 20_000, 40_000, 80_000]
const maxRatio = 14

/** The times of four lengths, where they grow faster than the text: a quadratic one by 64. Measured again before it counts. */
function growing(part: string, place: Place, measure = cost): number[] | undefined {
  if (measure(place(filled(part, lengths[1] as number))) < unsuspicious) return undefined
  let costs: number[] = []
  for (let tries = 0; tries < 3; tries++) {
    costs = lengths.map((length) => measure(place(filled(part, length))))
    if ((costs[3] as number) <= maxRatio * Math.max(costs[0] as number, unsuspicious / 4)) return undefined
  }
  return costs
}

test('time that grows faster than the text is told, and other time is not', () => {
  const itself: Place = (x) => x
  expect(growing('a', itself, (text) => text.length ** 2 / 1e6)).toBeDefined()
  expect(growing('a', itself, (text) => text.length / 100)).toBeUndefined()
})

test('of every single character, wherever it stands, time grows with length', { timeout: 300_000 }, () => {
  const found: unknown[] = []
  for (const [index, part] of characters.entries())
    for (const [other, [name, place]] of Object.entries(places).entries()) {
      // Each character in a few places, each place with a few characters; all of them in the deep run.
      if (!isDeep && (index + other) % 12 !== 0) continue
      const costs = growing(part, place)
      if (costs) found.push([part, name, costs])
    }
  expect(found).toEqual([])
})

const numRuns = isDeep ? 2_000 : 30
const seed = process.env.CI ? 1 : Date.now()

test('of every two characters, and of longer parts, time grows with length', { timeout: 900_000 }, () => {
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...characters), fc.constantFrom(...characters)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...characters, ...words), { minLength: 2, maxLength: 6 }),
    },
  )
  fc.assert(
    fc.property(parts, fc.constantFrom(...Object.keys(places)), (part, name) => {
      expect(growing(part.join(''), places[name] as Place)).toBeUndefined()
    }),
    { numRuns, seed, endOnFailure: true },
  )
})

test('of lines of Python that a backslash joins and no bracket ends, time grows with length', () => {
  expect(growing('a\\\n[', places['in Python'] as Place)).toBeUndefined()
})

/** Lines whose names all differ, so that lists of names grow. */
const lines: Readonly<Record<string, (index: number) => string>> = {
  functions: (i) => `function f${i}() {}`,
  'functions that call one another': (i) => `function f${i}(o) { return f${i - 1}(o) }`,
  arrows: (i) => `const f${i} = (o) => o[0]`,
  classes: (i) => `class C${i} { m(o) { return o } }`,
  exports: (i) => `export const f${i} = 1`,
  imports: (i) => `import { x${i} } from 'y'`,
  enums: (i) => `enum E${i} { A = ${i} }`,
  'parts of a namespace': (i) => `namespace N { export const a${i} = ${i} }`,
  tags: (i) => `<t${i}>function f${i}(o) { return o }</t${i}>`,
  fences: (i) => `\`\`\`js\nfunction f${i}(o) { return o }\n\`\`\``,
  'functions of Python': (i) => `def f${i}(o):\n    return f${i - 1}(o)`,
}

/** Every second kind, unless all that is slow is to run. */
const kinds = Object.entries(lines).filter((_, index) => isDeep || index % 2 === 0)

test.each(kinds)('of many %s, time grows with length', (_, line) => {
  const many: Place = (x) => {
    let text = ''
    for (let index = 1; text.length < x.length; index++) text += `${line(index)}\n`
    return text
  }
  expect(growing('x', many)).toBeUndefined()
  expect(growing('x', (x) => `\`\`\`ts\n${many(x)}\`\`\``)).toBeUndefined()
})
