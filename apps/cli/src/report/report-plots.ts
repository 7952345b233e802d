import type { Comparison } from '../comparison.ts'
import type { PlayedEpisode } from '../episodes.ts'
import type { PlotData } from './plot-data.ts'

const shownEpisodes = 6
const curvePoints = 60

/** The rewards along the first episodes, step by step. */
export function rewardPlot(episodes: readonly PlayedEpisode[]): PlotData {
  const shown = episodes.slice(0, shownEpisodes)
  return {
    id: 'rewards',
    title: 'Reward of each step, random actions',
    xLabel: 'step',
    x: steps(Math.max(...shown.map((episode) => episode.steps))),
    series: shown.map(({ rewards }, index) => ({ label: `episode ${index + 1}`, values: rewards })),
  }
}

/** The named terms of the reward along the first episode. */
export function componentPlot({ steps: count, components = {} }: PlayedEpisode): PlotData {
  const series = Object.entries(components).map(([label, values]) => ({ label, values }))
  return { id: 'components', title: 'Its terms in episode 1', xLabel: 'step', x: steps(count), series }
}

/** Learning curves: the share of training episodes that succeeded, the mean over the seeds. */
export function trainingPlot(training: readonly Comparison[]): PlotData {
  const longest = Math.max(...training.flatMap(({ seeds }) => seeds.map((seed) => seed.environmentSteps)))
  const x = Array.from({ length: curvePoints + 1 }, (_, index) => (index * longest) / curvePoints)
  return {
    id: 'training',
    title: 'Share of training episodes that succeed, mean over seeds',
    xLabel: 'environment steps of each seed',
    range: [0, 1],
    x,
    series: training.map(({ reward, seeds }) => ({
      label: reward,
      isDashed: !reward.startsWith('designed'),
      values: x.map((steps) => mean(seeds.map(({ curve }) => valueAt(curve, steps)))),
    })),
  }
}

function steps(count: number): number[] {
  return Array.from({ length: count }, (_, step) => step + 1)
}

/** The curve's last point at or before so many steps; before the first one, nothing has succeeded. */
function valueAt(curve: Comparison['seeds'][number]['curve'], environmentSteps: number): number {
  return curve.findLast((point) => point.environmentSteps <= environmentSteps)?.successRate ?? 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
