// Prints the README's table of what training reaches: node packages/train/bench/figures.mjs [id...]

import { train } from '@gencode/train'

/** Rewards as someone might write them who knows the task. */
const designed = {
  'CartPole-v1': 'isFailure ? -1 : 1 - Math.abs(observations[2])',
  'MountainCar-v0': 'isSuccess ? 100 : 10 * Math.abs(observations[1]) - 1',
  'MountainCarContinuous-v0': 'isSuccess ? 100 : 10 * Math.abs(observations[1]) - 1',
  'Acrobot-v1':
    'isSuccess ? 10 : -observations[0] - (observations[0] * observations[2] - observations[1] * observations[3]) - 2',
  'Pendulum-v1': 'observations[0] - 0.1 * Math.abs(observations[2])',
}

/** Tasks that are trained by their environment's reward alone. */
const alone = ['CliffWalking-v1', 'FrozenLake-v1', 'Taxi-v4', 'LunarLander-v3']

const asked = process.argv.slice(2)
console.log('| task | reward | success rate | 95 % interval | seeds | steps of training | CPU seconds |')
console.log('| --- | --- | --- | --- | --- | --- | --- |')
for (const id of [...Object.keys(designed), ...alone]) {
  if (asked.length > 0 && !asked.includes(id)) continue
  const expression = designed[/** @type {keyof typeof designed} */ (id)]
  const rewards = expression
    ? {
        designed: `function rewardFn(observations, isSuccess, isFailure) { return ${expression} }`,
        environment: 'environment',
        constant: 'constant',
      }
    : { environment: 'environment' }
  for (const [name, reward] of Object.entries(rewards)) {
    const before = process.cpuUsage()
    const { successRate, interval, seeds, environmentSteps } = await train(id, reward)
    // Of the processor: others may use the machine too.
    const { user, system } = process.cpuUsage(before)
    const cells = [
      id,
      name,
      successRate.toFixed(2),
      interval.map((bound) => bound.toFixed(2)).join(' to '),
      seeds.map((seed) => seed.successRate.toFixed(2)).join(', '),
      `${Math.round(environmentSteps / 1000)} k`,
      ((user + system) / 1e6).toFixed(1),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
