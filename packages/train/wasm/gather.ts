/** Copies rows of `width` bytes, a multiple of 4, in the order of 32-bit indices. */
export function gather(count: i32, width: i32, from: usize, indices: usize, to: usize): void {
  if (width === 4) {
    for (let row = 0; row < count; row++) {
      const at = (<usize>row) << 2
      store<f32>(to + at, load<f32>(from + ((<usize>load<i32>(indices + at)) << 2)))
    }
    return
  }
  for (let row = 0; row < count; row++) {
    const source = from + <usize>load<i32>(indices + ((<usize>row) << 2)) * <usize>width
    memory.copy(to + <usize>row * <usize>width, source, width)
  }
}
