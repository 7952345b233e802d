import { afterEach, describe, expect, it } from 'vitest'
import { closeFaulty, makeFaulty, slackMs, startFaulty, timeoutMs } from '../test/faulty.ts'
import { hasPython } from '../test/parts.ts'
import { isRunning, timed } from '../test/processes.ts'
import { GymnasiumError } from './index.ts'

afterEach(closeFaulty)

describe.runIf(hasPython)('a fault in a step', () => {
  it('that is an exception comes with its message and traceback, and reset goes on', async () => {
    const { env } = await startFaulty('raises')
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
    const { env } = await startFaulty(fault)
    const { error } = timed(() => env.step(1))
    expect(error).toMatchObject({ name: 'GymnasiumError', code, message: expect.stringMatching(message) })
    env.reset()
    expect(env.step(0).reward).toBe(1)
  })

  it.each([
    ['exits', /exited with code 5.*last words:\nout of oil/s],
    ['kills-itself', /was ended by SIGKILL/],
  ])('%s is told at once, and again by every later call', async (fault, message) => {
    const { env, pid } = await startFaulty(fault)
    const { error, milliseconds } = timed(() => env.step(1))
    expect(error).toMatchObject({ code: 'gymnasium/process-ended', message: expect.stringMatching(message) })
    expect(milliseconds).toBeLessThan(timeoutMs)
    expect(timed(() => env.reset()).error).toBe(error)
    expect(isRunning(pid)).toBe(false)
  })

  it.each(['sleeps', 'holds-the-lock'])(
    '%s too long is a time-out, and the process is gone',
    async (fault) => {
      const { env, pid } = await startFaulty(fault)
      const { error, milliseconds } = timed(() => env.step(1))
      expect(error).toMatchObject({ code: 'gymnasium/timeout' })
      expect(milliseconds).toBeGreaterThanOrEqual(timeoutMs - 1)
      expect(milliseconds).toBeLessThan(timeoutMs + slackMs)
      expect(isRunning(pid)).toBe(false)
      expect(timed(() => env.reset()).error).toBe(error)
    },
  )
})

describe.runIf(hasPython)('an info', () => {
  it('comes as plain values, whatever Python put into it', async () => {
    const { env } = await startFaulty('odd-info')
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
    const { env } = await startFaulty('large-info')
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
