import { task } from '@gencode/env'
import { createSandbox, type Sandbox } from '@gencode/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examine } from './examine.ts'

const cartPole = task('CartPole-v1')
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
})
afterAll(() => sandbox.dispose())

const verdictOf = async (code: string) =>
  (await examine(`\`\`\`js\n${code}\n\`\`\``, { task: cartPole, sandbox })).verdict

describe('a candidate is rejected that', () => {
  test.each([
    [
      'throws for some input',
      'function rewardFn(o) {\n  if (o[0] > 4) throw new Error("too far")\n  return 1\n}',
      'sandbox/runtime',
      /observations = \[4\.8/,
    ],
    ['loops for ever', 'function rewardFn(o) {\n  while (o) {}\n}', 'sandbox/timeout', /observations = \[/],
    [
      'gives no number',
      'function rewardFn(o) { return "much" }',
      'contract/not-a-number',
      /observations = \[/,
    ],
    [
      'gives NaN at a corner',
      'function rewardFn(o) { return Math.sqrt(4.7 - o[0]) }',
      'probe/not-finite',
      /observations = \[4\.8/,
    ],
    [
      'divides by zero',
      'function rewardFn(o) { return 1 / o[2] }',
      'probe/not-finite',
      /observations = \[0,0,0,0\]/,
    ],
    [
      'counts its calls',
      'let calls = 0\nfunction rewardFn(o) { return ++calls }',
      'probe/not-deterministic',
      /observations = \[/,
    ],
    [
      'throws dice',
      'function rewardFn(o) { return o[2] + Math.random() }',
      'probe/not-deterministic',
      /observations = \[/,
    ],
    [
      'sorts its input',
      'function rewardFn(o) { o.sort((a, b) => a - b); return o[0] }',
      'probe/mutates-input',
      undefined,
    ],
    [
      'writes to its input',
      'function rewardFn(o) { o[2] = Math.abs(o[2]); return 1 - o[2] }',
      'probe/mutates-input',
      undefined,
    ],
    [
      'writes to its input on failure',
      'function rewardFn(o, s, f) { if (f) o.fill(0); return o[2] }',
      'probe/mutates-input',
      undefined,
    ],
    [
      'lengthens its input',
      'function rewardFn(o) { o.push(1); return o[2] }',
      'probe/mutates-input',
      undefined,
    ],
  ])('%s', async (_name, code, expected, input) => {
    const { error } = await verdictOf(code)
    expect(error?.code).toBe(expected)
    expect(error?.feedback).not.toMatch(/__gencode|\bprobe|\brow\b/i)
    if (input) expect(error?.input).toMatch(input)
  })

  test('is slow, however finite', async () => {
    using patient = await createSandbox({ timeoutMs: 5000 })
    const code =
      'function rewardFn(o) { let sum = o[2]; for (let i = 0; i < 1e5; i++) sum += Math.sin(i); return sum }'
    const { verdict } = await examine(`\`\`\`js\n${code}\n\`\`\``, { task: cartPole, sandbox: patient })
    expect(verdict.error?.code).toBe('probe/slow')
  })
})

describe('a candidate is accepted that', () => {
  test('copies its input before it sorts', async () => {
    const verdict = await verdictOf('function rewardFn(o, s, f) { return f ? -1 : [...o].sort()[0] }')
    expect(verdict.error).toBeUndefined()
  })

  test.each(['before', 'after', 'names', 'index', 'a0'])('is called %s', async (name) => {
    const verdict = await verdictOf(`function ${name}(o, s, f) { return f ? -1 : o[2] }`)
    expect(verdict).toMatchObject({ entry: name })
    expect(verdict.error).toBeUndefined()
  })

  test('gives its terms, which are kept beside the rewards', async () => {
    const verdict = await verdictOf(
      'function rewardFn(o, s, f) { const components = { angle: -Math.abs(o[2]), end: f ? -1 : 0 }; return { reward: components.angle + components.end, components } }',
    )
    expect(verdict.error).toBeUndefined()
    expect(verdict.rewards).toHaveLength(200)
    expect(Object.keys(verdict.components ?? {})).toEqual(['angle', 'end'])
    expect(verdict.components?.angle?.[0]).toBeLessThan(0)
  })

  test('is suspicious, with a warning', async () => {
    const verdict = await verdictOf('function rewardFn() { return 1 }')
    expect(verdict.error).toBeUndefined()
    expect(verdict.warnings.map(({ code }) => code)).toContain('probe/constant')
  })

  test('is suspicious, unless the caller makes that an error; what it gave is kept', async () => {
    const examiner = { task: cartPole, sandbox, suspicions: { 'probe/constant': 'error' as const } }
    const { verdict } = await examine('```js\nfunction rewardFn() { return 1 }\n```', examiner)
    expect(verdict.error?.code).toBe('probe/constant')
    expect(verdict.rewards).toHaveLength(200)
  })
})

test('near-equal answers have the same fingerprint, and answers without code that of their error', async () => {
  const one = await verdictOf('function rewardFn(o, s, f) { return f ? -1 : o[2] }')
  const same = await verdictOf(
    '// the angle\nfunction rewardFn(obs, success, failure) {\n  return failure ? -1.0 : obs[2];\n}',
  )
  const other = await verdictOf('function rewardFn(o, s, f) { return f ? -1 : o[3] }')
  expect(same.fingerprint).toBe(one.fingerprint)
  expect(other.fingerprint).not.toBe(one.fingerprint)
  const prose = await examine('I cannot say.', { task: cartPole, sandbox })
  expect(prose.verdict.fingerprint).toBe(prose.verdict.error?.code)
})
