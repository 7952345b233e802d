import { describe, expect, it } from 'vitest'
import { type Checkpoint, crossEntropy, ppo, type SeedResult, type Trainer, train } from './index.ts'

const fair = `function rewardFn(observations, isSuccess, isFailure) {
  const upright = 1 - Math.abs(observations[2])
  return { reward: isFailure ? -1 : upright, components: { upright, fall: isFailure ? -1 : 0 } }
}`

const trainers: Readonly<Record<string, Trainer>> = {
  ppo: ppo({
    steps: 100,
    environments: 3,
    batchSize: 32,
    epochs: 2,
    assessments: 4,
    assessmentEpisodes: 2,
    normalizeObservations: true,
    normalizeRewards: true,
  }),
  'cross-entropy': crossEntropy({ population: 5 }),
}

async function trained(
  trainer: Trainer,
  reward: string,
  more: { until?: number; checkpoint?: Checkpoint } = {},
): Promise<SeedResult> {
  const { checkpoint, ...options } = more
  const { seeds } = await train('CartPole-v1', reward, {
    ...options,
    trainer,
    budget: 3000,
    episodes: 3,
    seeds: [7],
    terms: { points: 3 },
    ...(checkpoint && { checkpoints: new Map([[7, JSON.parse(JSON.stringify(checkpoint))]]) }),
  })
  return seeds[0] as SeedResult
}

describe.each(Object.entries(trainers))('a training with %s that was paused', (_, trainer) => {
  it('goes on to the same bits, from any point and several times over', async () => {
    const whole = await trained(trainer, fair)
    expect(whole.checkpoint).toBeUndefined()
    const first = await trained(trainer, fair, { until: 700 })
    expect(first.environmentSteps).toBeLessThan(2000)
    const second = await trained(trainer, fair, { until: 1900, checkpoint: first.checkpoint as Checkpoint })
    expect(second.curve.slice(0, first.curve.length)).toEqual(first.curve)
    expect(await trained(trainer, fair, { checkpoint: second.checkpoint as Checkpoint })).toEqual(whole)
  })

  it('starts over where the reward keeps something or draws random numbers, and ends with the same result', async () => {
    for (const reward of [
      'let calls = 0; function rewardFn(o, s, isFailure) { calls++; return isFailure ? -1 : calls / 1e4 }',
      'function rewardFn(o, s, isFailure) { return isFailure ? -1 : Math.random() }',
    ]) {
      const whole = await trained(trainer, reward)
      const { checkpoint } = await trained(trainer, reward, { until: 1000 })
      expect(await trained(trainer, reward, { checkpoint: checkpoint as Checkpoint })).toEqual(whole)
    }
  })
})

describe('terms', () => {
  it('are told at so many points, with their share and their correlation with success', async () => {
    const reward = `function rewardFn(o, isSuccess, isFailure) {
      return { reward: 1, components: { big: 3, small: -1, won: isSuccess ? 1 : 0 } }
    }`
    const { seeds } = await train('MountainCar-v0', reward, {
      budget: 20_000,
      episodes: 1,
      seeds: [0],
      terms: { points: 4 },
      trainer: crossEntropy({ spread: 20 }),
    })
    const points = seeds[0]?.terms ?? []
    expect(points).toHaveLength(4)
    for (const [index, { environmentSteps, steps, episodes, terms }] of points.entries()) {
      expect(environmentSteps).toBeGreaterThanOrEqual((index * 20_000) / 4)
      expect(steps).toBeGreaterThanOrEqual(250)
      expect(episodes).toBeGreaterThan(0)
      expect(terms.big).toMatchObject({ mean: 3, spread: 0 })
      expect(terms.big?.share).toBeCloseTo(0.75, 1)
      expect(terms.small?.share).toBeCloseTo(0.25, 1)
    }
  })

  it('correlate with success by whole episodes', async () => {
    const reward = `function rewardFn([position], isSuccess) {
      return { reward: position, components: { won: isSuccess ? 1 : 0, lost: isSuccess ? -2 : 0, still: 1e-9 } }
    }`
    const options = { budget: 60_000, episodes: 1, seeds: [1], terms: { points: 1 } }
    const trainer = ppo({ environments: 4, steps: 2000, epochs: 1 })
    // Half of the starts succeed at once.
    const { task } = await import('@gencode/env')
    let starts = 0
    const half = task('CartPole-v1', {
      success: ({ steps, truncated, terminated }) => {
        if (steps === 1) starts++
        return { isSuccess: (terminated || truncated) && steps % 2 === 0, isFailure: false }
      },
    })
    const { seeds } = await train(half, reward, { ...options, trainer })
    const [point] = seeds[0]?.terms ?? []
    expect(starts).toBeGreaterThan(10)
    expect(point?.terms.won?.successCorrelation).toBeCloseTo(1, 6)
    expect(point?.terms.lost?.successCorrelation).toBeCloseTo(-1, 6)
  })
})
