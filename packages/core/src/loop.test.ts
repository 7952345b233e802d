import { task } from '@gencode/env'
import { type ChatModel, ModelUnavailableError } from '@gencode/llm'
import { expect, test } from 'vitest'
import { fenced, scripted } from '../test/scripted-model.ts'
import { GenCode, type GenCodeOptions, GenerationError, type Move } from './index.ts'

const good = fenced(
  'function rewardFn(o, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(o[2]) }',
)
const throws = fenced('function rewardFn(o) { return o.angle.toFixed(2) }')
const loops = fenced('function rewardFn(o) { for (;;) {} }')
const infinite = fenced('function rewardFn(o) { return 1 / (o[0] - o[0]) }')
const syntax = fenced('function rewardFn(o) { return 1 - }')
const python = '```python\ndef reward(observations, is_success, is_failure):\n    return 1.0\n```'
const prose = 'To design a good reward, one should first consider what the agent is meant to achieve.'

/** Says a little, then nothing until it is cancelled. */
const stalls: ChatModel = {
  id: 'stalls',
  async *generate(_messages, { signal } = {}) {
    yield { type: 'text', text: '```js\nfunction rewardFn(o) {' }
    await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  },
}

const absent: ChatModel = {
  id: 'absent',
  async *generate() {
    yield* []
    throw new ModelUnavailableError('Start the server', { reason: 'unreachable', retryable: false })
  },
}

interface Case {
  readonly name: string
  readonly model: ChatModel
  readonly options?: GenCodeOptions
}

const cases: readonly Case[] = [
  { name: 'is right at once', model: scripted([good]) },
  { name: 'always prose', model: scripted([prose]) },
  { name: 'always the same broken answer', model: scripted([throws]) },
  {
    name: 'the same, with a fallback',
    model: scripted([throws]),
    options: { fallbacks: [scripted([good], 'other')] },
  },
  { name: 'fixes one error per round', model: scripted([syntax, throws, infinite, good]) },
  {
    name: 'oscillates between two errors',
    model: scripted((index) => (index % 2 === 0 ? throws : infinite)),
  },
  {
    name: 'Python until told',
    model: scripted((_index, messages) =>
      /clean\/unsupported-language/.test(messages.at(-1)?.content ?? '') ? good : python,
    ),
    options: { languages: ['javascript'] },
  },
  { name: 'Python', model: scripted([python]) },
  { name: 'loops for ever, then mends it', model: scripted([loops, good]) },
  { name: 'stalls', model: stalls, options: { answerTimeoutMs: 30, maxAttempts: 3 } },
  {
    name: 'wakes up at a new wording',
    model: scripted((_index, messages) =>
      messages[0]?.content.startsWith('Complete this function') ? good : prose,
    ),
  },
  { name: 'rambles without end', model: scripted(['blah '.repeat(50_000)]), options: { maxAttempts: 2 } },
  { name: 'absent, with a fallback', model: absent, options: { fallbacks: [scripted([good], 'other')] } },
  { name: 'absent', model: absent },
  { name: 'too dear', model: scripted([throws]), options: { maxTokens: 300 } },
]

async function row({ name, model, options }: Case): Promise<string[]> {
  using genCode = new GenCode(task('CartPole-v1'), model, options)
  const outcome = await genCode.generate().catch((error: unknown) => error)
  const failed = outcome instanceof GenerationError
  const { attempts } = outcome as GenerationError
  return [
    name,
    attempts.map(({ error }) => error?.code ?? 'accepted').join(', ') || '-',
    attempts.map(({ move }) => moveText(move)).join(', ') || '-',
    failed ? `stopped: ${outcome.reason}` : `by ${attempts.at(-1)?.model}`,
  ]
}

function moveText({ model, fresh, wording, temperature }: Move): string {
  if (model !== undefined) return `model ${model}`
  if (fresh) return `fresh ${wording}`
  return temperature === undefined ? 'ask' : `t ${temperature}`
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((each) => each[column]?.length ?? 0))) ?? []
  return rows
    .map((each) =>
      each
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n')
}

test('what the loop does with each kind of model', async () => {
  const rows = [['the model', 'verdicts', 'how each attempt was made', 'end']]
  for (const each of cases) rows.push(await row(each))
  expect(`\n${table(rows)}\n`).toMatchInlineSnapshot(`
    "
    the model                     | verdicts                                                                              | how each attempt was made         | end
    is right at once              | accepted                                                                              | ask                               | by scripted
    always prose                  | clean/no-code, clean/no-code, clean/no-code, clean/no-code, clean/no-code             | ask, ask, t 0.9, fresh 1, fresh 2 | stopped: attempts
    always the same broken answer | sandbox/runtime, sandbox/runtime, sandbox/runtime, sandbox/runtime, sandbox/runtime   | ask, ask, t 0.9, fresh 1, fresh 2 | stopped: attempts
    the same, with a fallback     | sandbox/runtime, sandbox/runtime, sandbox/runtime, sandbox/runtime, accepted          | ask, ask, t 0.9, fresh 1, model 1 | by other
    fixes one error per round     | clean/syntax, sandbox/runtime, probe/not-finite, accepted                             | ask, ask, ask, ask                | by scripted
    oscillates between two errors | sandbox/runtime, probe/not-finite, sandbox/runtime, probe/not-finite, sandbox/runtime | ask, ask, ask, t 0.9, fresh 1     | stopped: attempts
    Python until told             | clean/unsupported-language, accepted                                                  | ask, ask                          | by scripted
    Python                        | accepted                                                                              | ask                               | by scripted
    loops for ever, then mends it | sandbox/timeout, accepted                                                             | ask, ask                          | by scripted
    stalls                        | clean/truncated, clean/truncated, clean/truncated                                     | ask, ask, t 0.9                   | stopped: attempts
    wakes up at a new wording     | clean/no-code, clean/no-code, clean/no-code, accepted                                 | ask, ask, t 0.9, fresh 1          | by scripted
    rambles without end           | clean/no-code, clean/no-code                                                          | ask, ask                          | stopped: attempts
    absent, with a fallback       | accepted                                                                              | model 1                           | by other
    absent                        | -                                                                                     | -                                 | stopped: model
    too dear                      | sandbox/runtime, sandbox/runtime                                                      | ask, ask                          | stopped: tokens
    "
  `)
})
