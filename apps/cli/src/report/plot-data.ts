import type { LearningPoint, LineSeries } from '@gencode/plots'

/** A plot as the report's data names it. */
export interface PlotData {
  /** The id of the element that it is drawn in. */
  readonly id: string
  readonly title: string
  readonly xLabel: string
  readonly range?: readonly [number, number]
  readonly lines: Lines | readonly TrainingCurves[]
}

/** Lines over a common x. */
export interface Lines {
  readonly x: readonly number[]
  readonly series: readonly LineSeries[]
}

/** The learning curves of one training, for each seed one; the page draws their mean. */
export interface TrainingCurves {
  readonly label: string
  readonly isDashed: boolean
  readonly seeds: readonly (readonly LearningPoint[])[]
}
