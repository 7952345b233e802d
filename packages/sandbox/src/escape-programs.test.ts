import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { hostile } from '../test/hostile.ts'
import { createSandbox, type Sandbox, SandboxError } from './index.ts'

const isWhole = isRequired('deep')
const inputs = hostile.filter((_each, index) => isWhole || index % 4 === 0)
const timeoutMs = 50

const globals = {
  quick: async (x: unknown) => x,
  slow: (x: unknown) => sleep(3, x),
  never: () => new Promise(() => {}),
}

/** The input amid calls that wait, before and after an await. */
function programOf(code: string): string {
  const [, name] = [...code.matchAll(/\bfunction\s+(\w+)/g)].at(-1) ?? []
  return `never(); const early = slow(1); await quick(1)
const text = ${JSON.stringify(code)}
let attempt
try { attempt = (0, eval)('(' + text + '\\n)') } catch (e) { if (e instanceof SyntaxError) attempt = (0, eval)(text); else throw e }
if (typeof attempt !== 'function') attempt = globalThis[${JSON.stringify(name ?? '')}]
const out = await attempt()
await quick(2)
return [out, await early]`
}

describe(`${inputs.length} hostile inputs inside programs whose tools wait`, () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await createSandbox({ timeoutMs, globals, maxRuns: 2 })
  })
  afterAll(() => sandbox.dispose())

  it.each(inputs)('%#: $code', async ({ code }) => {
    const outcome = await sandbox.run(programOf(code), { waitMs: 2000 }).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SandboxError)
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12)
    for (let chance = 0; ; chance++)
      try {
        const control = await sandbox.run(
          'return [typeof leak, await quick([1].map((x) => x * 2)), Math.abs(-1)]',
        )
        expect(control).toMatchObject({ value: ['undefined', [2], 1] })
        break
      } catch (error) {
        if (chance > 10) throw error
      }
  })
})

describe('tools that misbehave', () => {
  it('leave nothing behind, however often', async () => {
    const sandbox = await createSandbox({ timeoutMs: 2000, globals, maxRuns: 2 })
    const late: ((value: unknown) => void)[] = []
    const keep = () => new Promise((resolve) => void late.push(resolve))
    const before = process.memoryUsage().rss
    for (let round = 0; round < 300; round++) {
      await sandbox.run('for (let i = 0; i < 20; i++) { never(); keep() }\nreturn 1', {
        globals: { ...globals, keep },
      })
      const controller = new AbortController()
      const aborted = sandbox.run('await never()', { signal: controller.signal })
      if (round % 50 === 49) for (const settle of late.splice(0)) settle(round)
      setTimeout(() => controller.abort(), round % 3)
      await aborted.catch(() => {})
      if (round % 2 === 1) continue
      await sandbox.run('await quick(1)\nthrow new Error("x")').catch(() => {})
    }
    expect(await sandbox.run('return await quick(3)')).toMatchObject({ value: 3 })
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 2 ** 20)
    sandbox.dispose()
  })
})
