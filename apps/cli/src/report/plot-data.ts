import type { LineSeries } from '@gencode/plots'

/** A plot as the report's data names it. */
export interface PlotData {
  /** The id of the element that it is drawn in. */
  readonly id: string
  readonly title: string
  readonly xLabel: string
  readonly x: readonly number[]
  readonly series: readonly LineSeries[]
  readonly range?: readonly [number, number]
}
