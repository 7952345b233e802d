import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Rng } from './rng.ts'

/** One seed of `fixtures/random.json`. */
interface Recorded {
  readonly seed: number | string
  // biome-ignore lint/suspicious/noExplicitAny: recorded JSON
  readonly [field: string]: any
}

const recorded: Recorded[] = JSON.parse(
  readFileSync(new URL('../../fixtures/random.json', import.meta.url), 'utf8'),
)
const times = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw)

describe.each(recorded)('a generator with seed $seed', ({ seed, ...numpy }) => {
  const fresh = (): Rng => new Rng(typeof seed === 'string' ? BigInt(seed) : seed)

  it('draws doubles as NumPy does', () => {
    const [random, uniform] = [fresh(), fresh()]
    expect(times(8, () => random.random())).toEqual(numpy.random)
    expect(times(8, () => uniform.uniform(-3.5, 2.25))).toEqual(numpy.uniform)
  })

  it('draws integers as NumPy does, also beyond 32 bits', () => {
    for (const [count, values] of Object.entries(numpy.integers)) {
      const rng = fresh()
      expect(times(12, () => rng.integers(Number(count)))).toEqual(values)
    }
    const wide = fresh()
    expect(times(6, () => wide.integers(-5, 2 ** 40 + 3))).toEqual(numpy.wide)
    expect(Array.from(fresh().bits(11))).toEqual(numpy.bits)
  })

  it('draws normal and exponential numbers as NumPy does, tails included', () => {
    const rng = fresh()
    const normals = times(20000, () => rng.normal())
    const exponentials = times(20000, () => rng.exponential())
    expect(normals.filter((_, index) => index % 200 === 0)).toEqual(numpy.normal)
    expect(exponentials.filter((_, index) => index % 200 === 0)).toEqual(numpy.exponential)
    const extremes = [Math.min(...normals), Math.max(...normals), Math.max(...exponentials)]
    for (const [index, value] of [...numpy.normal_extremes, numpy.exponential_max].entries())
      expect(extremes[index]).toBeCloseTo(value, 12)
    expect(rng.random()).toBe(numpy.after)
  })

  it('chooses as NumPy does, and keeps half a draw for the next 32 bits', () => {
    const rng = fresh()
    expect(times(8, () => rng.choice([10, 20, 30]))).toEqual(numpy.choice)
    expect(times(8, () => rng.choice([10, 20, 30], [0.2, 0.5, 0.3]))).toEqual(numpy.weighted)
    const mixed = fresh()
    const drawn = [
      mixed.integers(0, 5),
      mixed.random(),
      mixed.integers(0, 7),
      mixed.integers(0, 9),
      mixed.random(),
    ]
    expect(drawn).toEqual(numpy.mixed)
  })
})

describe('a generator', () => {
  it('refuses what is no seed, and empty ranges', () => {
    for (const seed of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -1n, '1' as never])
      expect(() => new Rng(seed)).toThrow(/seed is a non-negative integer/)
    expect(() => new Rng(0).integers(3, 3)).toThrow(/low below high/)
    expect(() => new Rng(0).integers(0)).toThrow(/low below high, not 0 and 0/)
    expect(() => new Rng(0).choice(['a', 'b'], [0, 0])).toThrow(/probabilities/)
    expect(() => new Rng(0).choice([])).toThrow(/at least one/)
  })

  it('takes a whole number of any size for what it is', () => {
    expect(new Rng(2 ** 70).random()).toBe(new Rng(2n ** 70n).random())
  })

  it('differs from the next one when it gets no seed', () => {
    expect(new Rng().random()).not.toBe(new Rng().random())
  })
})
