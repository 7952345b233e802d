import type { Comparison } from './comparison.ts'

const columns = ['environmentSteps', 'meanReturn', 'bestReturn', 'successRate'] as const

/** Learning curves as CSV (RFC 4180): one line for each update of each seed of each reward. */
export function curvesAsCsv(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap(({ reward, seeds }) =>
    seeds.flatMap(({ seed, curve }) =>
      curve.map((point) => [quoted(reward), seed, point.update, ...columns.map((name) => point[name])]),
    ),
  )
  return [['reward', 'seed', 'update', ...columns], ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
