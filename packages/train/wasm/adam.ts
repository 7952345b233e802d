/** The Euclidean norm of so many numbers, a multiple of 4. */
export function norm(numbers: usize, count: i32): f32 {
  let sum = f32x4.splat(0)
  const end = numbers + ((<usize>count) << 2)
  for (let at = numbers; at < end; at += 16) {
    const each = v128.load(at)
    sum = f32x4.add(sum, f32x4.mul(each, each))
  }
  return sqrt<f32>(
    f32x4.extract_lane(sum, 0) +
      f32x4.extract_lane(sum, 1) +
      f32x4.extract_lane(sum, 2) +
      f32x4.extract_lane(sum, 3),
  )
}

/**
 * One step of Adam (Kingma and Ba 2015; decays 0.9 and 0.999) along `scale` times the gradient.
 *
 * @param count a multiple of 4
 * @param correction1 1 - 0.9 to the number of this step, from 1
 * @param correction2 1 - 0.999 to it
 */
export function adam(
  count: i32,
  parameters: usize,
  gradients: usize,
  first: usize,
  second: usize,
  scale: f32,
  rate: f64,
  correction1: f64,
  correction2: f64,
  epsilon: f64,
): void {
  const step = f32x4.splat(<f32>(rate / correction1))
  const root = f32x4.splat(<f32>(1 / sqrt<f64>(correction2)))
  const least = f32x4.splat(<f32>epsilon)
  const scales = f32x4.splat(scale)
  const end = (<usize>count) << 2
  for (let at: usize = 0; at < end; at += 16) {
    const g = f32x4.mul(v128.load(gradients + at), scales)
    const m = f32x4.add(f32x4.mul(v128.load(first + at), f32x4.splat(0.9)), f32x4.mul(g, f32x4.splat(0.1)))
    const v = f32x4.add(
      f32x4.mul(v128.load(second + at), f32x4.splat(0.999)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(0.001)),
    )
    // What is nearly nothing is nothing: a processor is slow with numbers too small for a full mantissa.
    v128.store(first + at, v128.and(m, f32x4.gt(f32x4.abs(m), f32x4.splat(1e-30))))
    v128.store(second + at, v128.and(v, f32x4.gt(v, f32x4.splat(1e-30))))
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(v), root), least)
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.div(f32x4.mul(step, m), spread)))
  }
}
