import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { make, task } from '../index.ts'

const golden = JSON.parse(readFileSync(new URL('../../fixtures/CartPole-v1.json', import.meta.url), 'utf8'))

describe('CartPole-v1', () => {
  it('starts where Gymnasium starts, by seed, and goes on with its generator', () => {
    const env = make('CartPole-v1')
    for (const { seed, obs, second_reset_obs: second } of golden.reset_by_seed) {
      expect(Array.from(env.reset({ seed }).observation)).toEqual(obs)
      expect(Array.from(env.reset().observation)).toEqual(second)
    }
  })

  it('does not know other options', () => {
    expect(() => make('CartPole-v1', { isSlippery: true } as never)).toThrow(/no option isSlippery/)
    expect(() => make('CartPol-v1')).toThrow(/CartPole-v1/)
  })

  it('has a task', () => {
    const { contract, success } = task('CartPole-v1')
    expect(contract.signature).toContain('rewardFn')
    const step = { observation: null, reward: 1, info: {}, steps: 500 }
    expect(success({ ...step, terminated: false, truncated: true })).toEqual({
      isSuccess: true,
      isFailure: false,
    })
  })
})
