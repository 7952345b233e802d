// Whole answers of VIRAL's models through `GenCode.get`, beside what VIRAL's own check said of them:
//   GENCODE_ANSWERS=answers.jsonl node bench/python-answers.mjs [--list]
// Each line of the file is { id, task, answer, outcome, error }. Without the file there is nothing to do.
import { existsSync, readFileSync } from 'node:fs'
import { GenCode, GenerationError } from '@gencode/core'
import { task } from '@gencode/env'
import { registerMujoco } from '@gencode/env-mujoco'

const file = process.env.GENCODE_ANSWERS
if (!file || !existsSync(file)) {
  console.log('GENCODE_ANSWERS names no file: nothing to try.')
  process.exit(0)
}
await registerMujoco()
const isListed = process.argv.includes('--list')
const answers = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))

/** @type {Map<string, number>} */
const counts = new Map()
const count = (/** @type {string} */ what) => counts.set(what, (counts.get(what) ?? 0) + 1)
for (const { id, task: taskId, answer, outcome } of answers) {
  const genCode = new GenCode(task(taskId ?? taskOfSize(answer)))
  try {
    const { attempts } = await genCode.get(answer)
    count(
      `VIRAL ${outcome}: accepted${(attempts.at(-1)?.warnings.length ?? 0) > 0 ? ', with suspicions' : ''}`,
    )
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    const reason = error.attempts.at(-1)?.error
    count(`VIRAL ${outcome}: ${reason?.code}`)
    if (isListed)
      console.log(
        `${id} (${taskId ?? taskOfSize(answer)}, VIRAL ${outcome}) ${reason?.code}: ${reason?.feedback.split('\n')[0]}`,
      )
  } finally {
    genCode.dispose()
  }
}
console.log(`${answers.length} answers`)
for (const [what, times] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`  ${times} ${what}`)

/** Where no task is known, one whose observation is as long as the answer takes it to be. @param {string} answer */
function taskOfSize(answer) {
  const indices = [...answer.matchAll(/\w*obs\w*\[([\d,\s[\]]+)\]/g)].flatMap(
    ([, list = '']) => list.match(/\d+/g) ?? [],
  )
  const unpacked = [...answer.matchAll(/^\s*((?:\w+,\s*)+\w+)\s*=\s*\w*obs\w*\s*$/gm)].map(
    ([, names = '']) => names.split(',').length,
  )
  const size = Math.max(0, ...indices.map((index) => Number(index) + 1), ...unpacked)
  return size <= 4 ? 'CartPole-v1' : size <= 8 ? 'LunarLander-v3' : 'Hopper-v5'
}
