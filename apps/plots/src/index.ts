export { seriesColor } from './colors.ts'
export { createLinePlot, type LinePlot, type LinePlotOptions, type LineSeries } from './line-plot.ts'
