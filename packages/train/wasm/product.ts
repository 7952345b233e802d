/**
 * A tile of 4 rows and 8 columns: c = start + sum over k of a[row, k] b[k, column], one product after another in the
 * order of k, so that a number's bits depend on nothing but its row, its column and k.
 *
 * @param a its rows lie rowStep bytes apart, its columns kStep
 * @param b a panel: 8 numbers for each k
 * @param start 8 numbers, or 0 for zeros
 */
export function tile(
  count: i32,
  a: usize,
  rowStep: usize,
  kStep: usize,
  b: usize,
  start: usize,
  c: usize,
  cStep: usize,
): void {
  let c00 = start ? v128.load(start) : f32x4.splat(0)
  let c01 = start ? v128.load(start, 16) : f32x4.splat(0)
  let c10 = c00
  let c11 = c01
  let c20 = c00
  let c21 = c01
  let c30 = c00
  let c31 = c01
  let a0 = a
  let a1 = a0 + rowStep
  let a2 = a1 + rowStep
  let a3 = a2 + rowStep
  const end = b + ((<usize>count) << 5)
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a0)
    c00 = f32x4.add(c00, f32x4.mul(x, b0))
    c01 = f32x4.add(c01, f32x4.mul(x, b1))
    x = v128.load32_splat(a1)
    c10 = f32x4.add(c10, f32x4.mul(x, b0))
    c11 = f32x4.add(c11, f32x4.mul(x, b1))
    x = v128.load32_splat(a2)
    c20 = f32x4.add(c20, f32x4.mul(x, b0))
    c21 = f32x4.add(c21, f32x4.mul(x, b1))
    x = v128.load32_splat(a3)
    c30 = f32x4.add(c30, f32x4.mul(x, b0))
    c31 = f32x4.add(c31, f32x4.mul(x, b1))
    a0 += kStep
    a1 += kStep
    a2 += kStep
    a3 += kStep
    b += 32
  }
  v128.store(c, c00)
  v128.store(c, c01, 16)
  c += cStep
  v128.store(c, c10)
  v128.store(c, c11, 16)
  c += cStep
  v128.store(c, c20)
  v128.store(c, c21, 16)
  c += cStep
  v128.store(c, c30)
  v128.store(c, c31, 16)
}
