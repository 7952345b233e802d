/** The angle within [-pi, pi), by Python's remainder. */
export function wrapAngle(angle: number): number {
  const turned = angle + Math.PI
  // What `%` gives, too, but it takes as long as the rest of a pendulum's step.
  if (turned >= 0 && turned < 2 * Math.PI) return turned - Math.PI
  if (turned >= 2 * Math.PI && turned < 4 * Math.PI) return turned - 2 * Math.PI - Math.PI
  const remainder = turned % (2 * Math.PI)
  return (remainder < 0 ? remainder + 2 * Math.PI : remainder) - Math.PI
}
