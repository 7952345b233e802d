import { expect, test } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { compareAnswers, type Level } from '../test/agree.ts'
import { type Answer, askCPython, type Program, python } from '../test/cpython.ts'
import { generateBodies } from '../test/generate.ts'
import { runInNode } from '../test/lowered.ts'
import { calls, programOf } from '../test/programs.ts'
import { recorded } from '../test/recorded.ts'

const isDeep = isRequired('deep') && python !== undefined
if (!isDeep)
  console.warn('SKIPPED: 15,000 functions against a live CPython, which GENCODE_REQUIRE=deep asks for')

/** How many functions are at each level, why calls were refused, and what is wrong. */
function compareAll(
  programs: readonly Program[],
  answers: readonly Answer[],
): { levels: Partial<Record<Level, number>>; refusals: Record<string, number>; wrong: string[] } {
  const levels: Partial<Record<Level, number>> = {}
  const refusals: Record<string, number> = {}
  const wrong: string[] = []
  programs.forEach((program, index) => {
    const wanted = answers[index] ?? {}
    const got = runInNode(program)
    const { level, call } = compareAnswers(wanted, got)
    levels[level] = (levels[level] ?? 0) + 1
    const result = call === undefined ? undefined : got.results?.[call]
    if (level === 'refused') {
      const why =
        got.refused?.[0] ??
        (result !== null && typeof result === 'object' && 'e' in result ? result.e[1] : '')
      refusals[why] = (refusals[why] ?? 0) + 1
    }
    if (['words', 'line', 'class', 'differs'].includes(level))
      wrong.push(
        `${level}: ${program.source}\n${JSON.stringify(call === undefined ? wanted : wanted.results?.[call])} ${JSON.stringify(result ?? got)}`,
      )
  })
  return { levels, refusals, wrong }
}

const count = isRequired('deep') ? 2000 : 400
test(`${count} random functions are what CPython’s recorded answers say`, () => {
  const programs = generateBodies(1, 2000).map((body) => programOf(body))
  const answers = recorded('fuzz', programs).slice(0, count)
  const { levels, refusals, wrong } = compareAll(programs.slice(0, count), answers)
  expect(wrong).toEqual([])
  // All of them lower; what ends as a typed error is what doubles, or this runtime, do not have.
  expect(Object.keys(refusals).filter((why) => why.startsWith('python/'))).toEqual([])
  expect(levels.refused).toBeLessThan(0.1 * count)
  expect(levels.same).toBeGreaterThan(0.875 * count)
})

test.skipIf(!isDeep)(
  '15,000 more are what a live CPython says, but for 1 in 1,000',
  { timeout: 900_000 },
  () => {
    const programs = [11, 12, 13]
      .flatMap((seed) => generateBodies(seed, 5000))
      .map((body) => programOf(body, calls.slice(0, 4)))
    const { levels, refusals, wrong } = compareAll(programs, askCPython(programs))
    console.log(levels, refusals)
    if (wrong.length > 0) console.log(wrong.join('\n\n'))
    expect(wrong.length).toBeLessThanOrEqual(15)
  },
)
