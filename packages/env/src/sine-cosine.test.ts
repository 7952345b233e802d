import { describe, expect, it } from 'vitest'
import { cos, sin } from './sine-cosine.ts'

/** Angles of every size, from a generator whose integers are exact everywhere. */
function angles(): number[] {
  let state = 777
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
  return [0.5, 1, 4, 100, 1e4, 1.5e6].flatMap((range) => Array.from({ length: 20_000 }, () => next() * range))
}

describe('sin and cos', () => {
  it('are within two units in the last place of the engine’s own', () => {
    let worst = 0
    const compare = (ours: number, theirs: number): void => {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(theirs))) - 52)
      worst = Math.max(worst, Math.abs(ours - theirs) / unit)
    }
    for (const x of angles()) {
      compare(sin(x), Math.sin(x))
      compare(cos(x), Math.cos(x))
    }
    expect(worst).toBeLessThanOrEqual(2)
  })

  it('give the same bits in every engine', () => {
    const bytes = new DataView(new ArrayBuffer(8))
    let hash = 0x811c9dc5
    for (const x of angles())
      for (const value of [sin(x), cos(x)]) {
        bytes.setFloat64(0, value)
        hash = Math.imul(hash ^ bytes.getUint32(0), 16777619)
        hash = Math.imul(hash ^ bytes.getUint32(4), 16777619)
      }
    expect(hash >>> 0).toBe(300_826_174)
  })

  it('are not a number where the angle is not finite', () => {
    expect([sin(Number.POSITIVE_INFINITY), cos(Number.NaN)]).toEqual([Number.NaN, Number.NaN])
  })
})
