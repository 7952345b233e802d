import { createSandboxWorker } from '@gencode/sandbox'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CodeModeError, codeMode, type PendingApproval, type Tools } from './index.ts'

const people = [
  { id: 1, name: 'Ada', team: 'engine' },
  { id: 2, name: 'Grace', team: 'compiler' },
  { id: 3, name: 'Edsger', team: 'engine' },
]

let calls: string[] = []
const tools = {
  findPeople: {
    description: 'People of a team.',
    inputSchema: z.object({ team: z.string() }),
    execute: async ({ team }: { team: string }) => {
      calls.push(`find ${team}`)
      return people.filter((one) => one.team === team)
    },
  },
  hoursOf: {
    inputSchema: z.object({ id: z.number().int() }),
    execute: async ({ id }: { id: number }) => {
      if (id > 3) throw new Error(`nobody has the id ${id}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { id, hours: id * 10 }
    },
  },
  mail: {
    send: {
      inputSchema: z.object({ to: z.string(), text: z.string() }),
      needsApproval: true,
      execute: async ({ to, text }: { to: string; text: string }, { toolCallId }: { toolCallId: string }) => {
        calls.push(`send ${to}: ${text}`)
        return { sent: true, id: typeof toolCallId }
      },
    },
  },
} satisfies Tools

const inThisThread = codeMode({ tools })
const worker = createSandboxWorker()
afterAll(async () => {
  inThisThread.dispose()
  ;(await worker).dispose()
})

const kinds = [
  ['in this thread', async () => inThisThread],
  ['in a worker', async () => codeMode({ tools, sandbox: await worker })],
] as const

describe.each(kinds)('a program %s', (_name, make) => {
  it('calls tools side by side and returns what matters', async () => {
    const mode = await make()
    const program = [
      'Sure! Here is the program:',
      '```js',
      "const people = await tools.findPeople({ team: 'engine' })",
      'const hours = await Promise.all(people.map(({ id }) => tools.hoursOf({ id })))',
      'console.log(`${people.length} people`)',
      'return hours.reduce((sum, one) => sum + one.hours, 0)',
      '```',
    ].join('\n')
    expect(await mode.execute({ program })).toEqual({ value: 40, logs: ['2 people'] })
  })

  it('is told what was wrong with an input, by field, and can catch it', async () => {
    const mode = await make()
    const program = "try { await tools.hoursOf({ id: 'x' }) } catch (error) { return error.message }"
    expect(await mode.execute({ program })).toEqual({
      value: expect.stringMatching(/tools\.hoursOf was called with a wrong input: id: .*number/),
    })
  })

  it('ends in words for the model where it fails', async () => {
    const mode = await make()
    const failed = await mode.execute({
      program: 'const one = await tools.hoursOf({ id: 7 })\nreturn one.hours',
    })
    expect(failed).toEqual({ error: expect.stringContaining('nobody has the id 7') })
    expect(await mode.execute({ program: 'return await tools.hoursof({ id: 1 })' })).toEqual({
      error: expect.stringMatching(/not a function/),
    })
    expect(await mode.execute({ program: 'for (;;) {}' })).toEqual({
      error: expect.stringMatching(/time|end/i),
    })
    expect(await mode.execute({ program: 'I cannot do that.' })).toEqual({ error: expect.any(String) })
    expect(await mode.execute({} as never)).toEqual({ error: 'Pass the program as `program`, a text.' })
  })

  it('shows what a program logged before it failed, with its error and with no later answer', async () => {
    const mode = await make()
    const program =
      "console.log('one')\nawait tools.findPeople({ team: 'engine' })\nconsole.log('two')\nthrow new Error('x')"
    expect(await mode.execute({ program })).toEqual({
      error: expect.stringContaining('Error: x'),
      logs: ['one', 'two'],
    })
    expect(await mode.execute({ program: 'return 1' })).toEqual({ value: 1 })
  })

  it('gives values as JSON, and says how long one is that is too long', async () => {
    const mode = await make()
    const program = 'return { at: new Date(0), ids: new Set([1]), by: new Map([["a", 1n]]), none: undefined }'
    expect(await mode.execute({ program })).toEqual({
      value: { at: '1970-01-01T00:00:00.000Z', ids: [1], by: { a: '1' } },
    })
    expect(await mode.execute({ program: "return 'x'.repeat(50_000)" })).toEqual({
      error: expect.stringContaining('returned 50002 characters; at most 40000'),
    })
  })

  it('waits for an approval as text, and goes on from it in another place', async () => {
    calls = []
    const first = await make()
    const program = [
      "const [one] = await tools.findPeople({ team: 'compiler' })",
      'let outcome',
      "try { outcome = await mail.send({ to: one.name, text: 'hi' }) } catch (error) { outcome = error.message }",
      'return { one, outcome }',
    ].join('\n')
    const waiting = (await first.execute({ program })) as PendingApproval
    expect(waiting.approval).toMatchObject({ tool: 'mail.send', input: { to: 'Grace', text: 'hi' } })
    expect(calls).toEqual(['find compiler'])
    const elsewhere = codeMode({ tools })
    expect(await elsewhere.resume(waiting.state, { approved: true })).toEqual({
      value: { one: people[1], outcome: { sent: true, id: 'string' } },
    })
    expect(calls).toEqual(['find compiler', 'send Grace: hi'])
    expect(await elsewhere.resume(waiting.state, { approved: false, reason: 'not today' })).toEqual({
      value: { one: people[1], outcome: 'mail.send was not approved: not today' },
    })
    expect(elsewhere.toModelOutput(waiting)).toEqual({ type: 'json', value: { approval: waiting.approval } })
    elsewhere.dispose()
  })

  it('stops when it is aborted, and its tools with it', async () => {
    let aborted = false
    const abort = new AbortController()
    const slow = {
      wait: (_input: never, { abortSignal }: { abortSignal?: AbortSignal | undefined }) =>
        new Promise((_resolve, reject) => {
          abortSignal?.addEventListener('abort', () => {
            aborted = true
            reject(abortSignal.reason)
          })
          abort.abort(new Error('enough'))
        }),
    }
    const mode = codeMode({ tools: slow, sandbox: await worker })
    await expect(
      mode.execute({ program: 'return await tools.wait()' }, { abortSignal: abort.signal }),
    ).rejects.toThrow('enough')
    await new Promise((resolve) => setTimeout(resolve))
    expect(aborted).toBe(true)
  })
})

describe('codeMode', () => {
  it('describes the tools and how a program is written', () => {
    expect(inThisThread.description).toContain(
      'declare const tools: {\n  /** People of a team. */\n  findPeople(',
    )
    expect(inThisThread.description).toContain('declare const mail: {')
  })

  it('refuses a state that is none, or of a tool that is gone', async () => {
    await expect(inThisThread.resume('x', { approved: true })).rejects.toThrow(CodeModeError)
    await expect(inThisThread.resume('gencode-code-mode-1:!:!', { approved: true })).rejects.toThrow(
      CodeModeError,
    )
    const other = codeMode({ tools: { ask: { needsApproval: true, execute: () => 1 } } })
    const waiting = (await other.execute('return await tools.ask()')) as PendingApproval
    await expect(inThisThread.resume(waiting.state, { approved: true })).rejects.toThrow(
      'waits for tools.ask',
    )
    other.dispose()
  })

  it('refuses a decision that says neither yes nor no', async () => {
    const { state } = (await inThisThread.execute(
      "return await mail.send({ to: 'Ada', text: 'hi' })",
    )) as PendingApproval
    for (const wrong of [undefined, true, { approved: 'false' }, { approve: true }])
      await expect(inThisThread.resume(state, wrong as never)).rejects.toThrow('A decision is')
  })

  it.each([
    [undefined, '`tools` is undefined: give tools as a record'],
    [[{ name: 'ping', execute: () => 1 }], '`tools` is a list'],
    [new Map([['ping', () => 1]]), '`tools` is a Map'],
    [Promise.resolve({}), '`tools` is a promise: await it'],
    [{ github: Promise.resolve({}), ping: () => 1 }, 'github is a promise: await it'],
    [{ ping: undefined }, 'ping is undefined'],
    [{ github: { ping: undefined } }, 'github.ping has no execute function'],
    [{ ping: { inputSchema: { city: z.string() }, execute: () => 1 } }, 'tools.ping is a record of schemas'],
  ])('refuses what would be no tools, or unchecked, in silence: %o', (given, message) => {
    const make = () => codeMode({ tools: given as never })
    expect(make).toThrow(CodeModeError)
    expect(make).toThrow(message)
  })

  it('asks for an approval only where the tool says so', async () => {
    const mode = codeMode({
      tools: {
        pay: { needsApproval: ({ amount }: { amount: number }) => amount > 100, execute: () => 'paid' },
      },
    })
    expect(await mode.execute('return await tools.pay({ amount: 5 })')).toEqual({ value: 'paid' })
    expect(await mode.execute('return await tools.pay({ amount: 500 })')).toMatchObject({
      approval: { tool: 'tools.pay', input: { amount: 500 } },
    })
    expect(await mode.execute('return await tools.pay({ amount: 500, at: new Date() })')).toEqual({
      error: expect.stringContaining('its input must be JSON'),
    })
    mode.dispose()
  })

  it('shows no more of a console or a value than it may', async () => {
    const mode = codeMode({ tools, maxValueCharacters: 5, maxLogCharacters: 10 })
    const logging = (value: string) =>
      `for (const line of ['one', 'two', 'three', 'four']) console.log(line); return '${value}'`
    expect(await mode.execute(logging('abc'))).toEqual({
      value: 'abc',
      logs: ['one', 'two', '(2 more lines left out)'],
    })
    expect(await mode.execute(logging('abcd'))).toEqual({
      error: expect.stringContaining('returned 6 characters; at most 5 can be shown'),
      logs: ['one', 'two', '(2 more lines left out)'],
    })
    mode.dispose()
  })

  it('waits for an approved tool no longer than for others, nor beyond an abort', async () => {
    const aborted: unknown[] = []
    const wait = {
      needsApproval: true,
      execute: (_input: never, { abortSignal }: { abortSignal?: AbortSignal | undefined }) => {
        abortSignal?.addEventListener('abort', () => aborted.push(abortSignal))
        return new Promise(() => {})
      },
    }
    const mode = codeMode({ tools: { wait }, waitMs: 200 })
    const { state } = (await mode.execute('return await tools.wait()')) as PendingApproval
    expect(await mode.resume(state, { approved: true })).toEqual({
      error: 'The program did not end within 200 ms, waiting included: it still waits for tools.wait.',
    })
    const abort = new AbortController()
    const resumed = mode.resume(state, { approved: true }, { abortSignal: abort.signal })
    setTimeout(() => abort.abort(new Error('enough')), 20)
    await expect(resumed).rejects.toThrow('enough')
    expect(aborted).toHaveLength(2)
    mode.dispose()
  })

  it('gives each call a signal of its own, so that what clients leave on it does not pile up', async () => {
    const signals = new Set<unknown>()
    const call = (_input: never, { abortSignal }: { abortSignal?: AbortSignal | undefined }) =>
      signals.add(abortSignal).size
    const mode = codeMode({ tools: { call } })
    await mode.execute('for (let i = 0; i < 3; i++) await tools.call()')
    expect(signals.size).toBe(3)
    expect([...signals].every((signal) => signal instanceof AbortSignal)).toBe(true)
    mode.dispose()
  })

  it('tells the program that an approved tool gave what can not cross', async () => {
    const mode = codeMode({ tools: { read: { needsApproval: true, execute: () => 'x'.repeat(2 ** 21) } } })
    const program = 'try { await tools.read() } catch (error) { return error.message }'
    const { state } = (await mode.execute(program)) as PendingApproval
    expect(await mode.resume(state, { approved: true })).toEqual({
      value: expect.stringContaining('larger than the 1048576 bytes'),
    })
    mode.dispose()
  })

  it('refuses an option that there is not, and none at all', () => {
    expect(() => codeMode({ tools, timeoutMS: 5 } as never)).toThrow(
      new CodeModeError(
        'codeMode has no option timeoutMS; it has tools, sandbox, timeoutMs, waitMs, maxValueCharacters, maxLogCharacters, toJsonSchema',
      ),
    )
    expect(() => codeMode(undefined as never)).toThrow(/codeMode takes \{ tools \}/)
  })

  it('refuses a limit that limits nothing', () => {
    for (const name of ['timeoutMs', 'waitMs'])
      expect(() => codeMode({ tools, [name]: '5' })).toThrow(
        new CodeModeError(`${name} is a number from 1 to 2147483647, not "5"`),
      )
    for (const name of ['maxValueCharacters', 'maxLogCharacters'])
      for (const wrong of [Number.NaN, -1])
        expect(() => codeMode({ tools, [name]: wrong })).toThrow(
          new CodeModeError(`${name} is a number from 0, not ${wrong}`),
        )
  })
})
