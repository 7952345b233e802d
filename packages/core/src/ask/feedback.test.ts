import { task } from '@gencode/env'
import { expect, test } from 'vitest'
import { feedbackMessage, shortened } from './feedback.ts'

const { contract } = task('CartPole-v1')
const failure = {
  code: 'probe/not-finite',
  feedback: 'The function returned NaN, but it must return a finite number for every input.',
  line: 2,
  frame: '  1 | function rewardFn(o) {\n> 2 |   return Math.sqrt(o[0])\n    |          ^\n  3 | }',
  input: 'observations = [-1, 0, 0, 0], isSuccess = false, isFailure = false',
  output: 'NaN',
}

test('the message says what failed, where, with which input, what came out and what is expected', () => {
  expect(`\n${feedbackMessage(failure, contract)}\n`).toMatchInlineSnapshot(`
    "
    Error: probe/not-finite
    The function returned NaN, but it must return a finite number for every input.
      1 | function rewardFn(o) {
    > 2 |   return Math.sqrt(o[0])
        |          ^
      3 | }
    Input: observations = [-1, 0, 0, 0], isSuccess = false, isFailure = false
    Output: NaN
    Answer with the whole corrected function and nothing else, in one \`\`\`js block, plain JavaScript: function rewardFn(observations, isSuccess, isFailure) { ... }
    "
  `)
})

test('the message says that an answer was given before', () => {
  expect(feedbackMessage(failure, contract, true)).toContain('same answer before')
})

test('the message stays short, whatever the failure holds', () => {
  const long = 'x'.repeat(100_000)
  const message = feedbackMessage(
    { code: 'sandbox/runtime', feedback: long, frame: long, input: long, output: long },
    contract,
  )
  expect(message.length).toBeLessThan(2000)
  expect(message).toMatch(/^Error: sandbox\/runtime\n/)
  expect(message).toContain('in one ```js block')
})

test('a shortened text keeps its beginning and its end', () => {
  expect(shortened('abc', 3)).toBe('abc')
  const text = shortened(`start${'-'.repeat(1000)}end`, 100)
  expect(text).toHaveLength(100)
  expect(text).toMatch(/^start.* \.\.\. .*end$/)
})
