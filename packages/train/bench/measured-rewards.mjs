// Rewards for CartPole-v1 that others measured, in the file that GENCODE_REWARDS names: each line is
// { task, javascript, entry, params, reads, successRates }.
import { existsSync, readFileSync } from 'node:fs'

/** Those that were measured. Without the file the program ends: there is nothing to do. */
export function measuredRewards() {
  const file = process.env.GENCODE_REWARDS
  if (!file || !existsSync(file)) {
    console.log('GENCODE_REWARDS names no file: there is nothing to compare with.')
    process.exit(0)
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(
      ({ task, javascript, successRates }) =>
        task === 'CartPole-v1' && javascript && successRates?.length > 0,
    )
}

/** The reward with gencode's parameters: some take failure before success, or one flag alone. */
export function functionOf({ javascript, entry, params, reads }) {
  const isFailureFirst = typeof reads === 'string' && /^\(observations, failure/.test(reads)
  const flags = (isFailureFirst ? ['isFailure', 'isSuccess'] : ['isSuccess', 'isFailure']).slice(
    0,
    params.length - 1,
  )
  return `${javascript}\nfunction rewardFn(observations, isSuccess, isFailure) { return ${entry}(${['observations', ...flags].join(', ')}) }`
}
