import { type RewardTask, task } from '@gencode/env'
import { Chat, type ChatModel, ModelError, ModelUnavailableError } from '@gencode/llm'
import { BaselineModel } from '@gencode/llm/baseline'
import { createSandbox, createSandboxWorker } from '@gencode/sandbox'
import { afterEach, describe, expect, test } from 'vitest'
import { fenced, scripted } from '../test/scripted-model.ts'
import {
  type Attempt,
  GenCode,
  type GenCodeEvent,
  GenerationError,
  type PlainState,
  reviveState,
} from './index.ts'

const cartPole = task('CartPole-v1')
const goodFor = (weight: number) =>
  fenced(
    `function rewardFn(observations, isSuccess, isFailure) {\n  return isFailure ? -1 : ${weight} - Math.abs(observations[2])\n}`,
  )
const good = goodFor(1)
const broken = fenced('function rewardFn(o) { return o.angle.x }')

const opened: GenCode[] = []
function make(...args: ConstructorParameters<typeof GenCode<RewardTask>>): GenCode<RewardTask> {
  const genCode = new GenCode(...args)
  opened.push(genCode)
  return genCode
}
afterEach(() => {
  for (const genCode of opened.splice(0)) genCode.dispose()
})

const failureOf = async (running: Promise<unknown>): Promise<GenerationError> => {
  const error = await running.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(GenerationError)
  return error as GenerationError
}

describe('get', () => {
  test('gives a state with the callable function and its text', async () => {
    const state = await make(cartPole).get(good)
    expect(state).toMatchObject({ index: 1, entry: 'rewardFn', response: good })
    expect(state.code).toContain('Math.abs(observations[2])')
    expect(state.rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
    expect(state.attempts).toHaveLength(1)
    expect(state.attempts[0]?.rewards).toHaveLength(200)
  })

  test('without a model makes one attempt and throws a typed error that holds it', async () => {
    const error = await failureOf(make(cartPole).get('I would rather talk about the weather.'))
    expect(error.code).toMatch(/^clean\//)
    expect(error.feedback).not.toBe('')
    expect(error.reason).toBe('attempts')
    expect(error.attempts.map(({ response }) => response)).toEqual(['I would rather talk about the weather.'])
  })

  test('asks the model again with the reason, on a fork of the chat', async () => {
    const model = scripted([good])
    const chat = new Chat(model).addMessage('Write me a reward function.')
    const state = await make(cartPole, chat).get(fenced('function rewardFn() { while (true) {} }'))
    expect(state.attempts.map(({ error }) => error?.code)).toEqual(['sandbox/timeout', undefined])
    expect(chat.messages).toHaveLength(1)
    const [request] = model.requests
    expect(request?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(request?.messages[2]?.content).toMatch(/^Error: sandbox\/timeout\n/)
  })

  test('works with the baseline', async () => {
    const state = await make(cartPole, new BaselineModel({ contract: cartPole.contract })).generate()
    expect(state.attempts.at(-1)?.model).toBe('baseline')
    expect(state.rewardFunction([0, 0, 0, 0], false, false)).toEqual(expect.any(Number))
  })

  test('takes a sandbox of the caller, also one in threads of its own', async () => {
    using sandbox = await createSandbox()
    const state = await make(cartPole, undefined, { sandbox }).get(good)
    expect(state.rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
    using worker = await createSandboxWorker()
    const genCode = new GenCode(cartPole, scripted([good]), { sandbox: worker })
    const inWorker = await genCode.get(fenced('function rewardFn() { for (;;) {} }'))
    expect(await inWorker.rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
    expect(inWorker.attempts.map(({ rewards }) => rewards)).toEqual([undefined, state.attempts[0]?.rewards])
  })
})

describe('events', () => {
  const types = (events: readonly GenCodeEvent[]) =>
    events.map(({ type }) => type).filter((type) => type !== 'token')

  test('come through the callback in the order of the steps', async () => {
    const events: GenCodeEvent[] = []
    const genCode = make(cartPole, scripted([good]), { onEvent: (event) => events.push(event) })
    await genCode.get(broken)
    expect(types(events)).toEqual([
      ...['attempt-started', 'cleaned', 'compiled', 'rejected'],
      ...['attempt-started', 'cleaned', 'compiled', 'probed', 'accepted'],
    ])
    const text = events.map((event) => (event.type === 'token' ? event.text : '')).join('')
    expect(text).toBe(good)
    expect(events.map(({ attempt }) => attempt)).toEqual([...events.map(({ attempt }) => attempt)].sort())
  })

  test('say that an answer which broke off half way comes from its beginning again', async () => {
    let asked = 0
    const flaky: ChatModel = {
      id: 'flaky',
      async *generate() {
        const isWhole = asked++ > 0
        yield { type: 'text', text: isWhole ? good : good.slice(0, 50) }
        if (!isWhole) throw new ModelError('The connection broke', { reason: 'cut-off' })
        yield { type: 'finish', reason: 'stop' }
      },
    }
    const events: GenCodeEvent[] = []
    const chat = new Chat(flaky, { delayMs: 1 })
    const state = await make(cartPole, chat, { onEvent: (event) => events.push(event) }).generate()
    expect(state.attempts.map(({ response }) => response)).toEqual([good])
    expect(events.map(({ type }) => type).slice(0, 4)).toEqual([
      'attempt-started',
      'token',
      'restarted',
      'token',
    ])
    // What was paid for twice is counted twice.
    expect(state.usage.requests).toBe(2)
  })

  test('wake everyone who waits for them', async () => {
    const genCode = make(cartPole)
    const iterator = genCode.events()
    const waiting = [1, 2, 3].map(() => iterator.next())
    await genCode.get(good)
    const types = (await Promise.all(waiting)).map(({ value }) => (value as GenCodeEvent).type)
    expect(types.sort()).toEqual(['attempt-started', 'cleaned', 'compiled'])
  })

  test('come as an async iterator, until the run ends, well or badly', async () => {
    const genCode = make(cartPole, scripted([broken]), { maxAttempts: 1 })
    const iterator = genCode.events()
    const left = genCode.events()
    await left.return?.()
    const running = failureOf(genCode.generate())
    const seen: GenCodeEvent[] = []
    for await (const event of iterator) seen.push(event)
    expect(types(seen)).toEqual(['attempt-started', 'cleaned', 'compiled', 'rejected'])
    expect((await left.next()).done).toBe(true)
    await running
  })
})

describe('bounds', () => {
  test.each([
    [{ maxAttempts: Number.NaN }, /maxAttempts/],
    [{ maxAttempts: 0 }, /maxAttempts/],
    [{ maxTokens: Number.NaN }, /maxTokens/],
    [{ maxCost: -1 }, /maxCost/],
    [{ maxMs: Number.NaN }, /maxMs is a number from 0, not NaN/],
    [{ maxTokens: '900' as never }, /maxTokens is a number from 0, not "900"/],
  ])('that bound nothing are refused: %j', (options, message) => {
    expect(() => new GenCode(cartPole, undefined, options)).toThrow(message)
  })

  test.each([
    [{ answerTimeoutMs: Number.NaN }, 'answerTimeoutMs is a number above 0, not NaN'],
    [{ maxAnswerChars: 0 }, 'maxAnswerChars is a number above 0, not 0'],
    [{ seed: 0.5 }, 'seed is a whole number, not 0.5'],
    [{ languages: [] }, 'languages is javascript, python or both, not []'],
    [{ languages: ['rust'] as never }, 'languages is javascript, python or both, not ["rust"]'],
  ])('and other options that cannot be are refused before a model is asked: %j', (options, message) => {
    expect(() => new GenCode(cartPole, undefined, options)).toThrow(message)
  })

  test('and an option that there is not, which would bound nothing', async () => {
    const misspelt = { maxToken: 900 } as never
    expect(() => new GenCode(cartPole, undefined, misspelt)).toThrow(
      /^GenCode has no option maxToken; it has maxAttempts, maxTokens/,
    )
    const genCode = make(cartPole, scripted([]))
    const bounds = { maxAttempts: 2 } as never
    await expect(genCode.generate(bounds)).rejects.toThrow(/^generate has no option maxAttempts; it has run/)
    await expect(genCode.generateMany(2, bounds)).rejects.toThrow(/^generateMany has no option maxAttempts/)
    await expect(genCode.get('', bounds)).rejects.toThrow(
      /^get has no option maxAttempts; it has run, signal/,
    )
  })

  test.each([-1, 0.5, Number.NaN])('refuse candidate %s, which is no place in a run', async (candidate) => {
    await expect(make(cartPole, scripted([])).generate({ candidate })).rejects.toThrow(
      `candidate is a whole number from 0, not ${candidate}`,
    )
  })

  test('on attempts: the error holds every attempt, its own code and feedback are the last one’s', async () => {
    const error = await failureOf(make(cartPole, scripted([broken, 'No.']), { maxAttempts: 2 }).generate())
    expect(error.attempts.map(({ error: each }) => each?.code)).toEqual(['sandbox/runtime', 'clean/no-code'])
    expect(error.code).toBe('clean/no-code')
    expect(error.feedback).toBe(error.attempts[1]?.error?.feedback)
    expect(error.usage).toMatchObject({ requests: 2, inputTokens: 200, outputTokens: 100 })
    expect(JSON.parse(JSON.stringify(error.attempts))).toEqual(error.attempts)
  })

  test('on money, by the prices of the caller', async () => {
    const prices = { scripted: { inputPerMillion: 1e6, outputPerMillion: 2e6 } }
    const model = scripted([broken])
    const error = await failureOf(make(cartPole, model, { prices, maxCost: 300 }).generate())
    expect(error.reason).toBe('cost')
    expect(error.attempts.map(({ cost }) => cost)).toEqual([200, 200])
  })

  test('on time: a request that is under way ends with it', async () => {
    const error = await failureOf(make(cartPole, stalling(), { maxMs: 50 }).generate())
    expect(error.reason).toBe('time')
    expect(error.attempts).toEqual([])
    expect(error.cause).toMatchObject({ partial: '```js\nfunction' })
  })

  test('by an AbortSignal, in the middle of an answer', async () => {
    const controller = new AbortController()
    const onEvent = (event: GenCodeEvent) => event.type === 'token' && controller.abort(new Error('enough'))
    const error = await failureOf(
      make(cartPole, stalling(), { onEvent }).generate({ signal: controller.signal }),
    )
    expect(error.reason).toBe('aborted')
    expect(error.cause).toMatchObject({ partial: '```js\nfunction' })
  })

  test('keep the best so far: what ran, and was rejected for a suspicion that the caller made an error', async () => {
    const constant = fenced('function rewardFn() { return 1 }')
    const options = { maxAttempts: 3, suspicions: { 'probe/constant': 'error' } } as const
    const { best } = await failureOf(make(cartPole, scripted([broken, constant, broken]), options).generate())
    expect(best?.index).toBe(2)
    using sandbox = await createSandbox()
    const revived = await reviveState(best as Attempt, { task: cartPole, sandbox })
    expect(revived.rewardFunction([0, 0, 0, 0], false, false)).toBe(1)
  })
})

test('an answer is cancelled once its function is complete, where that is asked for', async () => {
  const answer = `${good}\n${Array.from({ length: 200 }, (_, index) => `And so on, ${index}. `).join('')}`
  const ends = []
  for (const stopEarly of [false, true]) {
    const state = await make(cartPole, scripted([answer]), { stopEarly }).generate()
    ends.push([state.attempts[0]?.end, state.response.length === answer.length, state.entry])
  }
  expect(ends).toEqual([
    ['stop', true, 'rewardFn'],
    ['early', false, 'rewardFn'],
  ])
})

test('the complete function is looked for anew where an answer broke off and comes again', async () => {
  let asked = 0
  const flaky: ChatModel = {
    id: 'flaky',
    async *generate() {
      if (asked++ === 0) {
        yield { type: 'text', text: 'Let me think about a function.\n```js\nfunction other(o) {' }
        throw new ModelError('The connection broke', { reason: 'cut-off' })
      }
      for (const text of `${good}\n${'And so on. '.repeat(200)}`.match(/[\s\S]{1,20}/g) ?? [])
        yield { type: 'text', text }
      yield { type: 'finish', reason: 'stop' }
    },
  }
  const state = await make(cartPole, new Chat(flaky, { delayMs: 1 }), { stopEarly: true }).generate()
  expect([state.attempts[0]?.end, state.entry]).toEqual(['early', 'rewardFn'])
  expect(good.startsWith(state.response.trimEnd().slice(0, 40))).toBe(true)
})

describe('a model that fails', () => {
  const failing = (message: string): ChatModel => ({
    id: message,
    async *generate() {
      yield* []
      throw new ModelUnavailableError(message, { reason: 'unreachable', retryable: false })
    },
  })

  test('gives way to the next of the list; with none left its error is the cause', async () => {
    const state = await make(cartPole, failing('a'), {
      fallbacks: [failing('b'), scripted([good])],
    }).generate()
    expect(state.attempts).toHaveLength(1)
    const error = await failureOf(make(cartPole, failing('a'), { fallbacks: [failing('b')] }).generate())
    expect(error.reason).toBe('model')
    expect(error.cause).toMatchObject({ message: 'b', reason: 'unreachable' })
    expect(error.code).toBe('core/no-answer')
    expect(error.message).toContain('the model failed: b')
  })
})

describe('generateMany', () => {
  /** Another function for each two candidates; every third needs a second attempt. */
  const model = () =>
    scripted((_index, messages, { seed = 0 }) =>
      (seed / 1009) % 3 === 2 && messages.length === 1 ? broken : goodFor(Math.floor(seed / 1009 / 2) + 1),
    )

  test('gives functions that are all different, in the candidates’ order', async () => {
    const { accepted, duplicates, failed } = await make(cartPole, model()).generateMany(6)
    expect(accepted.map(({ index }) => index)).toEqual([1, 3, 5])
    expect(duplicates.map(({ index }) => index)).toEqual([2, 4, 6])
    expect(failed).toEqual([])
    expect(accepted.map(({ rewardFunction }) => rewardFunction([0, 0, 0, 0], false, false))).toEqual([
      1, 2, 3,
    ])
    expect(accepted[1]?.attempts).toHaveLength(2)
  })

  test('asks for so many at once, and the outcome does not depend on it', async () => {
    const outcomes = []
    for (const concurrency of [1, 3, 10]) {
      let now = 0
      let most = 0
      const inner = model()
      const slow: ChatModel = {
        id: 'scripted',
        async *generate(messages, options) {
          most = Math.max(most, ++now)
          try {
            await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10))
            yield* inner.generate(messages, options)
          } finally {
            now--
          }
        },
      }
      const { accepted } = await make(cartPole, slow).generateMany(6, { concurrency })
      expect(most).toBe(Math.min(6, concurrency))
      outcomes.push(accepted.map(({ code, attempts }) => [code, attempts.length]))
    }
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
  })

  test('keeps what failed beside what was accepted', async () => {
    const half = scripted((_index, _messages, { seed = 0 }) => (seed === 0 ? good : broken))
    const { accepted, failed } = await make(cartPole, half, { maxAttempts: 2 }).generateMany(3)
    expect(accepted).toHaveLength(1)
    expect(failed.map(({ reason, attempts }) => [reason, attempts.length])).toEqual([
      ['attempts', 2],
      ['attempts', 2],
    ])
  })

  test('shares its bounds among all candidates', async () => {
    const { failed } = await make(cartPole, scripted([broken]), { maxTokens: 450 }).generateMany(4, {
      concurrency: 1,
    })
    expect(failed.map(({ reason, attempts }) => [reason, attempts.length])).toEqual([
      ['tokens', 3],
      ['tokens', 0],
      ['tokens', 0],
      ['tokens', 0],
    ])
  })

  test.each([0, -1, 1.5, Number.NaN])('refuses %s candidates', async (n) => {
    await expect(make(cartPole, model()).generateMany(n)).rejects.toThrow(/whole number from 1/)
    await expect(make(cartPole, model()).generateMany(1, { concurrency: n })).rejects.toThrow(/whole number/)
  })
})

test('a state survives JSON, and is revived with its function', async () => {
  using sandbox = await createSandbox()
  const state = await make(cartPole, undefined, { sandbox }).get(good)
  const plain = JSON.parse(JSON.stringify(state)) as PlainState
  const { rewardFunction, ...rest } = await reviveState(plain, { task: cartPole, sandbox })
  expect(rest).toEqual(plain)
  expect(rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
  expect({ ...state, rewardFunction: undefined }).toEqual({ ...rest, rewardFunction: undefined })
})

/** Says a little, then nothing until it is cancelled. */
function stalling(): ChatModel {
  return {
    id: 'stalling',
    async *generate(_messages, { signal } = {}) {
      yield { type: 'text', text: '```js\nfunction' }
      await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    },
  }
}
