import { describe, expect, it } from 'vitest'
import { learningCurves } from './learning-curves.ts'

describe('learning curves', () => {
  it('are means over the seeds, on one axis for all trainings', () => {
    const fast = [[{ environmentSteps: 50, successRate: 1 }], [{ environmentSteps: 100, successRate: 0.5 }]]
    const slow = [[{ environmentSteps: 200, successRate: 0.2 }]]
    const { x, means } = learningCurves([fast, slow])
    expect([x[0], x.at(-1)]).toEqual([0, 200])
    const at = (steps: number) => means.map((values) => values[x.indexOf(steps)])
    expect(at(0)).toEqual([0, 0])
    expect(at(50)).toEqual([0.5, 0])
    expect(at(100)).toEqual([0.75, 0])
    expect(at(200)).toEqual([null, 0.2])
  })

  it('of nothing are empty', () => {
    expect(learningCurves([[]]).means[0]?.every((value) => value === 0)).toBe(true)
    expect(learningCurves([]).means).toEqual([])
  })
})
