// A mutator that reads the reflection against the same one that does not: the baseline, shown all that training found, and the
// baseline, shown the parents alone. Equal rounds, populations, trainings and seeds; the winner is trained again on fresh seeds.
//   node bench/ablation.mjs [--task MountainCar-v0] [--steps 4000] [--from 100] [--repeats 20] [--workers 2]
// Every run is kept in .cache/design-ablation, so that it goes on where it was stopped. Build first.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openRun } from '@gencode/core/node'
import { design } from '@gencode/design'
import { task } from '@gencode/env'
import { BaselineModel } from '@gencode/llm/baseline'
import { createTrainingWorkers, crossEntropy } from '@gencode/train'

const { values } = parseArgs({
  options: {
    task: { type: 'string', default: 'MountainCar-v0' },
    steps: { type: 'string', default: '4000' },
    from: { type: 'string', default: '100' },
    repeats: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '4' },
    population: { type: 'string', default: '5' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const [budget, rounds, population] = [Number(values.steps), Number(values.rounds), Number(values.population)]
const folder = fileURLToPath(new URL('../../../.cache/design-ablation/', import.meta.url))
mkdirSync(folder, { recursive: true })
const one = task(values.task)
const workers = createTrainingWorkers({ size: Number(values.workers) })

/** The same model, whose requests lose what was found. @param {BaselineModel} model */
const blind = (model) => ({
  id: model.id,
  generate: (messages, options) =>
    model.generate(
      messages.map((each) => ({
        ...each,
        content: each.content.replace(/^Findings:\n(?:- .*(?:\n|$))*/gm, ''),
      })),
      options,
    ),
})

/** @param {number} seed @param {'reads' | 'blind'} how */
async function winnerOf(seed, how) {
  const baseline = new BaselineModel({ contract: one.contract, seed })
  const run = openRun(join(folder, `${one.id}-${budget}-${rounds}x${population}-${how}-${seed}.jsonl`))
  try {
    const { final } = await design(one, how === 'reads' ? baseline : blind(baseline), {
      ...{ rounds, population, goal: 1, finalSeeds: 10, seed, workers, run },
      train: { trainer: crossEntropy(), budget, episodes: 30, seeds: 3 },
      controls: { environment: false, constant: false },
    })
    return final?.successRate ?? 0
  } finally {
    run.close()
  }
}

const differences = []
const rates = { reads: 0, blind: 0 }
for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
  const seed = Number(values.from) + repeat
  const [reads, without] = [await winnerOf(seed, 'reads'), await winnerOf(seed, 'blind')]
  differences.push(reads - without)
  rates.reads += reads
  rates.blind += without
  console.log(`  seed ${seed}: ${reads.toFixed(2)} with the reflection, ${without.toFixed(2)} without`)
}
const count = differences.length
const mean = differences.reduce((sum, each) => sum + each, 0) / count
const spread = Math.sqrt(differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1) / count)
const [ahead, behind] = [
  differences.filter((each) => each > 0).length,
  differences.filter((each) => each < 0).length,
]
console.log(
  `${one.id}, ${budget} steps, ${count} repeats: ${(rates.reads / count).toFixed(3)} with, ${(rates.blind / count).toFixed(3)} without; the difference is ${mean.toFixed(3)} ± ${spread.toFixed(3)} (standard error); ahead in ${ahead}, behind in ${behind}`,
)
workers.close()
