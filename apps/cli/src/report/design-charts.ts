import type { Candidate, DesignResult, Measured, Training } from '@gencode/design'
import { type Html, html } from './html.ts'

const [width, height, margin] = [640, 220, 34]
const x = (share: number): number => margin + share * (width - 2 * margin)
const y = (rate: number): number => height - margin - rate * (height - 2 * margin)

function axes(label: string): Html {
  return html`<line x1="${margin}" y1="${y(0)}" x2="${width - margin}" y2="${y(0)}" class="axis"/>
<line x1="${margin}" y1="${y(0)}" x2="${margin}" y2="${y(1)}" class="axis"/>
<text x="4" y="${y(1) + 4}">1</text><text x="4" y="${y(0) + 4}">0</text>
<text x="${width / 2}" y="${height - 6}" text-anchor="middle">${label}</text>`
}

/** Success of the winner and its controls, with intervals. */
export function comparisonChart({ final, controls }: DesignResult): Html {
  const bars: [string, Measured][] = [
    ...(final ? [['the best reward', final] as [string, Measured]] : []),
    ...Object.entries(controls as Record<string, Measured>),
  ]
  return html`<svg viewBox="0 0 ${width} ${30 * bars.length + 10}" role="img" aria-label="Success with intervals" class="chart">
${bars.map(([name, { successRate, interval }], row) => {
  const top = 30 * row + 6
  const at = (rate: number) => 170 + rate * (width - 260)
  return html`<text x="0" y="${top + 14}">${name}</text>
<rect x="${at(0)}" y="${top}" width="${at(successRate) - at(0)}" height="18" class="bar"/>
<line x1="${at(interval[0])}" x2="${at(interval[1])}" y1="${top + 9}" y2="${top + 9}" class="whisker"/>
<text x="${width - 80}" y="${top + 14}">${successRate.toFixed(2)}</text>`
})}
</svg>`
}

/** The best so far after each round, with its interval, against the control. */
export function roundsChart({ rounds, controls }: DesignResult): Html {
  const at = (index: number): number => x(rounds.length === 1 ? 0.5 : index / (rounds.length - 1))
  const known = rounds.flatMap((round, index) => (round.successRate === null ? [] : [{ ...round, index }]))
  const path = known.map(({ index, successRate }) => `${at(index)},${y(successRate ?? 0)}`).join(' ')
  const control = controls.environment
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Success by round" class="chart">
${axes('round')}
${control && html`<line x1="${margin}" x2="${width - margin}" y1="${y(control.successRate)}" y2="${y(control.successRate)}" class="control"/>`}
${known.map(
  ({ index, interval }) =>
    interval !== null &&
    html`<line x1="${at(index)}" x2="${at(index)}" y1="${y(interval[0])}" y2="${y(interval[1])}" class="whisker"/>`,
)}
<polyline points="${path}" class="line"/>
${known.map(({ index, successRate }) => html`<circle cx="${at(index)}" cy="${y(successRate ?? 0)}" r="4" class="dot"/>`)}
</svg>`
}

/** Who was made from whom: a column a round, brighter where success is greater. */
export function lineageChart({ candidates, rounds }: DesignResult): Html {
  const place = new Map<number, readonly [number, number]>()
  const rows = Math.max(1, ...rounds.map((round) => round.candidates.length))
  for (const [column, round] of rounds.entries())
    for (const [row, index] of round.candidates.entries())
      place.set(index, [60 + (column * (width - 120)) / Math.max(1, rounds.length - 1), 24 + row * 34])
  const shown = candidates.filter(({ index }) => place.has(index))
  return html`<svg viewBox="0 0 ${width} ${rows * 34 + 20}" role="img" aria-label="Lineage" class="chart">
${shown.flatMap(({ index, lineage }) =>
  lineage.parents.flatMap((parent) => {
    const [from, to] = [place.get(parent), place.get(index)]
    return from && to
      ? [html`<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" class="parent"/>`]
      : []
  }),
)}
${shown.map((candidate) => node(candidate, place.get(candidate.index) as readonly [number, number]))}
</svg>`
}

function node({ index, successRate, status }: Candidate, [cx, cy]: readonly [number, number]): Html {
  const fill = status === 'trained' ? `hsl(${Math.round(120 * (successRate ?? 0))} 60% 45%)` : '#999'
  return html`<a href="#c${index}"><circle cx="${cx}" cy="${cy}" r="13" fill="${fill}"/><text x="${cx}" y="${cy + 4}" text-anchor="middle" fill="#fff">${index + 1}</text></a>`
}

/** Success in training, a line for each seed. */
export function curvesChart(trainings: readonly Training[]): Html {
  const most = Math.max(
    1,
    ...trainings.flatMap(({ curve }) => curve.map(({ environmentSteps }) => environmentSteps)),
  )
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Learning curves" class="chart">
${axes(`environment steps, up to ${most}`)}
${trainings.map(
  ({ curve }) =>
    html`<polyline points="${curve.map((point) => `${x(point.environmentSteps / most)},${y(point.successRate)}`).join(' ')}" class="line"/>`,
)}
</svg>`
}
