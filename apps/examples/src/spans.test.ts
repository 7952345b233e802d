import { GenCode, type GenCodeEvent } from '@gencode/core'
import { design } from '@gencode/design'
import { task } from '@gencode/env'
import { replay } from '@gencode/llm'
import { BaselineModel } from '@gencode/llm/baseline'
import { createSandbox } from '@gencode/sandbox'
import { train } from '@gencode/train'
import { SpanStatusCode } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, expect, test } from 'vitest'
import { spannedTools, spansOf } from './spans.ts'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const tracer = provider.getTracer('example')
afterEach(() => exporter.reset())

const cartPole = task('CartPole-v1')
const fenced = (body: string): string => `\`\`\`js\nfunction rewardFn(observations) { ${body} }\n\`\`\``

test('each answer of a model is a span, and each look at what it wrote', async () => {
  const events: GenCodeEvent[] = []
  using genCode = new GenCode(
    cartPole,
    replay([fenced('return observation[0]'), fenced('return 1 - observations[0] ** 2')]),
    {
      onEvent: (event) => events.push(event),
    },
  )
  await genCode.generate()
  await spansOf(
    (async function* () {
      yield* events
    })(),
    tracer,
  )
  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^chat /),
    'examine rewardFn',
    expect.stringMatching(/^chat /),
    'examine rewardFn',
  ])
  expect(spans[0]?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.response.finish_reasons': ['stop'],
    'gencode.attempt': 1,
  })
  expect(spans[1]?.status.code).toBe(SpanStatusCode.ERROR)
  expect(spans[1]?.attributes['error.type']).toBe('sandbox/runtime')
  expect(spans[3]?.status.code).toBe(SpanStatusCode.UNSET)
})

test('a design is a span a round, with the answers in it', async () => {
  const model = new BaselineModel({ contract: cartPole.contract })
  const run = design(cartPole, model, {
    rounds: 2,
    population: 2,
    finalSeeds: 1,
    controls: { environment: false, constant: false },
    train: { budget: 500, episodes: 2, seeds: 1 },
  })
  await spansOf(run, tracer)
  const spans = exporter.getFinishedSpans()
  const rounds = spans.filter(({ name }) => name.startsWith('design round'))
  expect(rounds.map(({ name }) => name)).toEqual(['design round 1', 'design round 2'])
  expect(rounds[0]?.events.filter(({ name }) => name === 'candidate').length).toBeGreaterThanOrEqual(2)
  const chats = spans.filter(({ name }) => name === 'chat baseline')
  expect(chats.length).toBeGreaterThanOrEqual(4)
  const ids = rounds.map((span) => span.spanContext().spanId)
  for (const chat of chats) expect(ids).toContain(chat.parentSpanContext?.spanId)
})

test('a training is a span a seed, with its points', async () => {
  const run = train(cartPole, 'environment', { seeds: 2, budget: 2000, episodes: 2 })
  await spansOf(run, tracer)
  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name }) => name).sort()).toEqual(['train seed 0', 'train seed 1'])
  expect(spans[0]?.events.length).toBeGreaterThan(0)
})

test("a program's calls are spans, those that throw with their error", async () => {
  const tools = {
    find: async (id: number) => ({ id }),
    fail: async () => {
      throw new RangeError('no such user')
    },
  }
  using sandbox = await createSandbox({ globals: spannedTools(tools, tracer) })
  const result = await sandbox.run('try { await fail() } catch {}; return (await find(3)).id')
  expect(result).toMatchObject({ value: 3 })
  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name }) => name)).toEqual(['execute_tool fail', 'execute_tool find'])
  expect(spans[0]?.attributes).toMatchObject({ 'gen_ai.tool.name': 'fail', 'error.type': 'RangeError' })
})
