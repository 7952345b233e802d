// The gates and the race against rewards that others measured on CartPole-v1, replayed as a model's answers:
//   GENCODE_REWARDS=viral.jsonl node bench/replay.mjs [--budget 12000] [--groups 12] [--workers 2]
// Without the file there is nothing to do.
// How gencode's success rates agree with those in the file: bench/viral-rewards.mjs of @gencode/train.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { design } from '@gencode/design'
import { task } from '@gencode/env'
import { createTrainingWorkers, ppo, race, train } from '@gencode/train'
import { functionOf, measuredRewards } from '../../train/bench/measured-rewards.mjs'

const { values } = parseArgs({
  options: {
    budget: { type: 'string', default: '12000' },
    groups: { type: 'string', default: '12' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const [budget, groups] = [Number(values.budget), Number(values.groups)]
const one = task('CartPole-v1')
const workers = createTrainingWorkers({ size: Number(values.workers) })
const mean = (/** @type {number[]} */ list) => list.reduce((sum, each) => sum + each, 0) / list.length

const rewards = measuredRewards().map((each) => ({
  code: functionOf(each),
  measured: mean(each.successRates),
}))

/** Answers one reward after the other; where it is asked again about one, it has nothing else to say. */
function replay() {
  let next = 0
  return {
    id: 'replay',
    async *generate(messages) {
      const isAgain = messages.some(
        ({ role, content }) => role === 'assistant' || /^Your last try:$/m.test(content),
      )
      const reward = isAgain ? undefined : rewards[next++]
      yield { type: 'text', text: reward ? `\`\`\`js\n${reward.code}\n\`\`\`` : 'I have nothing else.' }
      yield { type: 'finish', reason: 'stop' }
    },
  }
}

// The gates: all rewards are candidates of one round, trained as little as can be but for the control, whose episodes they are held to.
const { candidates } = await design(one, replay(), {
  rounds: 1,
  population: rewards.length,
  elites: 1,
  maxAttempts: 1,
  finalSeeds: 1,
  train: { trainer: ppo(), budget: 25_000, episodes: 10, seeds: 1, rungs: 1 },
  controls: { environment: false, constant: false },
  workers,
})
const byCode = new Map(rewards.map((each) => [each.code.trim(), each]))
const seen = candidates.flatMap((candidate) => {
  const reward = byCode.get(candidate.code?.trim() ?? '')
  return reward ? [{ ...candidate, measured: reward.measured }] : []
})
const refused = seen.filter(({ refusal }) => refusal?.code === 'design/order')
const [solved, hopeless] = [0.9, 0.1]
const share = (part, whole) => `${part.length} of ${whole.length}`
console.log(
  `${rewards.length} rewards; ${seen.length} were looked at, ${seen.filter(({ status }) => status === 'duplicate').length} of them duplicates`,
)
console.log(
  `the order check refuses ${refused.length}: their mean success was ${mean(refused.map(({ measured }) => measured)).toFixed(2)}, the best ${Math.max(...refused.map(({ measured }) => measured)).toFixed(2)}; that of the others ${mean(seen.filter((each) => !refused.includes(each)).map(({ measured }) => measured)).toFixed(2)}`,
)
console.log(
  `precision: ${share(
    refused.filter(({ measured }) => measured <= hopeless),
    refused,
  )} refused ones reached at most ${hopeless}; recall: ${share(
    refused.filter(({ measured }) => measured <= hopeless),
    seen.filter(({ measured }) => measured <= hopeless),
  )} of those are refused; solved ones (${solved} and more) refused: ${refused.filter(({ measured }) => measured >= solved).length}`,
)

// The race, against the best of one training each, at as many environment steps: what the chosen one reaches on seeds that
// neither has seen, below the best of its group.
const settings = { trainer: ppo(), episodes: 30, workers }
const truths = await Promise.all(
  rewards.map(async ({ code }) => {
    try {
      return (await train(one, code, { ...settings, budget, seeds: [100, 101, 102, 103] })).successRate
    } catch {
      return 0
    }
  }),
)
const regrets = { once: [], race: [] }
const steps = { once: 0, race: 0 }
const size = Math.floor(rewards.length / groups)
for (let group = 0; group < groups; group++) {
  const places = Array.from({ length: size }, (_, index) => group + index * groups)
  const functions = places.map((place) => rewards[place].code)
  const best = Math.max(...places.map((place) => truths[place]))
  const once = await race(one, functions, { ...settings, budget, seeds: [group], rounds: 1 })
  // Each candidate starts with a quarter of the steps on two seeds, so that all cost half of what one training each does.
  const raced = await race(one, functions, { ...settings, budget, seeds: [group, group + 50], rounds: 3 })
  for (const [name, result] of Object.entries({ once, race: raced })) {
    const winner = result.ranking[0]?.candidate ?? 0
    regrets[name].push(best - truths[places[winner]])
    steps[name] += result.environmentSteps
  }
}
console.log(
  `${groups} groups of ${size}, ${budget} steps a training: chosen by one training each, the regret is ${mean(regrets.once).toFixed(3)} (${steps.once} steps); by the race ${mean(regrets.race).toFixed(3)} (${steps.race} steps); the race is better in ${regrets.race.filter((each, index) => each < regrets.once[index]).length}, worse in ${regrets.race.filter((each, index) => each > regrets.once[index]).length}`,
)
await workers.close()
