import { expect, test } from 'vitest'
import { differ } from '../../test/differential.ts'
import { rowsToCheck } from './check-rows.ts'

const parameters = [
  { name: 'o', layout: { numbers: 4 } },
  { name: 's', layout: 'boolean' },
  { name: 'e', layout: 'boolean' },
  { name: 'n', layout: 'number' },
] as const
const rows = 48
const columns = rowsToCheck(parameters, rows)

/** Of each kind that the compiler knows; the last ones may be of several types. */
const values = [
  '0',
  '-0',
  '1.5',
  'NaN',
  'true',
  'false',
  'null',
  'undefined',
  '""',
  '"1"',
  '"number"',
  'o[0]',
  'n',
  's',
  'e',
  'o',
  '[n]',
  '({ a: n })',
  '(() => n)',
  'Math.abs',
  '("x" + n)',
  'typeof (s ? n : undefined)',
  'o.filter((x) => x > 0)',
  '(s ? 1 : undefined)',
  '(s ? null : n)',
  '(s ? e : n)',
  '(s ? null : undefined)',
  '(s ? o : 1)',
]
const comparisons = ['===', '!==', '==', '!=', '<', '<=', '>', '>=']
const calculations = ['+', '-', '*', '/', '%', '**', '&&', '||', '??', '&', '|', '^', '<<', '>>', '>>>']
const functions = [
  'Number',
  'Boolean',
  'isNaN',
  'Number.isFinite',
  'Math.abs',
  'Math.sign',
  '!',
  '-',
  '+',
  '~',
]
const result =
  'return typeof r === "number" ? r : r === undefined ? -7 : r === null ? -8 : r === true ? 7 : 8'

/** What comes of programs in both tiers. @returns how many are compiled, and why others are not */
function outcomes(programs: readonly string[]): { compiled: number; reasons: Set<string> } {
  const reasons = new Set<string>()
  let compiled = 0
  for (const body of programs) {
    const outcome = differ(`function f(o, s, e, n) { ${body} }`, parameters, columns, rows)
    if (outcome.kind === 'refused') reasons.add(outcome.reason)
    else if (outcome.kind === 'equal') compiled++
    else expect.fail(`${body}: ${JSON.stringify(outcome)}`)
  }
  return { compiled, reasons }
}

const pairs = values.flatMap((a) => values.map((b) => [a, b] as const))

test.each([
  ['compares', comparisons.flatMap((op) => pairs.map(([a, b]) => `return ${a} ${op} ${b} ? 1 : 0`))],
  [
    'calculates with',
    calculations.flatMap((op) => pairs.map(([a, b]) => `const r = (${a}) ${op} (${b}); ${result}`)),
  ],
  ['tells apart', pairs.map(([a, b]) => `return Object.is(${a}, ${b}) ? 1 : 0`)],
  ['converts', functions.flatMap((of) => values.map((a) => `const r = ${of}(${a}); ${result}`))],
  ['asks', values.map((a) => `return ${a} ? 1 : 0`)],
  [
    'asks the type of',
    values.flatMap((a) =>
      ['number', 'boolean', 'undefined', 'object', 'function', 'string', 'nothing'].map(
        (type) => `return typeof ${a} === "${type}" ? 1 : 0`,
      ),
    ),
  ],
])(
  'a program that %s any values is compiled to the same bits, or refused in words',
  { timeout: 60_000 },
  async (name, programs) => {
    const { compiled, reasons } = outcomes(programs)
    console.log(`${name}: ${compiled} of ${programs.length} compiled`)
    await expect(`${[...reasons].sort().join('\n')}\n`).toMatchFileSnapshot(
      `../../test/refusals/${name.replaceAll(' ', '-')}.txt`,
    )
    expect(compiled / programs.length).toBeGreaterThan(0.3)
  },
)
