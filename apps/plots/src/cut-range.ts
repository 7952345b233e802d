/** A value is far off where it lies so many times the spread of the others beyond them. */
const far = 4
const margin = 0.1

/**
 * The y range in which most values can be read: one that lies far beyond the others, such as what the end of an episode pays, is cut off.
 *
 * @param lines the values of each line; null leaves a gap
 * @param low the least of all values, as the plot has found it
 * @param high the greatest
 */
export function cutRange(
  lines: readonly (readonly (number | null)[])[],
  low: number,
  high: number,
): [number, number] {
  const values = lines
    .flatMap((line) => line.filter((value) => value !== null))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0
  const [bottom, top] = [at(0.03), at(0.97)]
  const spread = Math.max(top - bottom, Math.abs(top), Math.abs(bottom)) * far
  if (values.length === 0) return [0, 1]
  const from = low < bottom - spread ? bottom : low
  const to = high > top + spread ? top : high
  const room = (to - from || Math.abs(to) || 1) * margin
  return [from - room, to + room]
}
