import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeParse } from 'zod/mini'
import {
  Box,
  Dict,
  Discrete,
  flattenObservation,
  MultiBinary,
  MultiDiscrete,
  type SpaceJson,
  spaceFromJson,
  Tuple,
} from '../index.ts'

const recorded: Record<string, { space: SpaceJson; samples: Record<string, unknown[]> }> = JSON.parse(
  readFileSync(new URL('../../fixtures/spaces.json', import.meta.url), 'utf8'),
)

/** A value with its typed arrays as plain ones. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, inner) => (ArrayBuffer.isView(inner) ? Array.from(inner as never) : inner)),
  )

describe.each(Object.keys(recorded))('a %s space', (name) => {
  const { space: json, samples } = recorded[name] as (typeof recorded)[string]

  it('samples Gymnasium’s stream', () => {
    const space = spaceFromJson(json)
    for (const [seed, values] of Object.entries(samples)) {
      space.seed(Number(seed))
      for (const value of values) expect(plain(space.sample())).toEqual(value)
    }
  })

  it('contains its samples, has them in its schema, and flattens them to its size', () => {
    const space = spaceFromJson(json)
    space.seed(3)
    for (let index = 0; index < 50; index++) {
      const value = space.sample()
      expect(space.contains(value)).toBe(true)
      expect(safeParse(space.schema, plain(value)).success).toBe(true)
      expect(safeParse(space.schema, value).success).toBe(true)
      expect(flattenObservation(space, value)).toHaveLength(space.size)
    }
    for (const other of [undefined, null, 'x', {}, [], Number.NaN, [Number.NaN]])
      expect([space.contains(other), safeParse(space.schema, other).success]).toEqual([false, false])
  })

  it('keeps through JSON', () => {
    const again = spaceFromJson(JSON.parse(JSON.stringify(spaceFromJson(json))))
    expect(again.toJSON()).toEqual(json)
    expect(again.text).toBe(spaceFromJson(json).text)
  })
})

describe('the order of a Dict', () => {
  const dice = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, new Discrete(100)]))

  // Gymnasium 1.4: list(Dict({...}).spaces), and its sample with seed 3.
  it.each([
    [
      ['10', '9', 'b', 'a'],
      ['10', '9', 'a', 'b'],
      [92, 75, 39, 3],
    ],
    [['x10', 'x9'], ['x10', 'x9'], undefined],
    [['2', '10', '1'], ['1', '10', '2'], undefined],
    [['00', '0', '1e3', '-1'], ['-1', '0', '00', '1e3'], undefined],
    [['\u{1f388}', '\uffff'], ['\uffff', '\u{1f388}'], undefined],
  ])('of %j is %j', (given, order, sample) => {
    const space = new Dict(dice(given))
    expect(Object.keys(space.spaces)).toEqual(order)
    space.seed(3)
    const value = space.sample()
    if (sample) expect(order.map((key) => value[key])).toEqual(sample)
    expect(flattenObservation(space, value)).toEqual(order.map((key) => value[key]))
    expect(space.contains(value)).toBe(true)
    const again = spaceFromJson(JSON.parse(JSON.stringify(space))) as Dict
    expect(Object.keys(again.spaces)).toEqual(order)
    expect(again.toJSON()).toEqual(space.toJSON())
    again.seed(3)
    expect(again.sample()).toEqual(value)
  })

  it('is the caller’s own where it names the keys, which are all the names once', () => {
    const keys = ['9', '10', 'a']
    expect(Object.keys(new Dict(dice(keys), { keys: ['a', '10', '9'] }).spaces)).toEqual(['a', '10', '9'])
    for (const wrong of [
      ['9', '10'],
      ['9', '10', 'a', 'a'],
      ['9', '10', 'b'],
    ])
      expect(() => new Dict(dice(keys), { keys: wrong })).toThrow(/keys of a Dict/)
  })
})

describe('spaces', () => {
  it.each([
    [new Box({ low: -1, high: 1, shape: [1] }), '1 number, from -1 to 1'],
    [new Box({ low: -1, high: 1, shape: [2] }), '2 numbers, each from -1 to 1'],
    [new Box({ low: 0, high: 9, shape: [1], dtype: 'int32' }), '1 integer, from 0 to 9'],
    [new MultiBinary(1), '1 number, 0 or 1'],
    [new MultiDiscrete([3]), '1 integer, from 0 to 2'],
  ])('of one number speak of one: %#', (space, text) => expect(space.text).toBe(text))

  it('keep their bounds', () => {
    const box = new Box({ low: [0, -1], high: [1, Number.POSITIVE_INFINITY] })
    expect(box.contains([0.5, 1e30])).toBe(true)
    expect(box.contains([1.1, 0])).toBe(false)
    expect(box.contains([0.5])).toBe(false)
    expect(new Box({ low: 0, high: 255, shape: [2], dtype: 'uint8' }).contains([1.5, 0])).toBe(false)
    expect(new Discrete(3, { start: -1 }).contains(2)).toBe(false)
    expect(new Discrete(3).contains(1.5)).toBe(false)
    expect(new MultiBinary(2).contains([0, 2])).toBe(false)
    expect(new MultiDiscrete([2, 3]).contains([1, 3])).toBe(false)
    expect(safeParse(box.schema, [0.5, 1e30]).success).toBe(true)
    expect(safeParse(box.schema, [1.1, 0]).error?.message).toMatch(/2 numbers, from 0 to 1; -1 to inf/)
  })

  it('refuse definitions that make no sense', () => {
    expect(() => new Box({ low: [0, 1], high: [1, 0] })).toThrow('but number 1 goes from 1 to 0')
    expect(() => new Box({ low: Number.NaN, high: 0, shape: [1] })).toThrow('goes from NaN to 0')
    expect(() => new Box({ low: Infinity, high: Infinity, shape: [1] })).toThrow(/at most the high one/)
    expect(() => new Box({ low: 0, high: 256, shape: [1], dtype: 'uint8' })).toThrow(
      'A Box of uint8 holds 0 to 255, but number 0 goes from 0 to 256',
    )
    expect(() => new Box({ low: 0, high: 1 })).toThrow(/shape/)
    expect(() => new Box({ low: [0, 0], high: [1, 1], shape: [3] })).toThrow(/3 bounds/)
    expect(() => new Box({ low: 0, high: 1, shape: [1.5] })).toThrow(/shape/)
    expect(() => new Discrete(0)).toThrow(/positive/)
    expect(() => new MultiBinary([])).toThrow(/positive/)
    expect(() => new MultiDiscrete([2], { start: [0, 1] })).toThrow(/starts/)
    expect(() => spaceFromJson({ type: 'Graph' } as never)).toThrow(/Graph/)
  })

  it('flatten Dict by its sorted names and Tuple in order, a Discrete as its number', () => {
    const space = new Dict({
      z: new Discrete(5),
      a: new Tuple([new Box({ low: 0, high: 9, shape: [2, 1] }), new MultiBinary(2)]),
    })
    expect(space.size).toBe(5)
    expect(flattenObservation(space, { z: 4, a: [Float32Array.of(1, 2), [1, 0]] })).toEqual([1, 2, 1, 0, 4])
    expect(() => flattenObservation(space, { z: 4, a: [Float32Array.of(1), [1, 0]] })).toThrow(/numbers/)
  })

  it('draw every box within its bounds, whatever they are', () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(bound, bound), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (pairs, seed) => {
          const box = new Box({
            low: pairs.map(([a, b]) => Math.min(a, b)),
            high: pairs.map(([a, b]) => Math.max(a, b)),
          })
          box.seed(seed)
          expect(box.contains(box.sample())).toBe(true)
        },
      ),
    )
  })
})
