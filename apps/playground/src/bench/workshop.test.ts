import { SandboxRuntimeError } from '@gencode/sandbox'
import { afterAll, describe, expect, it } from 'vitest'
import { examine, failedLater, sharedSandbox } from './workshop.ts'

const inProse = (body: string) => `Here:\n\n\`\`\`js\nfunction rewardFn(o) {\n  ${body}\n}\n\`\`\``

describe('looking at a reward function', () => {
  afterAll(async () => (await sharedSandbox()).dispose())

  it('accepts one that runs, with its suspicions', async () => {
    const examined = await examine('CartPole-v1', 'const rewardFn = () => 1')
    expect(examined).toMatchObject({ isAccepted: true })
    expect(examined.isAccepted && examined.notes.join()).toContain('nothing can be learned')
    expect(examined.isAccepted && examined.probes).toBe(200)
  })

  it('marks the line of the text when an accepted one fails later', async () => {
    const text = inProse('return o[0]')
    const examined = await examine('CartPole-v1', text)
    const error = new SandboxRuntimeError({ code: 'sandbox/runtime', feedback: 'It threw.', line: 2 })
    const { lineMap } = examined as Extract<typeof examined, { isAccepted: true }>
    expect(failedLater('CartPole-v1', text, error, lineMap)).toMatchObject({ isAccepted: false, line: 5 })
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
