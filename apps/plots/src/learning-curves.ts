/** A point of a seed's learning curve. */
export interface LearningPoint {
  readonly environmentSteps: number
  /** Share of training episodes that succeeded, 0 to 1. */
  readonly successRate: number
}

const points = 60

/**
 * Learning curves of trainings over a common axis of environment steps, each the mean over its seeds.
 *
 * @param trainings for each training its seeds' curves
 */
export function learningCurves(trainings: readonly (readonly (readonly LearningPoint[])[])[]): {
  readonly x: readonly number[]
  readonly means: readonly (readonly (number | null)[])[]
} {
  const ends = trainings.map((seeds) => seeds.map((curve) => curve.at(-1)?.environmentSteps ?? 0))
  const longest = Math.max(0, ...ends.flat())
  const x = Array.from({ length: points + 1 }, (_, index) => (index * longest) / points)
  const means = trainings.map((seeds, training) => {
    const end = Math.max(0, ...(ends[training] ?? []))
    // A training that is behind has no value yet, not the last one for ever.
    return x.map((steps) => (steps > end ? null : mean(seeds.map((curve) => valueAt(curve, steps)))))
  })
  return { x, means }
}

/** The curve's last point at or before so many steps; before the first one, nothing has succeeded. */
function valueAt(curve: readonly LearningPoint[], environmentSteps: number): number {
  return curve.findLast((point) => point.environmentSteps <= environmentSteps)?.successRate ?? 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
