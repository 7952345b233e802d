// A run with a scripted model, for the test that kills it: node run-child.js RUN REQUESTS. Each request is noted in
// REQUESTS before it is answered. It prints `ready`, and at the end the result as JSON.
import { appendFileSync, existsSync } from 'node:fs'
import { task } from '@gencode/env'
import type { ChatModel } from '@gencode/llm'
import { GenCode, type ManyStates } from '../src/index.ts'
import { openRun, resume } from '../src/node.ts'
import { fenced } from './scripted-model.ts'

const [run = '', requests = ''] = process.argv.slice(2)

const bank = [
  'Let me think about the reward first.',
  fenced('function rewardFn(o) { return o.angle.toFixed(2) }'),
  fenced('function rewardFn(o) { return Math.log(o[0]) }'),
  fenced('function rewardFn(o) { return 1 - }'),
  ...[1, 2, 3].map((weight) =>
    fenced(
      `function rewardFn(o, isSuccess, isFailure) { return isFailure ? -${weight} : ${weight} - Math.abs(o[2]) }`,
    ),
  ),
]

/** Answers by what it is asked alone, after a while of its own. */
const model: ChatModel = {
  id: 'scripted',
  async *generate(messages, { seed = 0 } = {}) {
    const text = JSON.stringify([messages, seed])
    let hash = seed + 1
    for (let index = 0; index < text.length; index++)
      hash = (Math.imul(hash, 31) + text.charCodeAt(index)) >>> 0
    appendFileSync(requests, `${JSON.stringify({ key: hash })}\n`)
    const answer = bank[hash % bank.length] as string
    for (let at = 0; at < answer.length; at += 60) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 6))
      yield { type: 'text', text: answer.slice(at, at + 60) }
    }
    yield { type: 'finish', reason: 'stop', usage: { inputTokens: text.length, outputTokens: answer.length } }
  },
}

const create = () => new GenCode(task('CartPole-v1'), model, { maxAttempts: 4, seed: 7 })
console.log('ready')
const result = existsSync(run) && openAndLook(run) ? await resume(run, create) : await begin()
console.log(JSON.stringify(plain(result)))

function openAndLook(path: string): boolean {
  using file = openRun(path)
  return file.header !== undefined
}

async function begin(): Promise<ManyStates> {
  using file = openRun(run)
  return await create().generateMany(20, { run: file })
}

/** All but the times. */
function plain({ accepted, duplicates, failed }: ManyStates): unknown {
  const timeless = (attempts: ManyStates['accepted'][number]['attempts']) =>
    attempts.map(({ startedAt: _at, durationMs: _ms, examinedMs: _examined, ...attempt }) => attempt)
  return {
    accepted: accepted.map(({ index, entry, code, usage, attempts }) => ({
      index,
      entry,
      code,
      usage,
      attempts: timeless(attempts),
    })),
    duplicates: duplicates.map(({ index, code }) => ({ index, code })),
    failed: failed.map(({ code, reason, attempts }) => ({ code, reason, attempts: timeless(attempts) })),
  }
}
