const mask = (1n << 64n) - 1n

/** Sixty-four bits that are never zero, from a seed (splitmix64 over the seed's float64, so that near seeds lie far apart). */
export function seededState(seed: number): bigint {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, seed)
  let state = (bits.getBigUint64(0) + 0x9e3779b97f4a7c15n) & mask
  state = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
  state = ((state ^ (state >> 27n)) * 0x94d049bb133111ebn) & mask
  state ^= state >> 31n
  return state === 0n ? 1n : state
}

/** Sixty-four bits that are never zero, from the machine's own randomness. */
export function freshState(): bigint {
  const [state = 0n] = crypto.getRandomValues(new BigUint64Array(1))
  return state === 0n ? 1n : state
}
