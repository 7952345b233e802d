import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Env, type LunarLanderOptions, make } from '../index.ts'
import type { LunarLander } from './lunar-lander.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/golden/${name}.json`, import.meta.url), 'utf8'))

const distance = (a: ArrayLike<number>, b: readonly number[]): number =>
  Math.max(...b.map((value, index) => Math.abs((a[index] as number) - value)))

const variants: [string, LunarLanderOptions][] = [
  ['LunarLander-v3', {}],
  ['LunarLander-v3.continuous', { continuous: true }],
  ['LunarLander-v3.wind', { enableWind: true }],
]

/** The heuristic policy of gymnasium/envs/box2d/lunar_lander.py. */
function heuristic(observation: Float32Array): number {
  const [x = 0, y = 0, vx = 0, vy = 0, angle = 0, spin = 0, left = 0, right = 0] = observation
  const target = Math.min(Math.max(x * 0.5 + vx, -0.4), 0.4)
  const landed = left > 0 || right > 0
  const turn = landed ? 0 : (target - angle) * 0.5 - spin
  const hover = landed ? -vy * 0.5 : (0.55 * Math.abs(x) - y) * 0.5 - vy * 0.5
  if (hover > Math.abs(turn) && hover > 0.05) return 2
  return turn < -0.05 ? 3 : turn > 0.05 ? 1 : 0
}

describe.each(variants)('%s', (name, options) => {
  const golden = read(name)
  const fresh = (): Env<Float32Array, number | ArrayLike<number>> => make('LunarLander-v3', options)

  it('starts within single precision of Gymnasium, seed by seed', () => {
    const env = fresh()
    for (const start of golden.reset_by_seed) {
      expect(distance(env.reset({ seed: start.seed }).observation, start.obs)).toBeLessThan(1e-6)
      expect(distance(env.state as readonly number[], start.lander)).toBeLessThan(1e-4)
      expect(distance(env.reset().observation, start.second_reset_obs)).toBeLessThan(1e-6)
    }
  })

  it('flies as Gymnasium until the first touch, and touches in the same step', () => {
    const env = fresh()
    for (const episode of golden.episodes) {
      env.reset({ seed: episode.reset_seed })
      const last = episode.actions.length - 1
      for (const [index, action] of episode.actions.entries()) {
        const step = env.step(action)
        // The issue asks for 5e-2; what remains is the difference of single and double precision.
        if (index < last) {
          expect(distance(step.observation, episode.obs[index])).toBeLessThan(1e-3)
          expect(Math.abs(step.reward - episode.rewards[index])).toBeLessThan(2e-2)
        } else expect(Array.from(step.observation.subarray(6))).toEqual(episode.obs[index].slice(6))
      }
    }
  })

  it('weighs what Gymnasium’s weighs', () => {
    const env = fresh()
    const [episode] = golden.episodes
    env.reset({ seed: episode.reset_seed })
    const { bodies, terrain } = env.unwrapped as unknown as LunarLander
    const { lander, legs } = bodies as NonNullable<typeof bodies>
    expect([lander.getMass(), legs[0].getMass()]).toEqual(
      episode.mass.map((mass: number) => expect.closeTo(mass, 5)),
    )
    expect([lander.getInertia(), legs[0].getInertia()]).toEqual(
      episode.inertia.map((inertia: number) => expect.closeTo(inertia, 5)),
    )
    expect(terrain).toEqual(episode.terrain.map((point: number[]) => point.map((x) => expect.closeTo(x, 9))))
  })
})

describe('the lander', () => {
  it('lands with Gymnasium’s heuristic as often and as well as there', { timeout: 60_000 }, () => {
    const env = make('LunarLander-v3')
    const returns = Array.from({ length: 24 }, (_, seed) => {
      let { observation } = env.reset({ seed })
      for (let sum = 0; ; ) {
        const step = env.step(heuristic(observation))
        observation = step.observation
        sum += step.reward
        if (step.terminated || step.truncated) return sum
      }
    })
    const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length
    // Gymnasium: 234.7 over 1,000 seeds, with a deviation of about 105 of a single episode.
    expect(Math.abs(mean - 234.7)).toBeLessThan((4 * 105) / Math.sqrt(returns.length))
    expect(returns.filter((each) => each > 200).length).toBeGreaterThan(15)
  })

  it('starts from a state that is set, with the same state read back', () => {
    const env = make('LunarLander-v3')
    env.reset({ seed: 1 })
    for (let index = 0; index < 20; index++) env.step(2)
    const state = env.state as readonly number[]
    const again = make('LunarLander-v3')
    again.reset({ seed: 2, options: { state } })
    expect(again.state).toEqual(state.map((value) => expect.closeTo(value, 12)))
    expect(again.step(0).reward).toBeLessThan(50)
    expect(() => again.reset({ options: { state: [1, 2] } })).toThrow(/18 finite numbers/)
  })

  it('refuses gravity that Gymnasium refuses', () => {
    expect(() => make('LunarLander-v3', { gravity: 1 })).toThrow(/between -12 and 0/)
  })
})
