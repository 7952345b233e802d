import { readFileSync } from 'node:fs'
import { CodeError, rewardContract } from '@gencode/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostile, kinds } from '../test/hostile.ts'
import { createSandbox, type Sandbox, SandboxError, type SandboxedFunction } from './index.ts'

const timeoutMs = 100
/** What the host may be blocked for; a machine that does other things too gets further chances. */
const mostMs = 2 * timeoutMs + 50
const chances = 4

const contract = rewardContract([{ index: 0, name: 'x', low: 0, high: 1 }])
const columns = [new Float64Array(2), new Uint8Array(2), new Uint8Array(2)]

describe.each(Object.entries(kinds))('escape attempts: %s', (kind) => {
  let sandbox: Sandbox
  let control: SandboxedFunction
  beforeAll(async () => {
    sandbox = await createSandbox({ timeoutMs })
    control = sandbox.compile(
      'let calls = 0\nfunction control(x) { return [x.map((y) => y * 2), ++calls, typeof leak] }',
    )
  })
  afterAll(() => sandbox.dispose())

  it.each(hostile.filter((each) => each.kind === kind))('%#: $code', ({ code, expected }) => {
    const times: number[] = []
    for (let chance = 0; chance < chances && !times.some((ms) => ms <= mostMs); chance++) {
      const start = performance.now()
      let outcome: unknown
      try {
        outcome = sandbox.compile(code)()
      } catch (error) {
        outcome = error
      }
      times.push(performance.now() - start)
      expect(outcome).toBeInstanceOf(SandboxError)
      expect(expected.split(' ')).toContain((outcome as SandboxError).code)
      expect((outcome as SandboxError).feedback.length).toBeLessThan(10_000)
      expect(control([1, 2])).toEqual([[2, 4], 1, 'undefined'])
      expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12)
    }
    expect(Math.min(...times)).toBeLessThan(mostMs)
  })

  it.each(hostile.filter((each) => each.kind === kind))('in a batch: %#: $code', ({ code }) => {
    const times: number[] = []
    for (let chance = 0; chance < chances && !times.some((ms) => ms <= mostMs); chance++) {
      const start = performance.now()
      let outcome: unknown
      try {
        outcome = sandbox.compile(code, { contract }).batch(columns, { components: true })
      } catch (error) {
        outcome = error
      }
      times.push(performance.now() - start)
      expect(outcome).toBeInstanceOf(CodeError)
      expect(control([1, 2])).toEqual([[2, 4], 1, 'undefined'])
    }
    expect(Math.min(...times)).toBeLessThan(mostMs)
  })
})

describe('the list of escape attempts', () => {
  it('holds at least 120 inputs, each once', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(120)
    expect(new Set(hostile.map(({ code }) => code)).size).toBe(hostile.length)
  })

  it('is counted in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    for (const [kind, what] of Object.entries(kinds)) {
      const count = hostile.filter((each) => each.kind === kind).length
      expect(readme).toContain(`| ${what} | ${count} |`)
    }
  })
})
