import { createLinePlot, learningCurves } from '@gencode/plots'
import type { Lines, PlotData, TrainingCurves } from '../plot-data.ts'

const isDark = matchMedia('(prefers-color-scheme: dark)')
const followTheme = () => {
  document.documentElement.dataset.theme = isDark.matches ? 'dark' : 'light'
}
isDark.addEventListener('change', followTheme)
followTheme()

const data = document.getElementById('plots')?.textContent ?? '[]'
for (const { id, lines, ...options } of JSON.parse(data) as PlotData[]) {
  const { x, series } = 'x' in lines ? lines : meanCurves(lines)
  const element = document.getElementById(id)
  if (element) createLinePlot(element, options).update(x, series)
}

function meanCurves(trainings: readonly TrainingCurves[]): Lines {
  const { x, means } = learningCurves(trainings.map(({ seeds }) => seeds))
  const series = trainings.map(({ label, isDashed }, index) => ({
    label,
    isDashed,
    values: means[index] ?? [],
  }))
  return { x, series }
}
