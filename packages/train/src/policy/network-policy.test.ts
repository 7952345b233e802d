import { Box, Dict, Discrete, flattenObservation, MultiBinary, type SpaceJson, Tuple } from '@gencode/env'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrainError } from '../errors.ts'
import { loadPolicy } from './load-policy.ts'
import { parameterCount, policyShape } from './network-policy.ts'
import { policyFunction } from './saved-policy.ts'

const box = new Box({ low: [-2, -Infinity], high: [2, Infinity] }).toJSON()
const discrete = new Discrete(3, { start: -1 }).toJSON()
const multiDiscrete: SpaceJson = { type: 'MultiDiscrete', nvec: [2, 3], start: [0, 5] }
const multiBinary: SpaceJson = { type: 'MultiBinary', shape: [3] }
const dict = new Dict({
  b: new Box({ low: [-2, -Infinity], high: [2, Infinity] }),
  a: new Tuple([new Discrete(3, { start: -1 }), new MultiBinary(3)]),
}).toJSON()

describe('a policy', () => {
  it('is linear without hidden units, on observations scaled by their bounds', () => {
    const shape = policyShape(box, discrete)
    expect(parameterCount(shape)).toBe(9)
    // Each row: bias, position, velocity.
    const act = policyFunction({ ...shape, parameters: [0, 0, 0, 0, 1, 0, 0, 0, 1] })
    expect(act([-1, -1])).toBe(-1)
    expect(act([1, 0.4])).toBe(0)
    expect(act([1, 0.6])).toBe(1)
  })

  it('has one hidden layer otherwise', () => {
    const number = new Box({ low: [-10], high: [10] }).toJSON()
    const shape = policyShape(new Box({ low: [-1], high: [1] }).toJSON(), number, { hidden: 2 })
    expect(parameterCount(shape)).toBe(2 * 2 + 3)
    const act = policyFunction({ ...shape, parameters: [1, 2, 0, -2, 0.25, 1, 0.5] })
    // 1 + 2 * 0.5 = 2 and -2 * 0.5 = -1 become 2/3 and -1/2; 0.25 + 2/3 - 1/4 is 2/3 of the range.
    expect(act([0.5])).toEqual([expect.closeTo(20 / 3, 12)])
  })

  it('weighs squares and products too where it is quadratic', () => {
    const plain = new Box({ low: [-1, -1], high: [1, 1] }).toJSON()
    const number = new Box({ low: [-100], high: [100] }).toJSON()
    const shape = policyShape(plain, number, { quadratic: true })
    expect(parameterCount(shape)).toBe(6)
    // 0.1 + 0.2 x + 0.3 y + 0.4 x x + 0.5 x y + 0.6 y y
    const act = policyFunction({ ...shape, parameters: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] })
    expect(act([0.5, -0.5])).toEqual([expect.closeTo(100 * (0.1 + 0.1 - 0.15 + 0.1 - 0.125 + 0.15), 10)])
  })

  it('reads one input for each value of a Discrete, in Gymnasium’s order of a Dict', () => {
    const shape = policyShape(dict, discrete)
    expect(shape.inputs.map((input) => input.type)).toEqual(['one-hot', 'numbers', 'numbers'])
    expect(parameterCount(shape)).toBe(3 * (1 + 3 + 3 + 2))
  })

  it('reads a Dict in the order in which it is flattened, also where that is not the names’', () => {
    const space = new Dict({ b: new Discrete(3), a: new MultiBinary(1) }, { sortKeys: false })
    const shape = policyShape(space.toJSON(), discrete)
    expect(shape.inputs.map((input) => input.type)).toEqual(['one-hot', 'numbers'])
    // Outputs by their bias and four inputs each; the third is great where b is 2.
    const act = policyFunction({ ...shape, parameters: [...new Array(10).fill(0), 0, 0, 0, 1, 0] })
    const actions = [0, 2].map((b) => act(flattenObservation(space, { b, a: [0] })))
    expect(actions).toEqual([-1, 1])
  })

  it('acts within every kind of action space', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(fc.infiniteStream(number), fc.constantFrom(0, 4), (numbers, hidden) => {
        const take = (count: number): number[] => Array.from({ length: count }, () => numbers.next().value)
        const actIn = (action: SpaceJson): unknown => {
          const shape = policyShape(box, action, { hidden, quadratic: hidden > 0 })
          return policyFunction({ ...shape, parameters: take(parameterCount(shape)) })(take(2))
        }
        expect(new Discrete(3, { start: -1 }).contains(actIn(discrete))).toBe(true)
        expect(actIn(multiDiscrete)).toSatisfy(
          ([a, b]: number[]) => [0, 1].includes(a as number) && [5, 6, 7].includes(b as number),
        )
        expect(actIn(multiBinary)).toSatisfy(
          (switches: number[]) => switches.length === 3 && switches.every((each) => each === 0 || each === 1),
        )
        const bounded = new Box({ low: [-2, 0], high: [2, 1] })
        expect(bounded.contains(actIn(bounded.toJSON()))).toBe(true)
        expect(actIn(box)).toSatisfy(([, free]: number[]) => Number.isFinite(free))
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN])('refuses %d hidden units', (hidden) => {
    const space = { type: 'Discrete', n: 2, start: 0 } as const
    expect(() => policyShape(space, space, { hidden })).toThrow(
      `hidden is a whole number from 0, not ${hidden}`,
    )
  })

  it('refuses an action space that is a Tuple or a Dict', () => {
    expect(() => policyShape(box, dict)).toThrow(/not in a Dict/)
  })
})

describe('a saved policy', () => {
  const shape = policyShape(box, discrete, { hidden: 2 })
  const count = parameterCount(shape)

  it('is the same policy when it is loaded', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: count, maxLength: count }),
        fc.tuple(finite, finite),
        (parameters, observation) => {
          const policy = { ...shape, parameters }
          const loaded = loadPolicy(JSON.stringify(policy))
          expect(policyFunction(loaded)(observation)).toBe(policyFunction(policy)(observation))
        },
      ),
    )
  })

  it('is refused, with what is wrong, where it is none', () => {
    const parameters = new Array(count).fill(0)
    expect(() => loadPolicy('{')).toThrow(/is JSON; this is none/)
    expect(() => loadPolicy('null')).toThrow(/kind is "network" or "mlp", not null/)
    expect(() => loadPolicy({ ...shape, inputs: 'all', parameters })).toThrow(/inputs/)
    expect(() => loadPolicy({ ...shape, output: { type: 'choice', n: 0, start: 0 }, parameters })).toThrow(
      /output/,
    )
    for (const output of [
      { type: 'numbers', low: ['0', 0, 0], high: [1, 1, 1] },
      { type: 'choices', n: [3], start: [] },
      { type: 'choices', n: [3], start: ['0'] },
    ])
      expect(() => loadPolicy({ ...shape, output, parameters })).toThrow(/output/)
    expect(() => loadPolicy({ ...shape, hidden: -1, parameters })).toThrow(/hidden is a count, not -1/)
    expect(() => loadPolicy({ ...shape, parameters: [1] })).toThrow(/are 15 finite numbers, not \[1\]/)
    expect(() => loadPolicy({ ...shape, parameters: [Number.NaN, ...parameters.slice(1)] })).toThrow(
      TrainError,
    )
  })

  it('is refused or loaded, whatever it is: nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (inputs, output, hidden) => {
        try {
          loadPolicy({ kind: 'network', inputs, output, hidden, parameters: [0] })
        } catch (error) {
          expect(error).toBeInstanceOf(TrainError)
        }
      }),
    )
  })
})
