import { describe, expect, it } from 'vitest'
import { readAnswer } from './read-answer.ts'

const answer = `Sure!
\`\`\`js
function rewardFn(o, isSuccess, isFailure) {
  return -o[0]
}
\`\`\`
Or simply:
\`\`\`js
function other(o) { return o[0] }
\`\`\``

describe('reading an answer', () => {
  it('tells of every line whether it is kept, and what the others are', () => {
    const { lines, warnings, code } = readAnswer('CartPole-v1', answer)
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...['prose', 'fence', 'kept', 'kept', 'kept', 'fence'],
      ...['prose', 'fence', 'other code', 'fence'],
    ])
    expect(warnings.join()).toContain('other')
    expect(code).toMatch(/^function rewardFn/)
  })

  it('tells why there is no function, and what the model would be told', () => {
    const { failure, code } = readAnswer('CartPole-v1', 'I am sorry, I can only talk.')
    expect(code).toBeUndefined()
    expect(failure?.message).toContain('Error: clean/')
  })
})
