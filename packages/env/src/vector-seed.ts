/** The seed of one environment of a vector: s, s + 1, ...; what is no seed is left for the generator to refuse. */
export function seedOf(seed: number | bigint | null | undefined, index: number): number | bigint | undefined {
  if (seed === undefined || seed === null) return undefined
  return typeof seed === 'bigint' || Number.isInteger(seed) ? BigInt(seed) + BigInt(index) : seed
}
