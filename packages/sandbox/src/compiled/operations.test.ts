import { expect, test } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
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
/** What else takes two values. */
const places = [
  'Math.max(A, B)',
  'Math.min(A, B)',
  'Math.pow(A, B)',
  'Math.hypot(A, B)',
  'Math.atan2(A, B)',
  '[A, B].includes(B)',
  '[A, n].includes(B)',
  '[A, n].indexOf(B)',
  '[A, B].some((x) => x)',
  '[A, B].every((x) => x)',
  '[A, B].reduce((x, y) => x + y)',
  '[A, B].map((x) => x)[1]',
  '[A, B].filter((x) => x).length',
  '((x = B) => x)(A)',
  '(([x = B]) => x)([A])',
  '(({ x = B }) => x)({ x: A })',
  'A ? B : A',
  'A?.x ?? B',
  'np.clip(A, B, 3)',
  'np.where(A, B, 1)',
]
const statements = [
  'let r = A; r += B',
  'let r = A; r -= B',
  'let r = A; r ??= B',
  'let r = A; r ||= B',
  'let r = A; r &&= B',
  'let r = 0; switch (A) { case B: r = 1; break; default: r = 2 }',
  'let r = A; if (s) r = B',
  'let r = 0; for (const x of [A, B]) if (x) r++',
  'let r = 0; let x = A; while (x && r < 3) { r++; x = B }',
  'let r = A; r++',
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

type Case = readonly [name: string, programs: readonly string[]]

const cases: readonly Case[] = [
  ['compares', comparisons.flatMap((op) => pairs.map(([a, b]) => `return ${a} ${op} ${b} ? 1 : 0`))],
  [
    'calculates with',
    calculations.flatMap((op) => pairs.map(([a, b]) => `const r = (${a}) ${op} (${b}); ${result}`)),
  ],
  [
    'passes on',
    places.flatMap((text) =>
      pairs.map(([a, b]) => `const r = ${text.replaceAll('A', a).replaceAll('B', b)}; ${result}`),
    ),
  ],
  [
    'keeps',
    statements.flatMap((text) =>
      pairs.map(([a, b]) => `${text.replaceAll('A', a).replaceAll('B', b)}; ${result}`),
    ),
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
]

/** The three with most programs are left to the deep run. */
const many = 7_000
test.each(cases.filter(([, programs]) => programs.length < many || isRequired('deep')))(
  'a program that %s any values is compiled to the same bits, or refused in words',
  async (name, programs) => {
    const { compiled, reasons } = outcomes(programs)
    console.log(`${name}: ${compiled} of ${programs.length} compiled`)
    await expect(`${[...reasons].sort().join('\n')}\n`).toMatchFileSnapshot(
      `../../test/refusals/${name.replaceAll(' ', '-')}.txt`,
    )
    expect(compiled / programs.length).toBeGreaterThan(0.3)
  },
)
