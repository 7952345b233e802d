import uPlot from 'uplot'
import { plotColor, seriesColor } from './colors.ts'
import { cutRange } from './cut-range.ts'

/** One line of a plot. */
export interface LineSeries {
  readonly label: string
  /** One value per x; null leaves a gap. */
  readonly values: readonly (number | null)[]
  /** Drawn dashed: a control, something to compare with. */
  readonly isDashed?: boolean
}

/** What a line plot shows. */
export interface LinePlotOptions {
  readonly title: string
  readonly xLabel: string
  /** In pixels. @default 220 */
  readonly height?: number
  /** The y range; @default that of the values */
  readonly range?: readonly [low: number, high: number]
  /** Cuts off what stands far from the rest, which would flatten it. @default false */
  readonly isCut?: boolean
}

/** A plot in a page. */
export interface LinePlot {
  /** Draws other values; with other labels the plot is made anew. */
  update(x: readonly number[], series: readonly LineSeries[]): void
  destroy(): void
}

const fallbackWidth = 600

/**
 * Draws lines over a common x in an element; follows its width, and light and dark.
 *
 * @throws RangeError for a height or a range that is none
 */
export function createLinePlot(element: HTMLElement, options: LinePlotOptions): LinePlot {
  let plot: uPlot | undefined
  let shown: { x: readonly number[]; series: readonly LineSeries[] } = { x: [], series: [] }
  const { height = 220, range } = options
  if (!(Number.isFinite(height) && height > 0))
    throw new RangeError(`height is a number of pixels above 0, not ${height}`)
  if (range && !(Number.isFinite(range[0]) && Number.isFinite(range[1]) && range[0] < range[1]))
    throw new RangeError(`range is two numbers, rising, not ${range.join(', ')}`)
  const width = () => element.clientWidth || fallbackWidth

  const make = () => {
    plot?.destroy()
    const axis = {
      stroke: plotColor('text', element),
      grid: { stroke: plotColor('grid', element), width: 1 },
      ticks: { stroke: plotColor('grid', element), width: 1 },
    }
    plot = new uPlot(
      {
        title: options.title,
        width: width(),
        height,
        scales: { x: { time: false }, y: scaleOf(options, () => shown.series) },
        axes: [
          { ...axis, label: options.xLabel, labelSize: 20 },
          { ...axis, size: 56 },
        ],
        series: [
          { label: options.xLabel },
          ...shown.series.map(({ label, isDashed }, index) => ({
            label,
            stroke: seriesColor(index, element),
            width: 2,
            points: { show: false },
            ...(isDashed ? { dash: [6, 5] } : {}),
          })),
        ],
      },
      toData(shown),
      element,
    )
  }

  const resize = new ResizeObserver(() => plot?.setSize({ width: width(), height }))
  resize.observe(element)
  const theme = new MutationObserver(make)
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  element.classList.add('plot')

  return {
    update(x, series) {
      const isSame = plot && labelsOf(series) === labelsOf(shown.series)
      shown = { x, series }
      if (isSame) plot?.setData(toData(shown))
      else make()
    },
    destroy() {
      resize.disconnect()
      theme.disconnect()
      plot?.destroy()
    },
  }
}

function scaleOf(
  { range, isCut }: LinePlotOptions,
  series: () => readonly LineSeries[],
): Partial<uPlot.Scale> {
  if (range) return { range: [...range] }
  if (!isCut) return {}
  return {
    range: (_plot, low, high) =>
      cutRange(
        series().map(({ values }) => values),
        low,
        high,
      ),
  }
}

function labelsOf(series: readonly LineSeries[]): string {
  return JSON.stringify(series.map(({ label, isDashed }) => [label, isDashed]))
}

function toData({ x, series }: { x: readonly number[]; series: readonly LineSeries[] }): uPlot.AlignedData {
  return [[...x], ...series.map(({ values }) => [...values])] as uPlot.AlignedData
}
