const { fround } = Math

/** A float's tanh with the kernel's bits: the operations of `wasm/tanh.ts`, each rounded to a float. */
export function tanh(sum: number): number {
  const x = Math.max(-greatest, Math.min(greatest, fround(sum)))
  const y = fround(x * x)
  let p = p4
  p = fround(fround(p * y) + p3)
  p = fround(fround(p * y) + p2)
  p = fround(fround(p * y) + p1)
  p = fround(fround(p * y) + p0)
  let q = q4
  q = fround(fround(q * y) + q3)
  q = fround(fround(q * y) + q2)
  q = fround(fround(q * y) + q1)
  q = fround(fround(q * y) + 1)
  const value = fround(fround(p * x) / q)
  return Math.max(-1, Math.min(1, value))
}

const greatest = fround(9.02)
const p4 = fround(1.331902675166372e-8)
const p3 = fround(2.058344763530045e-5)
const p2 = fround(0.003494032498807168)
const p1 = fround(0.13379716209614284)
const p0 = fround(0.999999979020933)
const q4 = fround(7.762000607588792e-7)
const q3 = fround(0.000328308947509182)
const q2 = fround(0.025871065366950267)
const q1 = fround(0.4671303145147388)
