import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeFaulty, makeFaulty, slackMs, startFaulty } from '../test/faulty.ts'
import { faulty, hasPython, testFolder } from '../test/parts.ts'
import { isGoneWithin } from '../test/processes.ts'
import { findPython, type GymnasiumOptions, gymnasium } from './index.ts'

afterEach(closeFaulty)

describe('a start that can not succeed', () => {
  const fails = async (id: string, options: GymnasiumOptions & { num?: undefined }) => {
    const start = performance.now()
    const error = await gymnasium(id, options).then(
      (env) => env.close(),
      (thrown: unknown) => thrown,
    )
    return { error, milliseconds: performance.now() - start }
  }

  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic

  it.each([
    [{ num: 0 }, /num is a positive integer, not 0/],
    [{ num: 1.5 }, /num/],
    [{ timeoutMs: Number.NaN }, /timeoutMs is a positive number of milliseconds/],
    [{ timeoutMs: -1 }, /timeoutMs/],
    [{ kwargs: [1] as never }, /kwargs is an object/],
    [{ imports: 'my_envs' as never }, /imports is an array of texts, not "my_envs"/],
    [{ vectorization: 'async' as never }, /vectorization/],
    [{ kwargs: cyclic, python: '/bin/true' }, /can't be sent to Python: .*circular/],
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
      expect(error).toMatchObject({ code: 'gymnasium/unknown-environment' })
      expect((error as Error).message).toContain('CartPole-v1')
    })

    it('names an unknown version', async () => {
      const { error } = await fails('CartPole-v9', {})
      expect(error).toMatchObject({ code: 'gymnasium/unknown-environment' })
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
      const env = await gymnasium('faulty_envs:Faulty-v0', { path: faulty.path })
      expect(env.reset().observation).toEqual(new Float64Array(2))
      env.close()
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
      const { env, pid } = await startFaulty('none')
      env.close()
      expect(await isGoneWithin(pid, 1000)).toBe(true)
    })
  })
})
