import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeFaulty, makeFaulty, slackMs, startFaulty, timeoutMs } from '../test/faulty.ts'
import { hasPython } from '../test/parts.ts'
import { isRunning, timed } from '../test/processes.ts'
import { findPython } from './index.ts'

afterEach(closeFaulty)

describe.runIf(hasPython)('a Python process', () => {
  it('that is killed between two steps is told within the next call', async () => {
    const { env, pid } = await startFaulty('none')
    process.kill(pid, 'SIGKILL')
    const { error, milliseconds } = timed(() => env.step(0))
    expect(error).toMatchObject({
      code: 'gymnasium/process-ended',
      message: expect.stringContaining('SIGKILL'),
    })
    expect(milliseconds).toBeLessThan(timeoutMs)
  })

  it('that is killed in the middle of a step is told at once', async () => {
    const { env, pid } = await startFaulty('sleeps')
    spawn('sh', ['-c', `sleep 0.3; kill -9 ${pid}`], { stdio: 'ignore' })
    const { error, milliseconds } = timed(() => env.step(1))
    expect(error).toMatchObject({ code: 'gymnasium/process-ended' })
    expect(milliseconds).toBeLessThan(timeoutMs)
  })

  it('that is stopped (SIGSTOP) is a time-out, and is gone afterwards', async () => {
    const { env, pid } = await startFaulty('none')
    process.kill(pid, 'SIGSTOP')
    const { error, milliseconds } = timed(() => env.step(0))
    expect(error).toMatchObject({ code: 'gymnasium/timeout' })
    expect(milliseconds).toBeLessThan(timeoutMs + slackMs)
    expect(isRunning(pid)).toBe(false)
  })

  it('that is stopped in the middle of a step is a time-out, and is gone afterwards', async () => {
    const { env, pid } = await startFaulty('sleeps')
    spawn('sh', ['-c', `sleep 0.3; kill -STOP ${pid}`], { stdio: 'ignore' })
    const { error, milliseconds } = timed(() => env.step(1))
    expect(error).toMatchObject({ code: 'gymnasium/timeout' })
    expect(milliseconds).toBeLessThan(timeoutMs + slackMs)
    expect(isRunning(pid)).toBe(false)
  })

  it('prints what it likes, by every way to stdout, without harm', async () => {
    let output = ''
    const env = await makeFaulty('prints', { onOutput: (text) => (output += text) })
    env.reset()
    for (let count = 1; count < 5; count++)
      expect(Array.from(env.step(1).observation as Float64Array)).toEqual([count, count])
    await expect.poll(() => output).toContain('hello from a shell')
    expect(output).toContain('hello from print')
    expect(output).toContain('hello from file descriptor 1')
  })

  it('whose start prints a banner, and prints without end, is heard as far as one can listen', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gencode-banner-'))
    const python = join(folder, 'python')
    writeFileSync(python, `#!/bin/sh\necho Welcome\nexec "${findPython().command}" "$@"\n`, { mode: 0o755 })
    let output = ''
    const env = await makeFaulty('prints', { python, onOutput: (text) => (output += text) })
    rmSync(folder, { recursive: true })
    env.reset()
    for (let count = 0; count < 20; count++) env.step(1)
    await expect.poll(() => output.split('hello from print').length).toBeGreaterThan(1)
    expect(output).toMatch(/^Welcome\n/)
    expect(output.length).toBeLessThan(200_000)
  })

  it('finds nothing on its stdin', async () => {
    const { env } = await startFaulty('reads')
    expect(env.step(1).info).toEqual({ line: '' })
  })

  it.each(['none', 'close-raises'])('is gone after close (%s)', async (fault) => {
    const { env, pid } = await startFaulty(fault)
    env.close()
    env.close()
    expect(isRunning(pid)).toBe(false)
    expect(() => env.step(0)).toThrow(/it is closed/)
    expect(() => env.reset()).toThrow(/it is closed/)
  })

  it('that does not close is killed after its deadline', async () => {
    const { env, pid } = await startFaulty('never-closes')
    expect(timed(() => env.close()).milliseconds).toBeLessThan(timeoutMs + slackMs)
    expect(isRunning(pid)).toBe(false)
  })
})
