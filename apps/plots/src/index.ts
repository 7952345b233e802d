export { type LearningPoint, learningCurves } from './learning-curves.ts'
export { createLinePlot, type LinePlot, type LinePlotOptions, type LineSeries } from './line-plot.ts'
