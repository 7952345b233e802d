import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnknownIdError } from '@gencode/env'
import { afterEach, describe, expect, it } from 'vitest'
import { faulty, hasPython, testFolder } from '../test/parts.ts'
import { isGoneWithin, isRunning, timed } from '../test/processes.ts'
import { findPython, type GymnasiumEnv, GymnasiumError, type GymnasiumOptions, gymnasium } from './index.ts'

const open: GymnasiumEnv[] = []
const timeoutMs = 1500
/** How much later than its deadline a call may come back, on a machine that is busy with other tests. */
const slackMs = 1000

async function makeFaulty(fault: string, options: GymnasiumOptions & { num?: undefined } = {}) {
  const env = await gymnasium('Faulty-v0', {
    ...faulty,
    kwargs: { fault },
    timeoutMs,
    startTimeoutMs: 30_000,
    ...options,
  })
  open.push(env)
  return env
}

async function started(fault: string): Promise<{ env: GymnasiumEnv; pid: number }> {
  const env = await makeFaulty(fault)
  const pid = env.reset({ seed: 1 }).info.pid as number
  expect(isRunning(pid)).toBe(true)
  env.step(0)
  return { env, pid }
}

afterEach(() => {
  for (const env of open.splice(0)) env.close()
})

describe.runIf(hasPython)('a fault in a step', () => {
  it('that is an exception comes with its message and traceback, and reset goes on', async () => {
    const { env } = await started('raises')
    const { error } = timed(() => env.step(1))
    expect(error).toBeInstanceOf(GymnasiumError)
    expect(error).toMatchObject({ code: 'gymnasium/exception' })
    expect((error as GymnasiumError).message).toContain('ValueError: the wheel fell off')
    expect((error as GymnasiumError).traceback).toMatch(/faulty_envs\.py", line \d+, in step/)
    expect(() => env.step(0)).toThrow(/call reset before step/)
    env.reset()
    expect(env.step(0).reward).toBe(1)
  })

  it.each([
    ['sys-exit', 'gymnasium/exception', /SystemExit: 7/],
    ['no-reward', 'gymnasium/exception', /step/],
    ['wrong-shape', 'gymnasium/exception', /shape \(3,\) where its space says \(2,\)/],
    ['nan', 'gymnasium/not-a-number', /number 1 of its observation is NaN/],
    ['nan-reward', 'gymnasium/not-a-number', /its reward is NaN/],
  ])('%s is %s, and reset goes on', async (fault, code, message) => {
    const { env } = await started(fault)
    const { error } = timed(() => env.step(1))
    expect(error).toMatchObject({ name: 'GymnasiumError', code, message: expect.stringMatching(message) })
    env.reset()
    expect(env.step(0).reward).toBe(1)
  })

  it.each([
    ['exits', /exited with code 5.*last words:\nout of oil/s],
    ['kills-itself', /was ended by SIGKILL/],
  ])('%s is told at once, and again by every later call', async (fault, message) => {
    const { env, pid } = await started(fault)
    const { error, milliseconds } = timed(() => env.step(1))
    expect(error).toMatchObject({ code: 'gymnasium/process-ended', message: expect.stringMatching(message) })
    expect(milliseconds).toBeLessThan(timeoutMs)
    expect(timed(() => env.reset()).error).toBe(error)
    expect(isRunning(pid)).toBe(false)
  })

  it.each(['sleeps', 'holds-the-lock'])(
    '%s too long is a time-out, and the process is gone',
    async (fault) => {
      const { env, pid } = await started(fault)
      const { error, milliseconds } = timed(() => env.step(1))
      expect(error).toMatchObject({ code: 'gymnasium/timeout' })
      expect(milliseconds).toBeGreaterThanOrEqual(timeoutMs - 1)
      expect(milliseconds).toBeLessThan(timeoutMs + slackMs)
      expect(isRunning(pid)).toBe(false)
      expect(timed(() => env.reset()).error).toBe(error)
    },
  )
})

describe.runIf(hasPython)('a Python process', () => {
  it('that is killed between two steps is told within the next call', async () => {
    const { env, pid } = await started('none')
    process.kill(pid, 'SIGKILL')
    const { error, milliseconds } = timed(() => env.step(0))
    expect(error).toMatchObject({
      code: 'gymnasium/process-ended',
      message: expect.stringContaining('SIGKILL'),
    })
    expect(milliseconds).toBeLessThan(timeoutMs)
  })

  it('that is killed in the middle of a step is told at once', async () => {
    const { env, pid } = await started('sleeps')
    spawn('sh', ['-c', `sleep 0.3; kill -9 ${pid}`], { stdio: 'ignore' })
    const { error, milliseconds } = timed(() => env.step(1))
    expect(error).toMatchObject({ code: 'gymnasium/process-ended' })
    expect(milliseconds).toBeLessThan(timeoutMs)
  })

  it('that is stopped (SIGSTOP) is a time-out, and is gone afterwards', async () => {
    const { env, pid } = await started('none')
    process.kill(pid, 'SIGSTOP')
    const { error, milliseconds } = timed(() => env.step(0))
    expect(error).toMatchObject({ code: 'gymnasium/timeout' })
    expect(milliseconds).toBeLessThan(timeoutMs + slackMs)
    expect(isRunning(pid)).toBe(false)
  })

  it('that is stopped in the middle of a step is a time-out, and is gone afterwards', async () => {
    const { env, pid } = await started('sleeps')
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
    const { env } = await started('reads')
    expect(env.step(1).info).toEqual({ line: '' })
  })

  it.each(['none', 'close-raises'])('is gone after close (%s)', async (fault) => {
    const { env, pid } = await started(fault)
    env.close()
    env.close()
    expect(isRunning(pid)).toBe(false)
    expect(() => env.step(0)).toThrow(/it is closed/)
    expect(() => env.reset()).toThrow(/it is closed/)
  })

  it('that does not close is killed after its deadline', async () => {
    const { env, pid } = await started('never-closes')
    expect(timed(() => env.close()).milliseconds).toBeLessThan(timeoutMs + slackMs)
    expect(isRunning(pid)).toBe(false)
  })
})

describe.runIf(hasPython)('an info', () => {
  it('comes as plain values, whatever Python put into it', async () => {
    const { env } = await started('odd-info')
    expect(env.step(1).info).toEqual({
      number: 0.5,
      nan: Number.NaN,
      inf: Number.POSITIVE_INFINITY,
      array: [0, 1, 2],
      nested: { ok: true, 3: [1, 2] },
      object: "<class 'object'>",
      set: [1],
      none: null,
    })
  })

  it('may be larger than any answer before it', async () => {
    const { env } = await started('large-info')
    expect((env.step(1).info.text as string).length).toBe(1_000_000)
    expect(env.step(0).info).toEqual({})
  })

  it('shows that options and keyword arguments arrive, numbers that JSON lacks too', async () => {
    const extra = { big: 2n ** 60n, far: Number.POSITIVE_INFINITY, list: new Float32Array([1, 2]) }
    const env = await makeFaulty('none', { kwargs: { ...extra } })
    expect(env.reset({ seed: 2n ** 70n, options: { at: Float64Array.of(0.5) } }).info).toMatchObject({
      options: { at: [0.5] },
      extra: { big: 2 ** 60, far: Number.POSITIVE_INFINITY, list: [1, 2] },
    })
  })
})

describe('a start that can not succeed', () => {
  const fails = async (id: string, options: GymnasiumOptions & { num?: undefined }) => {
    const start = performance.now()
    const error = await gymnasium(id, options).then(
      (env) => env.close(),
      (thrown: unknown) => thrown,
    )
    return { error, milliseconds: performance.now() - start }
  }

  it.each([
    [{ num: 0 }, /num is a positive integer, not 0/],
    [{ num: 1.5 }, /num/],
    [{ timeoutMs: Number.NaN }, /timeoutMs is a positive number of milliseconds/],
    [{ timeoutMs: -1 }, /timeoutMs/],
    [{ kwargs: [1] as never }, /kwargs is an object/],
    [{ imports: 'my_envs' as never }, /imports is an array of texts, not "my_envs"/],
    [{ vectorization: 'async' as never }, /vectorization/],
  ])('with options %o says which is wrong', async (options, message) => {
    await expect(gymnasium('CartPole-v1', options as never)).rejects.toMatchObject({
      name: 'InvalidOptionError',
      message: expect.stringMatching(message),
    })
  })

  it('without Python says so', async () => {
    const { error } = await fails('CartPole-v1', { python: '/nowhere/python' })
    expect(error).toMatchObject({
      code: 'gymnasium/python-missing',
      message: expect.stringContaining('/nowhere/python'),
    })
  })

  it.each([
    ['/bin/true', 'gymnasium/process-ended'],
    ['/bin/cat', 'gymnasium/process-ended'],
    [testFolder, 'gymnasium/python-missing'],
  ])('with %s for a Python is %s', async (python, code) => {
    const { error, milliseconds } = await fails('CartPole-v1', { python, timeoutMs: 3000 })
    expect(error).toMatchObject({ code })
    expect(milliseconds).toBeLessThan(3000)
  })

  it('with a signal that is given stops', async () => {
    const reason = new Error('never mind')
    const { error } = await fails('CartPole-v1', { python: '/bin/true', signal: AbortSignal.abort(reason) })
    expect(error).toBe(reason)
  })

  describe.runIf(hasPython)('with Python there', () => {
    it('names the nearest environments of an unknown id', async () => {
      const { error } = await fails('CartPoll-v1', {})
      expect(error).toBeInstanceOf(UnknownIdError)
      expect((error as Error).message).toContain('CartPole-v1')
    })

    it('names an unknown version', async () => {
      const { error } = await fails('CartPole-v9', {})
      expect(error).toBeInstanceOf(UnknownIdError)
      expect((error as Error).message).toContain('CartPole-v1')
    })

    it('gives the pip line where gymnasium is missing', async () => {
      // -S is as good as a Python with nothing installed.
      const folder = mkdtempSync(join(tmpdir(), 'gencode-bare-python-'))
      const bare = join(folder, 'python')
      writeFileSync(bare, `#!/bin/sh\nexec "${findPython().command}" -S -E "$@"\n`, { mode: 0o755 })
      const { error } = await fails('CartPole-v1', { python: bare })
      rmSync(folder, { recursive: true })
      expect(error).toMatchObject({
        code: 'gymnasium/gymnasium-missing',
        message: expect.stringMatching(/python\S* -m pip install "gymnasium/),
      })
    })

    it('imports the module that an id names', async () => {
      const env = await gymnasium('faulty_envs:Faulty-v0', { path: faulty.path, timeoutMs })
      open.push(env)
      expect(env.reset().observation).toEqual(new Float64Array(2))
    })

    it.each([
      ['no_such_module', {}, 'gymnasium/import-failed', /no Python module no_such_module/],
      ['faulty_envs', { path: [] }, 'gymnasium/import-failed', /option path/],
    ])('imports %s with %o is %s', async (module, options, code, message) => {
      const { error } = await fails('Faulty-v0', { imports: [module], ...options })
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    })

    it('gives the pip line of an environment whose own package is missing', async () => {
      const { error } = await fails('ALE/Pong-v5', {})
      expect(error).toMatchObject({
        code: 'gymnasium/dependency-missing',
        message: expect.stringContaining('-m pip install "gymnasium[atari]"'),
      })
    })

    it('says which space can not be had', async () => {
      const { error } = await fails('Spaces-v0', { ...faulty, kwargs: { kind: 'text' } })
      expect(error).toMatchObject({ code: 'gymnasium/unsupported-space' })
    })

    it('says which keyword argument is unknown', async () => {
      const { error } = await fails('CartPole-v1', { kwargs: { gravitas: 1 } })
      expect(error).toMatchObject({
        code: 'gymnasium/exception',
        message: expect.stringContaining('gravitas'),
      })
    })

    it('has the last words of an environment that ends the process', async () => {
      const { error } = await fails('Faulty-v0', { ...faulty, kwargs: { fault: 'exit-at-start' } })
      expect(error).toMatchObject({
        code: 'gymnasium/process-ended',
        message: expect.stringMatching(/code 3.*no licence found/s),
      })
    })

    it('ends at its deadline, and at the signal', async () => {
      const slow = { ...faulty, kwargs: { fault: 'slow-start' } }
      const late = await fails('Faulty-v0', { ...slow, timeoutMs: 1000 })
      expect(late.error).toMatchObject({ code: 'gymnasium/timeout' })
      expect(late.milliseconds).toBeLessThan(1000 + slackMs)
      const stopped = await fails('Faulty-v0', { ...slow, signal: AbortSignal.timeout(500) })
      expect(stopped.error).toMatchObject({ name: 'TimeoutError' })
      expect(stopped.milliseconds).toBeLessThan(500 + slackMs)
    })

    it('tells an exception in reset', async () => {
      const env = await makeFaulty('reset-raises')
      expect(() => env.reset()).toThrow(/exception in reset: RuntimeError: no track/)
    })

    it('leaves no process behind', async () => {
      const { env, pid } = await started('none')
      env.close()
      expect(await isGoneWithin(pid, 1000)).toBe(true)
    })
  })
})
