// The loop against as many samples without feedback, with the baseline as the model:
//   node bench/loop.mjs [--tasks CartPole-v1,Acrobot-v1] [--repeats 5] [--from 100] [--minutes 60] [--rounds 4] [--population 5]
// Every run is kept in .cache/design-bench, so that it goes on where it was stopped. Build first.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openRun } from '@gencode/core/node'
import { design } from '@gencode/design'
import { task } from '@gencode/env'
import { BaselineModel } from '@gencode/llm/baseline'
import { createTrainingWorkers, crossEntropy, dqn, ppo } from '@gencode/train'

/**
 * How each candidate is trained, fixed before the runs: with so few environment steps that the reward decides, and that the best of
 * as many samples reaches about one half. The trainer of each task is the one with which trainings with one reward are most alike.
 */
const trainings = {
  'CartPole-v1': { trainer: ppo(), budget: 12_000 },
  'MountainCar-v0': { trainer: crossEntropy(), budget: 4000 },
  'Acrobot-v1': { trainer: dqn(), budget: 8000 },
  'Pendulum-v1': { budget: 45_000 },
  'LunarLander-v3': { budget: 50_000 },
}

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: Object.keys(trainings).join(',') },
    repeats: { type: 'string', default: '5' },
    from: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '4' },
    population: { type: 'string', default: '5' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const folder = fileURLToPath(new URL('../../../.cache/design-bench/', import.meta.url))
mkdirSync(folder, { recursive: true })
const until = performance.now() + 60_000 * Number(values.minutes)
const [rounds, population] = [Number(values.rounds), Number(values.population)]
const workers = createTrainingWorkers({ size: Number(values.workers) })

/** @param {{ successRate: number, interval: readonly [number, number] } | undefined} measured */
const shown = (measured) =>
  measured
    ? `${measured.successRate.toFixed(2)} [${measured.interval.map((each) => each.toFixed(2)).join(', ')}]`
    : '-'

/** The chance of at least so many wins among so many fair ones. @param {number} wins @param {number} of */
function signTest(wins, of) {
  let chance = 0
  let choose = 1
  for (let k = 0; k <= of; k++) {
    if (k >= wins) chance += choose / 2 ** of
    choose = (choose * (of - k)) / (k + 1)
  }
  return chance
}

const all = { wins: 0, losses: 0 }
for (const id of values.tasks.split(',')) {
  const one = task(id)
  const training = trainings[/** @type {keyof typeof trainings} */ (id)]
  const { budget } = training
  console.log(`\n${id}: ${budget} environment steps a training, ${rounds} rounds of ${population}`)
  const tally = { wins: 0, losses: 0, ties: 0 }
  for (let repeat = 0; repeat < Number(values.repeats) && performance.now() < until; repeat++) {
    const seed = Number(values.from) + repeat
    const began = performance.now()
    const run = openRun(join(folder, `${id}-${budget}-${rounds}x${population}-${seed}.jsonl`))
    try {
      const { final, controls, candidates, steps } = await design(
        one,
        new BaselineModel({ contract: one.contract, seed }),
        {
          rounds,
          population,
          goal: 1,
          finalSeeds: 10,
          seed,
          train: { ...training, episodes: 30, seeds: 3 },
          controls: { samples: true },
          workers,
          run,
        },
      )
      const difference = (final?.successRate ?? 0) - (controls.samples?.successRate ?? 0)
      tally[difference > 0 ? 'wins' : difference < 0 ? 'losses' : 'ties']++
      const minutes = ((performance.now() - began) / 60_000).toFixed(1)
      console.log(
        `  seed ${seed}: loop ${shown(final)}, samples ${shown(controls.samples)}, environment ${shown(controls.environment)}, constant ${shown(controls.constant)}; ${candidates.length} candidates, ${steps} steps, ${minutes} min`,
      )
    } finally {
      run.close()
    }
  }
  all.wins += tally.wins
  all.losses += tally.losses
  console.log(
    `  the loop is ahead in ${tally.wins}, behind in ${tally.losses}, even in ${tally.ties} (sign test p = ${signTest(tally.wins, tally.wins + tally.losses).toFixed(3)})`,
  )
}
console.log(
  `\nIn all ${all.wins} to ${all.losses}, p = ${signTest(all.wins, all.wins + all.losses).toFixed(4)}`,
)
workers.close()
