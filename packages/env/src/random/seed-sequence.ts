import { GencodeError } from '@gencode/contract/errors'

const poolSize = 4
const initA = 0x43b0d7e5
const multA = 0x931e8875
const initB = 0x8b51f9dd
const multB = 0x58f38ded
const mixLeft = 0xca01f9dd
const mixRight = 0x4973f715

/** The words of a non-negative integer, 32 bits each, lowest first; zero has one. */
function seedWords(seed: number | bigint): number[] {
  const isSeed = typeof seed === 'bigint' ? seed >= 0n : Number.isInteger(seed) && seed >= 0
  if (!isSeed)
    throw new GencodeError(`A seed is a non-negative integer, a number or a bigint, not ${String(seed)}`)
  const words: number[] = []
  let rest = BigInt(seed)
  do {
    words.push(Number(rest & 0xffffffffn))
    rest >>= 32n
  } while (rest > 0n)
  return words
}

/**
 * NumPy's `SeedSequence` without spawn keys: spreads a seed of any size over as many words as are asked for.
 *
 * @param seed a non-negative integer
 * @param count how many 32-bit words
 * @throws GencodeError for any other seed
 * @see https://github.com/numpy/numpy/blob/main/numpy/random/bit_generator.pyx
 */
export function seedSequence(seed: number | bigint, count: number): Uint32Array {
  const entropy = seedWords(seed)
  let hashConstant = initA
  const hash = (value: number): number => {
    const mixed = value ^ hashConstant
    hashConstant = Math.imul(hashConstant, multA) >>> 0
    const product = Math.imul(mixed, hashConstant) >>> 0
    return (product ^ (product >>> 16)) >>> 0
  }
  const mix = (left: number, right: number): number => {
    const result = (Math.imul(mixLeft, left) - Math.imul(mixRight, right)) >>> 0
    return (result ^ (result >>> 16)) >>> 0
  }
  const pool = Array.from({ length: poolSize }, (_, index) => hash(entropy[index] ?? 0))
  for (let source = 0; source < poolSize; source++)
    for (let target = 0; target < poolSize; target++)
      if (source !== target) pool[target] = mix(pool[target] as number, hash(pool[source] as number))
  for (const word of entropy.slice(poolSize))
    for (let target = 0; target < poolSize; target++) pool[target] = mix(pool[target] as number, hash(word))

  const state = new Uint32Array(count)
  let constant = initB
  for (let index = 0; index < count; index++) {
    const mixed = (pool[index % poolSize] as number) ^ constant
    constant = Math.imul(constant, multB) >>> 0
    const product = Math.imul(mixed, constant) >>> 0
    state[index] = product ^ (product >>> 16)
  }
  return state
}
