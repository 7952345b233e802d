/** What the program below gives where everything works. */
export const expectedOutcome = { product: 42, elsewhere: 42, reward: 0.75 }

/**
 * A user's program: the sandbox in this thread and in one of its own, then the whole main job.
 *
 * @param {string} sandboxEntry the import that the sandbox is taken from
 * @param {string} last a statement that does something with the promise `outcome`
 */
export const program = (
  sandboxEntry,
  last,
) => `import { createSandbox, createSandboxWorker } from '${sandboxEntry}'
import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'

async function main() {
  const sandbox = await createSandbox()
  const code = 'function multiply(a, b) { return a * b }'
  const product = sandbox.compile(code)(6, 7)
  const worker = await createSandboxWorker()
  const elsewhere = await (await worker.compile(code))(6, 7)
  await worker.dispose()
  const genCode = new GenCode(task('CartPole-v1'), undefined, { sandbox })
  const response = 'function rewardFn(observations) { return 1 - Math.abs(observations[2]) }'
  const state = await genCode.get(response)
  const reward = state.rewardFunction([0, 0, 0.25, 0], false, false)
  sandbox.dispose()
  return { product, elsewhere, reward }
}

const outcome = main().catch((error) => ({ error: String(error?.stack ?? error) }))
${last}
`

/** Leaves the outcome where a page's visitor can read it. */
export const toPage = 'outcome.then((value) => { globalThis.outcome = value })'

/** Prints the outcome. */
export const toOutput = 'outcome.then((value) => console.log(JSON.stringify(value)))'
