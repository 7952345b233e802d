import { describe, expect, it } from 'vitest'
import { TrainError } from '../errors.ts'
import { trainerContract } from '../testing.ts'
import { dqn } from './dqn.ts'

const quick = {
  learningRate: 0.002,
  hidden: [16],
  steps: 500,
  targetUpdateInterval: 500,
  explorationFinalEps: 0.1,
  assessments: 4,
}

describe('DQN', () => {
  for (const { name, run } of trainerContract(() => dqn(quick))) it(name, run)

  describe('with a small memory, single Q-learning and all schedules', () => {
    const settings = {
      ...quick,
      doubleQ: false,
      bufferSize: 1500,
      batchSize: 30,
      trainFrequency: 3,
      gradientSteps: -1,
      learningRate: { linear: 0.003 },
      activation: 'tanh' as const,
      assessments: 0,
    }
    for (const { name, run } of trainerContract(() => dqn(settings))) it(name, run)
  })

  it('says which setting is wrong', () => {
    expect(() => dqn({ gradientSteps: 0 })).toThrow(
      "DQN's gradientSteps is a whole number from 1, or -1, not 0",
    )
    expect(() => dqn({ epsilon: 0 } as never)).toThrow(TrainError)
  })
})
