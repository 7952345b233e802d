import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { resultsOf } from '../fixtures/corpus.mjs'
import { fragments, wrappedFunction } from '../fixtures/shapes.ts'
import { CleanError, cleanResponse, createCleaner } from './index.ts'

/** 10,000 cases where `GENCODE_REQUIRE` names `deep`. */
const isDeep = isRequired('deep')
const numRuns = isDeep ? 10_000 : 400
/** The same cases in every run of CI, so that a red run is about the change; elsewhere new ones each time. */
const seed = process.env.CI ? 1 : Date.now()
const timeout = isDeep ? 900_000 : 120_000
console.info(`clean: ${numRuns} cases a property${isDeep ? '' : ' (10,000 with GENCODE_REQUIRE=deep)'}`)

test('a function wrapped in any mix of shapes gives the same results', { timeout }, () => {
  const expected = new Map<string, string>()
  fc.assert(
    fc.property(wrappedFunction, ({ response, same }) => {
      const { source, entry, original, lineMap } = cleanResponse(response)
      const wanted = expected.get(same) ?? resultsOf(`const wanted = ${same}`, 'wanted')
      expected.set(same, wanted)
      expect(resultsOf(source, entry)).toBe(wanted)
      expect(source.split('\n')).toHaveLength(original.split('\n').length)
      expect(lineMap).toHaveLength(original.split('\n').length)
    }),
    { numRuns, seed },
  )
})

test('cleaning what was cleaned changes nothing', { timeout }, () => {
  fc.assert(
    fc.property(wrappedFunction, ({ response }) => {
      const { source, entry } = cleanResponse(response)
      const again = cleanResponse(source)
      expect(again.source).toBe(source)
      expect(again.entry).toBe(entry)
    }),
    { numRuns, seed },
  )
})

test('whatever comes in, nothing but a CleanError is thrown, and what comes out is cleaned once', {
  timeout,
}, () => {
  fc.assert(
    fc.property(fragments, (response) => {
      try {
        const { source } = cleanResponse(response)
        expect(cleanResponse(source).source).toBe(source)
      } catch (error) {
        if (!(error instanceof CleanError)) throw error
        expect(error.code).toMatch(/^clean\//)
        expect(error.response).toBe(response)
        // What is too deep for the stack; a fault of our own would look the same.
        if (error.cause !== undefined) expect(error.cause).toBeInstanceOf(RangeError)
      }
    }),
    { numRuns, seed },
  )
})

test('fed in chunks of any size, a cleaner ends where cleanResponse does', { timeout }, () => {
  fc.assert(
    fc.property(
      wrappedFunction,
      fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 8 }),
      ({ response }, sizes) => {
        const cleaner = createCleaner()
        let at = 0
        for (let index = 0; at < response.length; index++) {
          const size = sizes[index % sizes.length] as number
          cleaner.push(response.slice(at, at + size))
          at += size
        }
        expect(cleaner.result()).toEqual(cleanResponse(response))
      },
    ),
    { numRuns: Math.ceil(numRuns / 4), seed },
  )
})

test('what is no string is an empty answer', () => {
  for (const value of [undefined, null, 0, {}, [], Symbol('x'), Object.create(null), () => 1])
    expect(() => cleanResponse(value as never)).toThrow(CleanError)
})
