// A reward task over an environment in one's own Python file, corridor.py; run in this folder.
import assert from 'node:assert/strict'
import { gymnasiumTask } from '@gencode/env-gymnasium'

const task = await gymnasiumTask('Corridor-v0', {
  imports: ['corridor'],
  kwargs: { length: 6 },
  goal: 'Walk to the right end of the corridor.',
})
console.log(task.goal, task.rule)
assert.deepEqual(task.observationDocs, [{ index: 0, name: 'observation[0]', unit: '', low: 0, high: 5 }])

/** What a model would write. */
const rewardFn = ([cell = 0]: number[], isSuccess: boolean): number => (isSuccess ? 10 : cell / 5 - 1)

/** One episode: the sum of rewards, and whether it reached the goal. */
async function episode(policy: (cell: number) => number): Promise<{ score: number; isSuccess: boolean }> {
  const env = await task.makeEnv()
  let observation = env.reset({ seed: 7 }).observation as Float32Array
  let score = 0
  for (let steps = 1; ; steps++) {
    const step = env.step(policy(observation[0] ?? 0))
    observation = step.observation as Float32Array
    const { isSuccess } = task.success({ ...step, steps })
    score += rewardFn(Array.from(observation), isSuccess)
    if (!step.terminated && !step.truncated) continue
    env.close()
    return { score, isSuccess }
  }
}

const forward = await episode(() => 1)
const backward = await episode(() => 0)
console.log({ forward, backward })
assert.equal(forward.isSuccess, true)
assert.equal(backward.isSuccess, false)
assert.ok(forward.score > backward.score)
