let top: usize = __heap_base

/** So many zeroed bytes, at a multiple of 16; they are never given back. */
export function alloc(bytes: usize): usize {
  const at = (top + 15) & ~15
  top = at + bytes
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
  return at
}
