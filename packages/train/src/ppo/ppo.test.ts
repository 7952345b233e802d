import { describe, expect, it } from 'vitest'
import { TrainError } from '../errors.ts'
import { trainerContract } from '../testing.ts'
import { ppo } from './ppo.ts'

const quick = { steps: 512, epochs: 4, learningRate: 0.003, hidden: [16] }

describe('PPO', () => {
  for (const { name, run } of trainerContract(() => ppo(quick))) it(name, run)

  describe('with several environments, normalisation, schedules and all bounds', () => {
    const settings = {
      ...quick,
      environments: 4,
      steps: 130,
      batchSize: 60,
      learningRate: { linear: 0.003 },
      clipRange: { linear: 0.3 },
      clipRangeValue: 0.2,
      entropyCoefficient: 0.01,
      targetKl: 0.05,
      normalizeObservations: true,
      normalizeRewards: true,
      activation: 'relu' as const,
      hidden: [12, 20],
      assessments: 3,
    }
    for (const { name, run } of trainerContract(() => ppo(settings))) it(name, run)
  })

  it('refuses batches of one step where it normalizes their advantages', () => {
    expect(() => ppo({ batchSize: 1 })).toThrow(/batches of at least 2 steps, but batchSize is 1/)
    expect(() => ppo({ steps: 1 })).toThrow(/an update has 1: take more, or normalizeAdvantage: false/)
    expect(ppo({ steps: 1, environments: 2 }).settings).toMatchObject({ steps: 1, environments: 2 })
    expect(ppo({ batchSize: 1, normalizeAdvantage: false }).settings).toMatchObject({ batchSize: 1 })
  })

  it('says which setting is wrong', () => {
    expect(() => ppo({ steps: 0 })).toThrow(TrainError)
    expect(() => ppo({ gamma: 2 })).toThrow("PPO's gamma is a number from 0 to 1, not 2")
    expect(() => ppo({ learningRate: { linear: -1 } })).toThrow(/learningRate is a positive number, or/)
    expect(() => ppo({ nSteps: 4 } as never)).toThrow(/no setting nSteps; it has environments, steps/)
  })
})
