// How success rates agree with those that VIRAL measured with the same rewards on CartPole-v1:
//   GENCODE_REWARDS=viral.jsonl node bench/viral-rewards.mjs [seeds] [steps]

import { createTrainingWorkers, crossEntropy, train } from '@gencode/train'
import { functionOf, measuredRewards } from './measured-rewards.mjs'

const [seeds = 1, budget = 25_000] = process.argv.slice(2).map(Number)
const mean = (/** @type {number[]} */ values) => values.reduce((sum, each) => sum + each, 0) / values.length

const rewards = measuredRewards()
console.log(`${rewards.length} rewards that were measured`)

const ownRepeats = rewards.filter(({ successRates }) => successRates.length > 1)
console.log(
  `two trainings of one reward there: ${spearman(
    ownRepeats.map(({ successRates: [first] }) => first),
    ownRepeats.map(({ successRates: [, second] }) => second),
  ).toFixed(2)} over ${ownRepeats.length} rewards that were trained twice`,
)

const measured = rewards.map(({ successRates }) => mean(successRates))
const workers = createTrainingWorkers()
const trainers = {
  "PPO, VIRAL's settings": { settings: 'viral', budget },
  'cross-entropy method': { trainer: crossEntropy(), budget },
}
for (const [name, options] of Object.entries(trainers)) {
  const failures = new Map()
  const rates = await Promise.all(
    rewards.map(async (reward) => {
      try {
        return (await train('CartPole-v1', functionOf(reward), { ...options, seeds, workers })).successRate
      } catch (error) {
        // As VIRAL counts what cannot be trained with.
        failures.set(error.code ?? error.name, (failures.get(error.code ?? error.name) ?? 0) + 1)
        return 0
      }
    }),
  )
  console.log(
    `${name}, ${budget} steps, ${seeds} seed(s): ${spearman(rates, measured).toFixed(2)}, mean rate ${mean(rates).toFixed(2)} (there ${mean(measured).toFixed(2)})`,
  )
  for (const [code, count] of failures) console.log(`  ${count} trainings ended with ${code}`)
}
await workers.close()

/** @param {number[]} a @param {number[]} b */
function spearman(a, b) {
  const [x, y] = [ranks(a), ranks(b)]
  const centre = (x.length - 1) / 2
  const product = (/** @type {number[]} */ p, /** @type {number[]} */ q) =>
    p.reduce((sum, each, index) => sum + (each - centre) * (q[index] - centre), 0)
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y))
}

/** Ranks from 0; ties share their mean. @param {number[]} values */
function ranks(values) {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b])
  const ranked = new Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to]] === values[order[from]]) to++
    for (let at = from; at < to; at++) ranked[order[at]] = (from + to - 1) / 2
    from = to
  }
  return ranked
}
