/** Blocks before a place, the nearest first, then those behind it. */
export function nearest(at: number, count: number): number[] {
  const order: number[] = []
  for (let index = at - 1; index >= 0; index--) order.push(index)
  for (let index = at + 1; index < count; index++) order.push(index)
  return order
}
