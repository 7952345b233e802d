import { describe, expect, it } from 'vitest'
import { crossEntropy } from './cross-entropy.ts'
import { TrainError } from './errors.ts'
import { trainerContract } from './testing.ts'

describe('the cross-entropy method', () => {
  for (const { name, run } of trainerContract(() => crossEntropy())) it(name, run)

  describe('over a hidden layer', () => {
    for (const { name, run } of trainerContract(() => crossEntropy({ hidden: 3 }))) it(name, run)
  })

  it('says which setting is wrong', () => {
    expect(() => crossEntropy({ population: 1 })).toThrow(TrainError)
    expect(() => crossEntropy({ elite: 1 })).toThrow(/elite is a share between 0 and 1, not 1/)
    expect(() => crossEntropy({ elites: 4 } as never)).toThrow(
      /no setting elites; it has quadratic, hidden, population/,
    )
  })
})
