import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Env, type LunarLanderOptions, make } from '../index.ts'
import type { LunarLander } from './lunar-lander.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/golden/${name}.json`, import.meta.url), 'utf8'))

const variants: [string, LunarLanderOptions][] = [
  ['LunarLander-v3', {}],
  ['LunarLander-v3.continuous', { continuous: true }],
  ['LunarLander-v3.wind', { enableWind: true }],
]

describe.each(variants)('%s', (name, options) => {
  const golden = read(name)
  const fresh = (): Env<Float32Array, number | ArrayLike<number>> => make('LunarLander-v3', options)

  it('starts as Gymnasium, seed by seed', () => {
    const env = fresh()
    for (const start of golden.reset_by_seed) {
      expect(Array.from(env.reset({ seed: start.seed }).observation)).toEqual(start.obs)
      expect((env.state as readonly number[]).slice(0, 6)).toEqual(start.lander)
      expect(Array.from(env.reset().observation)).toEqual(start.second_reset_obs)
    }
  })

  it('flies as Gymnasium until it has landed or crashed', () => {
    const env = fresh()
    for (const episode of golden.episodes) {
      env.reset({ seed: episode.reset_seed })
      expect(env.state).toEqual(episode.initial_state)
      for (const [index, action] of episode.actions.entries()) {
        const step = env.step(action)
        expect(Array.from(step.observation)).toEqual(episode.obs[index])
        expect(step.reward).toBe(episode.rewards[index])
      }
    }
  })

  it('weighs what Gymnasium’s weighs, over the same ground', () => {
    const env = fresh()
    const [episode] = golden.episodes
    env.reset({ seed: episode.reset_seed })
    const { bodies, terrain } = env.unwrapped as unknown as LunarLander
    const { lander, legs } = bodies as NonNullable<typeof bodies>
    expect([lander.mass, legs[0].mass]).toEqual(episode.mass)
    expect([lander.inertia, legs[0].inertia]).toEqual(episode.inertia)
    expect(terrain).toEqual(episode.terrain)
  })
})

describe('the lander', () => {
  it('starts from a state that is set, with the same state read back', () => {
    const env = make('LunarLander-v3')
    env.reset({ seed: 1 })
    for (let index = 0; index < 20; index++) env.step(2)
    const state = env.state as readonly number[]
    const again = make('LunarLander-v3')
    again.reset({ seed: 2, options: { state } })
    expect(again.state).toEqual(state)
    expect(again.step(0).reward).toBeLessThan(50)
    expect(() => again.reset({ options: { state: [1, 2] } })).toThrow(/18 finite numbers/)
  })

  it('refuses gravity that Gymnasium refuses', () => {
    expect(() => make('LunarLander-v3', { gravity: 1 })).toThrow(/between -12 and 0/)
  })
})
