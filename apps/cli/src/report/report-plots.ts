import { type Comparison, isDesigned } from '../comparison.ts'
import type { RandomEpisode } from '../episodes.ts'
import type { PlotData } from './plot-data.ts'

const shownEpisodes = 6

/** The rewards along the first episodes, step by step. */
export function rewardPlot(episodes: readonly RandomEpisode[]): PlotData {
  const shown = episodes.slice(0, shownEpisodes)
  return {
    id: 'rewards',
    title: 'Reward of each step, random actions',
    xLabel: 'step',
    lines: {
      x: steps(Math.max(...shown.map((episode) => episode.steps))),
      series: shown.map(({ rewards }, index) => ({ label: `episode ${index + 1}`, values: rewards })),
    },
  }
}

/** The named terms of the reward along the first episode. */
export function componentPlot({ steps: count, components = {} }: RandomEpisode): PlotData {
  const series = Object.entries(components).map(([label, values]) => ({ label, values }))
  return {
    id: 'components',
    title: 'Its terms in episode 1',
    xLabel: 'step',
    lines: { x: steps(count), series },
  }
}

/** Learning curves: the share of training episodes that succeeded, the mean over the seeds. */
export function trainingPlot(training: readonly Comparison[]): PlotData {
  return {
    id: 'training',
    title: 'Share of training episodes that succeed, mean over seeds',
    xLabel: 'environment steps of each seed',
    range: [0, 1],
    lines: training.map(({ reward, seeds }) => ({
      label: reward,
      isDashed: !isDesigned(reward),
      seeds: seeds.map(({ curve }) =>
        curve.map(({ environmentSteps, successRate }) => ({ environmentSteps, successRate })),
      ),
    })),
  }
}

function steps(count: number): number[] {
  return Array.from({ length: count }, (_, step) => step + 1)
}
