import { afterAll, describe, expect, it } from 'vitest'
import { examine, sharedSandbox } from './workshop.ts'

const inProse = (body: string) => `Here:\n\n\`\`\`js\nfunction rewardFn(o) {\n  ${body}\n}\n\`\`\``

describe('looking at a reward function', () => {
  afterAll(async () => (await sharedSandbox()).dispose())

  it('accepts one that runs, with its suspicions', async () => {
    const examined = await examine('CartPole-v1', 'const rewardFn = () => 1')
    expect(examined).toMatchObject({ isAccepted: true })
    expect(examined.isAccepted && examined.notes.join()).toContain('nothing can be learned')
  })

  it.each([
    ['return observation[2]', 'sandbox/runtime'],
    ['return o[2] +* 3', 'clean/syntax'],
  ])('marks the line of the text that was given: %s', async (body, code) => {
    const examined = await examine('CartPole-v1', inProse(body))
    expect(examined).toMatchObject({ isAccepted: false, line: 5, failure: { code } })
    expect(!examined.isAccepted && examined.message).toContain(`Error: ${code}`)
  })
})
