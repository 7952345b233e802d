/**
 * tanh of each lane: x P(x²) / Q(x²), fitted over -9.02 to 9.02 (beyond them a float's tanh is 1) to 2e-8 of the
 * value; with a float's own rounding within 4e-7. src/policy/tanh.ts has the same operations, for the same bits.
 */
export function tanh(x: v128): v128 {
  x = f32x4.pmax(f32x4.splat(-9.02), f32x4.pmin(f32x4.splat(9.02), x))
  const y = f32x4.mul(x, x)
  let p = f32x4.splat(1.331902675166372e-8)
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(2.058344763530045e-5))
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(0.003494032498807168))
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(0.13379716209614284))
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(0.999999979020933))
  let q = f32x4.splat(7.762000607588792e-7)
  q = f32x4.add(f32x4.mul(q, y), f32x4.splat(0.000328308947509182))
  q = f32x4.add(f32x4.mul(q, y), f32x4.splat(0.025871065366950267))
  q = f32x4.add(f32x4.mul(q, y), f32x4.splat(0.4671303145147388))
  q = f32x4.add(f32x4.mul(q, y), f32x4.splat(1))
  const value = f32x4.div(f32x4.mul(p, x), q)
  return f32x4.pmax(f32x4.splat(-1), f32x4.pmin(f32x4.splat(1), value))
}
