import { expect, test } from 'vitest'
import { type Case, judge, readCorpus } from '../fixtures/corpus.mjs'
import { CleanError, cleanResponse } from './index.ts'

const wantedShare = 0.98

/** Judges a part of the corpus and prints its figures. */
function run(part: string): { answered: number; rejected: number; idempotent: string[] } {
  const cases: Case[] = readCorpus(new URL(`../fixtures/${part}.txt`, import.meta.url))
  const answerable = cases.filter((one) => one.errors === undefined)
  const rest = cases.filter((one) => one.errors !== undefined)
  const wrong = cases
    .map((one) => ({ one, verdict: judge(one, cleanResponse) }))
    .filter(({ verdict }) => verdict !== '')
  const good = (of: readonly Case[]): number =>
    of.filter((one) => !wrong.some((bad) => bad.one === one)).length
  for (const { one, verdict } of wrong) console.info(`  ${part}: "${one.name}" ${verdict}`)
  console.info(
    `clean, corpus, ${part}: ${good(answerable)} of ${answerable.length} answerable right, ${good(rest)} of ${rest.length} others rejected for the right reason`,
  )
  const idempotent = answerable
    .filter((one) => {
      try {
        const { source } = cleanResponse(one.response, one.options)
        return cleanResponse(source, one.options).source !== source
      } catch (error) {
        return !(error instanceof CleanError)
      }
    })
    .map((one) => one.name)
  return { answered: good(answerable) / answerable.length, rejected: good(rest) / rest.length, idempotent }
}

for (const part of ['open', 'fresh', 'held-back'])
  test(`of the ${part} part of the corpus, 98 % come out right and 98 % of the rest are rejected`, () => {
    const { answered, rejected, idempotent } = run(part)
    expect(answered).toBeGreaterThanOrEqual(wantedShare)
    expect(rejected).toBeGreaterThanOrEqual(wantedShare)
    expect(idempotent).toEqual([])
  })
