import { describe, expect, it } from 'vitest'
import { make, task } from '../index.ts'
import { Rng } from '../random/rng.ts'
import { makeTerrain, terrainLength } from './bipedal-walker-terrain.ts'

const still = new Float32Array(4)

describe('the walker', () => {
  it('repeats the first episode of a fresh environment from its seed', () => {
    const states = [1, 2].map(() => {
      const env = make('BipedalWalker-v3', { hardcore: true })
      env.reset({ seed: 7 })
      for (let step = 0; step < 60; step++) env.step([1, -0.5, 0.25, Math.cos(step)])
      const { state } = env
      env.close()
      return state
    })
    expect(states[0]).toEqual(states[1])
  })

  it('falls when it does nothing clever, and that is a failure', () => {
    const env = make('BipedalWalker-v3')
    env.reset({ seed: 3 })
    for (let steps = 1; ; steps++) {
      const step = env.step([1, 1, 1, 1])
      const outcome = task('BipedalWalker-v3').success({ ...step, steps })
      if (!step.terminated) continue
      expect(step.reward).toBe(-100)
      expect(outcome).toEqual({ isSuccess: false, isFailure: true })
      break
    }
    env.close()
  })

  it('succeeds beyond the far end, and fails to the left of its start', () => {
    const { success } = task('BipedalWalkerHardcore-v3')
    const env = make('BipedalWalkerHardcore-v3')
    env.reset({ seed: 5 })
    const place = (x: number) => {
      const state = (env.state as readonly number[]).map((value, index) =>
        index % 6 === 0 ? value + x : index % 6 === 1 ? value + 4 : value,
      )
      env.reset({ seed: 5, options: { state } })
      return env.step(still)
    }
    expect(success({ ...place(90), steps: 1 })).toEqual({ isSuccess: true, isFailure: false })
    expect(success({ ...place(-200), steps: 1 })).toEqual({ isSuccess: false, isFailure: true })
    env.close()
  })

  it('starts from a state that is set, with the same state read back and seen', () => {
    const env = make('BipedalWalker-v3')
    env.reset({ seed: 1 })
    for (let index = 0; index < 20; index++) env.step([0.5, -0.5, 0.1, 0.2])
    const state = env.state as readonly number[]
    const again = make('BipedalWalker-v3')
    const { observation } = again.reset({ seed: 1, options: { state } })
    expect(again.state).toEqual(state)
    expect(observation[0]).toBe(state[2])
    expect(() => again.reset({ options: { state: [1] } })).toThrow(/30 finite numbers/)
    env.close()
    again.close()
  })

  it('sees ten beams of lidar, which are shorter where the ground is near', () => {
    const env = make('BipedalWalker-v3')
    const { observation } = env.reset({ seed: 1 })
    const beams = Array.from(observation.subarray(14))
    // Down to the ground it is some 2.2 of 5.33 m.
    expect(beams[0]).toBeCloseTo(0.44, 1)
    for (let beam = 1; beam < 9; beam++) expect(beams[beam]).toBeGreaterThan(beams[beam - 1] as number)
    expect(beams[9]).toBe(1)
    env.close()
  })
})

describe('the terrain', () => {
  it('is grass without obstacles, or with all three kinds of them', () => {
    expect(makeTerrain(new Rng(1), false).obstacles).toEqual([])
    const hard = makeTerrain(new Rng(1), true)
    expect(hard.ground).toHaveLength(terrainLength)
    expect(hard.obstacles.length).toBeGreaterThan(10)
    const heights = hard.ground.map(([, y]) => y)
    expect(Math.min(...heights)).toBeLessThan(Math.max(...heights) - 2)
  })
})

it('1,000 walkers give their memory back', async () => {
  const { physics } = await import('../physics/engine.ts')
  const bytes = () => (physics() as unknown as { memory: WebAssembly.Memory }).memory.buffer.byteLength
  const walk = () => {
    const env = make('BipedalWalker-v3', { hardcore: true })
    for (let seed = 0; seed < 2; seed++) {
      env.reset({ seed })
      env.step(still)
    }
    env.close()
  }
  for (let count = 0; count < 10; count++) walk()
  const before = bytes()
  for (let count = 0; count < 1000; count++) walk()
  expect(bytes()).toBe(before)
})
