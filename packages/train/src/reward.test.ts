import { cleanResponse } from '@gencode/clean'
import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'
import { describe, expect, it } from 'vitest'
import { type RewardFunction, train } from './index.ts'

const source = `function rewardFn(observations, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(observations[2]) }`

describe('a reward function', () => {
  it('gives the same training as source, cleaned, compiled and as a function of the host', async () => {
    using sandbox = await createSandbox()
    const cartPole = task('CartPole-v1')
    const rewards: RewardFunction[] = [
      source,
      cleanResponse(`Sure!\n\`\`\`js\n${source}\n\`\`\``),
      sandbox.compile(source, { contract: cartPole.contract }),
      ([, , angle], _isSuccess, isFailure) => (isFailure ? -1 : 1 - Math.abs(angle as number)),
      ([, , angle], _isSuccess, isFailure) => ({
        reward: isFailure ? -1 : 1 - Math.abs(angle as number),
        components: {},
      }),
    ]
    const [first, ...others] = await Promise.all(
      rewards.map((reward) => train(cartPole, reward, { seeds: [5], budget: 3000, episodes: 3 })),
    )
    expect(first?.seeds[0]?.curve.length).toBeGreaterThan(1)
    for (const other of others) expect(other).toEqual(first)
  })

  it('starts clean for each seed, and goes on from step to step', async () => {
    const counting = 'let calls = 0; function rewardFn() { return ++calls }'
    const options = { budget: 1, episodes: 1 }
    const both = await train('CartPole-v1', counting, { ...options, seeds: [0, 1] })
    const second = await train('CartPole-v1', counting, { ...options, seeds: [1] })
    expect(both.seeds[1]).toEqual(second.seeds[0])
    const steps = second.seeds[0]?.environmentSteps as number
    expect(second.seeds[0]?.curve[0]?.bestReturn).toBeGreaterThan(steps / 2)
  })

  it('that throws, or gives no number, ends the training with its error', async () => {
    const fail = (code: string): Promise<unknown> =>
      train('CartPole-v1', code, { seeds: 1 }).then(
        () => 'nothing',
        (error: { code: string }) => error.code,
      )
    expect(await fail('function rewardFn(o) { return o.angle.x }')).toBe('sandbox/runtime')
    expect(await fail('function rewardFn(o) { return NaN }')).toMatch(/^contract\//)
    expect(await fail('function rewardFn(o) { return')).toBe('sandbox/syntax')
    await expect(train('CartPole-v1', () => Number.NaN, { seeds: 1 })).rejects.toMatchObject({
      code: 'contract/not-a-number',
    })
  })

  it('that never ends is stopped', async () => {
    const options = { seeds: 1, sandbox: { timeoutMs: 50 } }
    await expect(train('CartPole-v1', 'function rewardFn() { for (;;); }', options)).rejects.toMatchObject({
      code: 'sandbox/timeout',
    })
  })

  it('is refused where it is none', async () => {
    await expect(train('CartPole-v1', 5 as never)).rejects.toThrow(/A reward function is/)
  })
})
