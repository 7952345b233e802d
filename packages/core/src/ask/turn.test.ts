import { task } from '@gencode/env'
import { expect, test } from 'vitest'
import { fenced, scripted } from '../../test/scripted-model.ts'
import { GenCode } from '../gen-code.ts'

const good = fenced('function rewardFn(o, s, f) { return f ? -1 : o[2] }')
const broken = 'function rewardFn(o: number[]) {\n  return o.angle.x\n}'

async function requestsOf(answers: readonly string[]) {
  const model = scripted(answers)
  using genCode = new GenCode(task('CartPole-v1'), model)
  await genCode.generate()
  return model.requests
}

test('the conversation is the request and the last attempt, however many failed before', async () => {
  const requests = await requestsOf(['First.', 'Second', fenced(broken), good])
  expect(requests.map(({ messages }) => messages.length)).toEqual([1, 3, 3, 3])
  const last = requests[3]?.messages ?? []
  expect(last[0]).toEqual(requests[0]?.messages[0])
  expect(last[1]?.content).toBe(fenced(broken))
  expect(last[2]?.content).toMatch(/^Error: sandbox\/runtime/)
})

test('of a long answer the model sees its code again, as it wrote it', async () => {
  const prose = Array.from({ length: 2000 }, (_, index) => `So I think, ${index}. `).join('')
  const [, second] = await requestsOf([prose + fenced(broken), good])
  expect(second?.messages[1]?.content).toBe(`\`\`\`js\n${broken}\n\`\`\``)
})

test('a request, an attempt and its feedback fit 2,048 tokens', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `  if (o[0] > ${index}) return 1\n`)
  const long = `function rewardFn(o) {\n${lines.join('')}  return o.x.y\n}`
  const requests = await requestsOf([fenced(long), good])
  const characters = requests[1]?.messages.reduce((sum, { content }) => sum + content.length, 0)
  expect((characters ?? 0) / 3.5).toBeLessThan(2048 - 300)
})

test('every request has a seed, and a model that repeats itself gets another one and a higher temperature', async () => {
  const requests = await requestsOf([fenced(broken), fenced(broken), good])
  expect(requests.map(({ options }) => [options.seed === 0, options.temperature])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, 0.9],
  ])
  expect(requests[2]?.messages[2]?.content).toContain('same answer before')
})
