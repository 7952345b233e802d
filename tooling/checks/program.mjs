/** What the program below gives where everything works. */
export const expectedOutcome = { product: 42, reward: 0.75 }

/**
 * A user's program: the sandbox alone, then the whole main job in it.
 *
 * @param {string} sandboxEntry the import that the sandbox is taken from
 * @param {string} last a statement that does something with the promise `outcome`
 */
export const program = (sandboxEntry, last) => `import { createSandbox } from '${sandboxEntry}'
import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'

async function main() {
  const sandbox = await createSandbox()
  const product = sandbox.compile('function multiply(a, b) { return a * b }')(6, 7)
  const genCode = new GenCode(task('CartPole-v1'), undefined, { sandbox })
  const response = 'function rewardFn(observations) { return 1 - Math.abs(observations[2]) }'
  const state = await genCode.get(response)
  const reward = state.rewardFunction([0, 0, 0.25, 0], false, false)
  sandbox.dispose()
  return { product, reward }
}

const outcome = main().catch((error) => ({ error: String(error?.stack ?? error) }))
${last}
`

/** Leaves the outcome where a page's visitor can read it. */
export const toPage = 'outcome.then((value) => { globalThis.outcome = value })'

/** Prints the outcome. */
export const toOutput = 'outcome.then((value) => console.log(JSON.stringify(value)))'
