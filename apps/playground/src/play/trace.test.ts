import { describe, expect, it } from 'vitest'
import { Trace } from './trace.ts'

const rows = (rewards: number[], components: Record<string, number[]> = {}) => ({
  rewards: Float64Array.from(rewards),
  components: Object.fromEntries(
    Object.entries(components).map(([name, values]) => [name, Float64Array.from(values)]),
  ),
})

describe('the trace of rewards', () => {
  it('has a gap where an episode ends, and none before the first', () => {
    const trace = new Trace()
    trace.add(rows([1, 2, 3]), [true, false, true])
    expect(trace.x).toEqual([1, 2, 3, 4])
    expect(trace.series('reward')[0]?.values).toEqual([1, 2, null, 3])
    expect(trace.last).toBe(3)
  })

  it('keeps the terms beside the rewards, also those that come later', () => {
    const trace = new Trace()
    trace.add(rows([1], { up: [0.5] }), [true])
    trace.add(rows([2], { down: [-1] }), [false])
    expect(trace.series('reward')).toEqual([
      { label: 'reward', values: [1, 2] },
      { label: 'up', values: [0.5, null], isDashed: true },
      { label: 'down', values: [null, -1], isDashed: true },
    ])
  })

  it('looks back so far and no further', () => {
    const trace = new Trace()
    for (let step = 0; step < 1000; step++) trace.add(rows([step], { up: [step] }), [false])
    expect(trace.x.length).toBe(240)
    expect(trace.series('reward').map(({ values }) => values.length)).toEqual([240, 240])
    expect(trace.last).toBe(999)
  })
})
