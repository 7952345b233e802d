import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'
import { createSandboxWorker, SandboxTimeoutError } from '@gencode/sandbox'
import { sandboxContract } from '@gencode/sandbox/testing'
import { describe, expect, it } from 'vitest'
import { createPatientSandbox } from './own-sandbox.ts'

const slow = 'function sum(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s }'
const limits = { timeoutMs: 5, patientMs: 20_000 }

describe("a sandbox of one's own", () => {
  for (const { name, run } of sandboxContract((options) =>
    createPatientSandbox({ timeoutMs: 500, patientMs: 1000, ...options }),
  ))
    it(name, run)

  it('gives a function that overran its deadline more time, and an endless one no more than that', async () => {
    using plain = await createSandboxWorker({ timeoutMs: limits.timeoutMs })
    const impatient = await plain.compile(slow)
    await expect(impatient(5e6)).rejects.toThrow(SandboxTimeoutError)

    using patient = await createPatientSandbox(limits)
    const sum = await patient.compile(slow)
    expect(await sum(5e6)).toBe(12_499_997_500_000)

    using strict = await createPatientSandbox({ timeoutMs: 5, patientMs: 40 })
    const endless = await strict.compile('() => { while (true); }')
    await expect(endless()).rejects.toThrow(SandboxTimeoutError)
  })

  it('is what GenCode runs functions in', async () => {
    using sandbox = await createPatientSandbox(limits)
    using genCode = new GenCode(task('CartPole-v1'), undefined, { sandbox })
    const { rewardFunction } = await genCode.get('const rewardFn = ([, , angle]) => 1 - Math.abs(angle)')
    expect(await rewardFunction([0, 0, 0.25, 0], false, false)).toBe(0.75)
  })
})
