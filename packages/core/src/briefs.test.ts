import { setTimeout as sleep } from 'node:timers/promises'
import { task } from '@gencode/env'
import { ModelError } from '@gencode/llm'
import { describe, expect, test } from 'vitest'
import { fenced, scripted } from '../test/scripted-model.ts'
import { GenCode, GenerationError, type Journal, type JournalLine, Ledger, recordedRun } from './index.ts'

const cartPole = task('CartPole-v1')
const goodFor = (weight: number) =>
  fenced(`function rewardFn(o, s, f) { return f ? -1 : ${weight} - Math.abs(o[2]) }`)
const broken = fenced('function rewardFn(o) { return o.x.y }')

/** A journal that takes its time, as a database does, and keeps what it was given in order. */
function slowJournal(lines: JournalLine[] = []): Journal & { readonly lines: JournalLine[] } {
  return {
    lines,
    async append(line) {
      await sleep(2)
      lines.push(line)
    },
  }
}

describe('generate with a brief', () => {
  test('says it beside the request, in every wording, with its pictures', async () => {
    const model = scripted([broken, broken, broken, broken, goodFor(1)])
    using genCode = new GenCode(cartPole, model)
    const images = [Uint8Array.of(1)]
    await genCode.generate({ brief: { text: 'Parent: keep the pole upright.', images } })
    const requests = model.requests.map(({ messages }) => messages[0])
    expect(requests.every((request) => request?.content.endsWith('Parent: keep the pole upright.'))).toBe(
      true,
    )
    expect(new Set(requests.map((request) => request?.content)).size).toBeGreaterThan(1)
    expect(requests.every((request) => request?.images?.length === 1)).toBe(true)
  })

  test('may be a text, and the call may have options of its own', async () => {
    const model = scripted([goodFor(1)])
    using genCode = new GenCode(cartPole, model, { modelOptions: { topP: 0.5, temperature: 0.2 } })
    await genCode.generate({ brief: 'Be bold.', modelOptions: { temperature: 1 } })
    expect(model.requests[0]?.messages[0]?.content).toMatch(/Be bold\.$/)
    expect(model.requests[0]?.options).toMatchObject({ topP: 0.5, temperature: 1 })
  })
})

describe('several calls of generate at once', () => {
  test('share a run, never a number, and go on where it stopped', async () => {
    const answer = (text: string) => {
      const place = Number(/candidate (\d)/.exec(text)?.[1])
      return place === 1 ? broken : goodFor(1 + place)
    }
    const model = scripted((_index, messages) => answer(messages[0]?.content ?? ''))
    const journal = slowJournal()
    const all = async (run: Journal, one = model) => {
      using genCode = new GenCode(cartPole, one, { maxAttempts: 2 })
      const states = await Promise.allSettled(
        [0, 1, 2, 3].map((candidate) =>
          genCode.generate({ run, candidate, brief: `candidate ${candidate}` }),
        ),
      )
      return states.map((state) =>
        state.status === 'fulfilled' ? [state.value.index, state.value.code] : String(state.reason),
      )
    }
    const run = slowJournal([
      {
        type: 'run',
        format: 2,
        versions: {},
        task: 'CartPole-v1',
        models: ['scripted'],
        seed: 0,
        n: 4,
        startedAt: '',
      },
    ])
    const first = await all(run)
    expect(first[1]).toMatch(/No acceptable function after 2 attempts/)
    expect(recordedRun(run.lines).candidates.map(({ attempts }) => attempts.length)).toEqual([1, 2, 1, 1])
    const silent = scripted(() => expect.unreachable('no request may be sent'))
    expect(await all(slowJournal([...run.lines]), silent)).toEqual(first)
    expect(journal.lines).toEqual([])
  })

  test('share a ledger: what one has spent, the other has not', async () => {
    const model = scripted([broken])
    using genCode = new GenCode(cartPole, model)
    const ledger = new Ledger({ maxAttempts: 50, maxTokens: 600 })
    const errors = await Promise.all(
      [0, 1].map((candidate) => genCode.generate({ candidate, ledger }).catch((error) => error)),
    )
    expect(errors.map(({ reason }: GenerationError) => reason)).toEqual(['tokens', 'tokens'])
    // 150 tokens a request; the one that is under way when the bound is reached is not called back.
    expect(ledger.tokens).toBeLessThanOrEqual(750)
    expect(ledger.tokens).toBeGreaterThanOrEqual(600)
  })
})

test('what is left of the budget bounds the tokens of the answer', async () => {
  const model = scripted([broken])
  using genCode = new GenCode(cartPole, model, { maxTokens: 2000, maxAttempts: 3 })
  await genCode.generate().catch(() => {})
  const asked = model.requests.map(({ options, messages }) => {
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0)
    return [(options.maxTokens ?? 0) + characters / 4 <= 2000, (options.maxTokens ?? 0) > 0]
  })
  expect(asked).toEqual([
    [true, true],
    [true, true],
    [true, true],
  ])
  const [first = 0, second = 0] = model.requests.map(({ options }) => options.maxTokens)
  expect(second).toBeLessThan(first - 100)
})

test('an account that runs empty is no fault of the code', async () => {
  let asked = 0
  const model = {
    id: 'paid',
    async *generate() {
      if (asked++ > 0) throw new ModelError('The account at paid has no credit left', { reason: 'quota' })
      yield { type: 'text', text: broken } as const
      yield { type: 'finish', reason: 'stop' } as const
    },
  }
  using genCode = new GenCode(cartPole, model)
  const error = await genCode.generate().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(GenerationError)
  expect(error).toMatchObject({
    reason: 'model',
    code: 'core/no-answer',
    feedback: expect.stringMatching(/no credit left/),
    message: expect.stringMatching(/after 1 attempt: the model failed: The account/),
  })
  expect(asked).toBe(2)
})
