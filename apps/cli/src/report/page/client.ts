import { createLinePlot } from '@gencode/plots'
import type { PlotData } from '../plot-data.ts'

const isDark = matchMedia('(prefers-color-scheme: dark)')
const followTheme = () => {
  document.documentElement.dataset.theme = isDark.matches ? 'dark' : 'light'
}
isDark.addEventListener('change', followTheme)
followTheme()

const data = document.getElementById('plots')?.textContent ?? '[]'
for (const { id, x, series, ...options } of JSON.parse(data) as PlotData[]) {
  const element = document.getElementById(id)
  if (element) createLinePlot(element, options).update(x, series)
}
