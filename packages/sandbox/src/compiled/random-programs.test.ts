import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
import { differ } from '../../test/differential.ts'
import { type Draw, randomProgram } from '../../test/random-program.ts'
import { rowsToCheck } from './check-rows.ts'

const deep = isRequired('deep')
const programs = deep ? 50_000 : 500
const rows = 32
const leastCompiled = 0.85

const parameters = [
  { name: 'o', layout: { numbers: 4 } },
  { name: 's', layout: 'boolean' },
  { name: 'e', layout: 'boolean' },
  { name: 'n', layout: 'number' },
] as const
const columns = rowsToCheck(parameters, rows)

describe('programs of the subset, drawn at random', () => {
  it(
    `give the same bits compiled as in QuickJS, or are refused (${programs} programs)`,
    () => {
      const counts = { equal: 0, refused: 0, unusable: 0, different: 0 }
      const reasons = new Map<string, number>()
      fc.assert(
        fc.property(fc.gen(), (g) => {
          const draw: Draw = (count) => g(fc.nat, count - 1)
          const source = randomProgram(draw)
          const outcome = differ(source, parameters, columns, rows)
          counts[outcome.kind]++
          if (outcome.kind === 'refused') reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1)
          if (outcome.kind === 'different' || outcome.kind === 'unusable')
            throw new Error(`${JSON.stringify(outcome)}\n${source}`)
        }),
        { numRuns: programs, ...(deep ? {} : { seed: 20 }) },
      )
      const share = counts.equal / (counts.equal + counts.refused)
      const common = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 8)
      console.log(
        `compiled ${counts.equal} of ${programs} (${(100 * share).toFixed(1)} %); refused most often: ${common.map(([reason, count]) => `${count} ${reason}`).join('; ')}`,
      )
      expect(share).toBeGreaterThan(leastCompiled)
    },
    deep ? 600_000 : 120_000,
  )
})
