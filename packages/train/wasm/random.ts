import { log } from './exp-log'

/** PCG XSH RR 64/32 (O'Neill 2014) over a state of 16 bytes: the state, then an odd increment. */
function draw(state: usize): u32 {
  const old = load<u64>(state)
  // biome-ignore lint/correctness/noPrecisionLoss: an integer of 64 bits
  store<u64>(state, old * 6364136223846793005 + load<u64>(state, 8))
  return rotr<u32>(<u32>(((old >> 18) ^ old) >> 27), <u32>(old >> 59))
}

/** A double in [0, 1) with 32 random bits. */
export function uniform(state: usize): f64 {
  return <f64>draw(state) * 2.3283064365386963e-10
}

/** A standard normal double: Marsaglia's polar method. */
export function normal(state: usize): f64 {
  let u: f64
  let s: f64
  do {
    u = 2 * uniform(state) - 1
    const v = 2 * uniform(state) - 1
    s = u * u + v * v
  } while (s >= 1 || s === 0)
  return u * sqrt((-2 * log(s)) / s)
}

/** Writes 0 to count - 1 in a random order (32-bit integers). */
export function shuffle(state: usize, indices: usize, count: i32): void {
  for (let index = 0; index < count; index++) {
    const other = <i32>((<u64>draw(state) * <u64>(index + 1)) >> 32)
    store<i32>(indices + ((<usize>index) << 2), load<i32>(indices + ((<usize>other) << 2)))
    store<i32>(indices + ((<usize>other) << 2), index)
  }
}
