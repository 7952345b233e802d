// The documented behaviour of Python's GenCode (VIRAL), member by member; the README's table names these tests.
import { CleanError } from '@gencode/clean'
import { CodeError } from '@gencode/contract'
import { task } from '@gencode/env'
import { Chat } from '@gencode/llm'
import { createSandbox, SandboxError, SandboxRuntimeError, SandboxSyntaxError } from '@gencode/sandbox'
import { afterEach, describe, expect, test } from 'vitest'
import { fenced, scripted } from '../test/scripted-model.ts'
import { GenCode, type GenCodeOptions, GenerationError, type Model } from './index.ts'

const cartPole = task('CartPole-v1')
const good = 'function rewardFn(o, isSuccess, isFailure) {\n  return isFailure ? -1 : 1 - Math.abs(o[2])\n}'
const upright = [[0, 0, 0.25, 0], false, false] as const

let open: GenCode | undefined
const logged: string[] = []
const logger = {
  debug: (message: string) => void logged.push(`debug: ${message}`),
  warn: (message: string) => void logged.push(`warn: ${message}`),
}
function make(llm?: Model, options: GenCodeOptions = {}): GenCode {
  open = new GenCode(cartPole, llm, { logger, ...options })
  return open
}
afterEach(() => {
  open?.dispose()
  logged.length = 0
})

describe('the class', () => {
  test('generates the code from a response, handles errors and refines from new responses', async () => {
    const model = scripted([fenced('function rewardFn(o) { return o.angle.x }'), fenced(good)])
    const state = await make(model).get(fenced('function rewardFn(o) { return'))
    expect(state.attempts.map(({ error }) => error !== undefined)).toEqual([true, true, false])
    expect(state.response).toBe(fenced(good))
    expect(logged.filter((line) => line.startsWith('warn: Attempt'))).toHaveLength(2)
  })
})

describe('get', () => {
  test('gives the next state: the callable function and its text', async () => {
    const genCode = make()
    const first = await genCode.get(fenced(good))
    const second = await genCode.get(fenced(good.replace('1 -', '2 -')))
    expect([first.index, second.index]).toEqual([1, 2])
    expect([first.rewardFunction(...upright), second.rewardFunction(...upright)]).toEqual([0.75, 1.75])
    expect(first.code).toBe(good)
    expect(genCode.response).toBe(second.response)
  })

  test('refuses to overlap on one GenCode', async () => {
    const genCode = make()
    const first = genCode.get(fenced(good))
    await expect(genCode.get(fenced(good))).rejects.toThrow(/This GenCode is at work/)
    await expect(genCode.generate()).rejects.toThrow(/This GenCode is at work/)
    expect((await first).index).toBe(1)
    expect((await genCode.get(fenced(good))).index).toBe(2)
  })
})

describe('getCleanResponse', () => {
  test('removes fences, language tags and white space around the function', () => {
    const cleaned = make().getCleanResponse(`\n\n\`\`\`javascript\n${good}\n\`\`\`\n\n`)
    expect(cleaned.source.trim()).toBe(good)
    expect(cleaned.entry).toBe('rewardFn')
  })

  test('throws where there is no function definition (Raises ValueError)', () => {
    expect(() => make().getCleanResponse('```js\nconst reward = 1\n```')).toThrow(CleanError)
    expect(() => make().getCleanResponse('There is none.')).toThrow(CleanError)
  })

  test('logs the cleaned code at debug level (Logging)', () => {
    make().getCleanResponse(fenced(good))
    expect(logged).toEqual([`debug: Cleaned code:\n${good}`])
  })

  test('takes the current response where none is passed, and says so where there is none', async () => {
    const genCode = make()
    expect(() => genCode.getCleanResponse()).toThrow(/no response yet/)
    await genCode.get(fenced(good))
    expect(genCode.getCleanResponse().source).toBe(good)
  })
})

describe('compileRewardFunction', () => {
  const compile = (code: string) => {
    const genCode = make()
    return genCode.compileRewardFunction(genCode.getCleanResponse(fenced(code)))
  }

  test('runs the code in a namespace of its own', async () => {
    const source = `globalThis.leak = 1; Math.abs = () => 7; ${good}`
    const cleaned = make().getCleanResponse(fenced(good))
    const fn = await (open as GenCode).compileRewardFunction({ ...cleaned, source })
    expect(fn(...upright)).toBe(-6)
    expect(Math.abs(-1)).toBe(1)
    expect('leak' in globalThis).toBe(false)
    const genCode = open as GenCode
    const next = await genCode.compileRewardFunction(genCode.getCleanResponse(fenced(good)))
    expect(next(...upright)).toBe(0.75)
  })

  test('gives access to the numeric helpers (np)', async () => {
    const fn = await compile(
      'function rewardFn(o) { return np.exp(-np.sum(np.square(np.array([o[2], 0])))) }',
    )
    expect(fn(...upright)).toBeCloseTo(Math.exp(-0.0625), 12)
  })

  test('takes the function by its name', async () => {
    const fn = await compile(
      `const helper = (x) => Math.abs(x)\n${good.replace('Math.abs', 'helper')}\nfunction other() { return 5 }`,
    )
    expect(fn.entry).toBe('rewardFn')
    expect(fn(...upright)).toBe(0.75)
  })

  test('takes the last function where nothing else decides (Notes)', async () => {
    const fn = await compile('function first(a) { return 1 }\nfunction second(a) { return 2 }')
    expect(fn.entry).toBe('second')
  })

  test('throws on a syntax error (Raises SyntaxError)', async () => {
    const genCode = make()
    const broken = { ...genCode.getCleanResponse(fenced(good)), source: 'function rewardFn( {' }
    await expect(genCode.compileRewardFunction(broken)).rejects.toThrow(SandboxSyntaxError)
  })

  test('throws where the function is not to be found (Raises ValueError)', async () => {
    const genCode = make()
    const other = { ...genCode.getCleanResponse(fenced(good)), entry: 'missing' }
    await expect(genCode.compileRewardFunction(other)).rejects.toThrow(SandboxError)
  })

  test('takes the current response where nothing is passed', async () => {
    const genCode = make()
    await genCode.get(fenced(good))
    expect((await genCode.compileRewardFunction())(...upright)).toBe(0.75)
  })
})

describe('testRewardFunction', () => {
  const compiled = async (code: string) => {
    const genCode = make()
    const fn = await genCode.compileRewardFunction(genCode.getCleanResponse(fenced(code)))
    logged.length = 0
    return { genCode, fn }
  }

  test('runs the function with the given arguments and logs its output at debug level (Logging)', async () => {
    const { genCode, fn } = await compiled(good)
    expect(await genCode.testRewardFunction(fn, ...upright)).toBe(0.75)
    expect(logged).toEqual(['debug: Reward function output: 0.75'])
  })

  test('without arguments runs it in the task', async () => {
    const { genCode, fn } = await compiled(good)
    const { rewards, warnings } = await genCode.testRewardFunction(fn)
    expect(rewards).toHaveLength(200)
    expect(rewards?.every(Number.isFinite)).toBe(true)
    expect(warnings).toEqual([])
    expect(logged).toHaveLength(1)
  })

  test('takes arguments by name, as Python calls it (**kwargs)', async () => {
    const { genCode, fn } = await compiled(good)
    const named = { observations: [0, 0, 0.25, 0], isSuccess: false, isFailure: true }
    expect(await genCode.testRewardFunction(fn, named)).toBe(-1)
    const { isFailure } = named
    expect(await genCode.testRewardFunction(fn, named.observations, { isSuccess: false, isFailure })).toBe(-1)
    await expect(genCode.testRewardFunction(fn, named.observations, named)).rejects.toThrow(/given twice/)
    await expect(genCode.testRewardFunction(fn, { observations: [0] })).rejects.toThrow(/isSuccess/)
  })

  test('hands extra keyword arguments to the function as one options object', async () => {
    const { genCode, fn } = await compiled(
      'function rewardFn(o, isSuccess, isFailure, { truncated = false } = {}) { return truncated ? 3 : 1 }',
    )
    expect(await genCode.testRewardFunction(fn, ...upright, { truncated: true })).toBe(3)
    expect(
      await genCode.testRewardFunction(fn, {
        observations: [0, 0, 0, 0],
        isSuccess: false,
        isFailure: false,
        truncated: true,
      }),
    ).toBe(3)
    expect(await genCode.testRewardFunction(fn, ...upright)).toBe(1)
  })

  test('lets go of what it compiled for extra arguments', async () => {
    using sandbox = await createSandbox()
    let open = 0
    const counting = {
      ...sandbox,
      compile(...args: Parameters<typeof sandbox.compile>) {
        const fn = sandbox.compile(...args)
        open++
        const { dispose } = fn
        const counted = () => {
          open--
          dispose()
        }
        return Object.assign(fn, { dispose: counted })
      },
    } as typeof sandbox
    const genCode = make(undefined, { sandbox: counting })
    const { rewardFunction } = await genCode.get(fenced(good))
    const before = open
    await genCode.testRewardFunction(rewardFunction, ...upright, { truncated: true })
    expect(open).toBe(before)
  })

  test('throws where the execution fails, whatever it throws (Raises RuntimeError)', async () => {
    const { genCode, fn } = await compiled('function rewardFn(o) { throw new TypeError("no angle") }')
    const error = await genCode.testRewardFunction(fn, ...upright).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SandboxRuntimeError)
    expect(error).toMatchObject({
      feedback: expect.stringContaining('no angle'),
      input: expect.stringContaining('0.25'),
    })
    await expect(genCode.testRewardFunction(fn)).rejects.toThrow(SandboxRuntimeError)
  })

  test('takes a function of the host as well', async () => {
    const genCode = make()
    expect(await genCode.testRewardFunction((o: number[]) => o[2], ...upright)).toBe(0.25)
    await expect(genCode.testRewardFunction(() => 'much', ...upright)).rejects.toThrow(/finite number/)
    const failing = () => {
      throw new Error('mine')
    }
    await expect(genCode.testRewardFunction(failing, ...upright)).rejects.toThrow(CodeError)
    await expect(genCode.testRewardFunction(failing as never)).rejects.toThrow(/compileRewardFunction/)
  })
})

describe('getRunnableFunction', () => {
  test('cleans, compiles and tests the current response', async () => {
    const genCode = make()
    await expect(genCode.getRunnableFunction()).rejects.toThrow(/no response yet/)
    await genCode.get(fenced(good))
    expect((await genCode.getRunnableFunction())(...upright)).toBe(0.75)
  })

  test('told an error, adds it to the chat and asks the model again first', async () => {
    const model = scripted([fenced(good.replace('1 -', '3 -'))])
    const chat = new Chat(model).addMessage('Write a reward.')
    const genCode = make(chat)
    await genCode.get(fenced(good))
    const fn = await genCode.getRunnableFunction('The reward should be larger.')
    expect(fn(...upright)).toBe(2.75)
    expect(model.requests[0]?.messages.map(({ content }) => content)).toEqual([
      'Write a reward.',
      fenced(good),
      expect.stringContaining('The reward should be larger.'),
    ])
    expect(chat.messages).toHaveLength(1)
  })

  test('told an error without a model to ask, says so', async () => {
    const genCode = make()
    await genCode.get(fenced(good))
    await expect(genCode.getRunnableFunction('Larger, please.')).rejects.toThrow(/no model to ask/)
  })

  test('handles errors by a loop with a bound, where Python recurses without one (Note)', async () => {
    const model = scripted(['No code.'])
    const genCode = make(model, { maxAttempts: 3 })
    const error = await genCode.get('No code either.').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GenerationError)
    expect((error as GenerationError).attempts.map(({ response }) => response)).toEqual([
      'No code either.',
      'No code.',
      'No code.',
    ])
    expect(model.requests).toHaveLength(2)
    await expect(genCode.getRunnableFunction()).rejects.toThrow(GenerationError)
  })
})
