// Python that was lowered beside the same function written by hand in JavaScript: the lowering itself, calls and batches, in
// both tiers of the sandbox.

import { cleanResponse } from '@gencode/clean'
import { rewardContract } from '@gencode/contract'
import { lowerPython } from '@gencode/python'
import { createSandbox } from '@gencode/sandbox'

const rows = 20_000
const size = 8
const docs = Array.from({ length: size }, (_, index) => ({ index, name: `o${index}`, low: -1, high: 1 }))
const contract = rewardContract(docs)

const pairs = {
  'scalars, branches, exp': [
    `def reward_fn(observations, is_success, is_failure):
    x, x_dot, theta, theta_dot = observations[0], observations[1], observations[2], observations[3]
    upright = math.exp(-5.0 * theta ** 2)
    centred = 1.0 - abs(x) / 2.4
    calm = -0.1 * abs(theta_dot) - 0.05 * abs(x_dot)
    reward = upright + 0.5 * centred + calm
    if is_failure:
        reward -= 10.0
    elif is_success:
        reward += 10.0
    return reward`,
    `function rewardFn(observations, isSuccess, isFailure) {
  const x = observations[0], xDot = observations[1], theta = observations[2], thetaDot = observations[3]
  const upright = Math.exp(-5 * theta ** 2)
  const centred = 1 - Math.abs(x) / 2.4
  const calm = -0.1 * Math.abs(thetaDot) - 0.05 * Math.abs(xDot)
  let reward = upright + 0.5 * centred + calm
  if (isFailure) reward -= 10
  else if (isSuccess) reward += 10
  return reward
}`,
  ],
  'numpy on a slice': [
    `def reward_fn(observations, is_success, is_failure):
    velocity = observations[4:8]
    return 1.0 - 0.1 * np.sum(np.square(velocity)) - np.abs(observations[0])`,
    `function rewardFn(observations, isSuccess, isFailure) {
  const velocity = observations.slice(4, 8)
  let sum = 0
  for (const each of velocity) sum += each * each
  return 1 - 0.1 * sum - Math.abs(observations[0])
}`,
  ],
  'clip, tanh, named terms': [
    `def reward_fn(observations, is_success, is_failure):
    speed = np.tanh(observations[1])
    height = np.clip(observations[0], -0.5, 0.5)
    terms = {"speed": speed, "height": height, "end": -1.0 if is_failure else 0.0}
    return speed + height + terms["end"], terms`,
    `function rewardFn(observations, isSuccess, isFailure) {
  const speed = Math.tanh(observations[1])
  const height = Math.min(Math.max(observations[0], -0.5), 0.5)
  const components = { speed, height, end: isFailure ? -1 : 0 }
  return { reward: speed + height + components.end, components }
}`,
  ],
}

const columns = [
  Float64Array.from({ length: rows * size }, (_, index) => Math.sin(index)),
  new Uint8Array(rows),
  Uint8Array.from({ length: rows }, (_, index) => (index % 50 === 0 ? 1 : 0)),
]
const one = Array.from({ length: size }, (_, index) => index / size)

/** Nanoseconds of the best of some turns. */
function best(/** @type {() => void} */ turn, /** @type {number} */ count) {
  let least = Number.POSITIVE_INFINITY
  for (let turns = 0; turns < 15; turns++) {
    const start = performance.now()
    turn()
    least = Math.min(least, performance.now() - start)
  }
  return (least * 1e6) / count
}

console.log('\nPython, lowered, beside JavaScript by hand: times its speed')
/** @type {Record<string, Record<string, string>>} */
const table = {}
for (const [name, [python, javascript]] of Object.entries(pairs)) {
  const cleaned = cleanResponse(`\`\`\`python\nimport math\nimport numpy as np\n${python}\n\`\`\``, {
    languages: ['python'],
  })
  const lowered = lowerPython(cleaned, { contract })
  const ms = best(() => lowerPython(cleaned, { contract }), 1) / 1e6
  /** @type {Record<string, string>} */
  const cells = { 'lowering, ms': ms.toFixed(2) }
  for (const tier of /** @type {const} */ (['quickjs', 'compiled'])) {
    const sandbox = await createSandbox({ tier, timeoutMs: 5_000 })
    const rates = [lowered, javascript].map((code) => {
      const fn = sandbox.compile(code, { contract })
      fn.batch(columns)
      const call = best(() => {
        for (let turn = 0; turn < 2_000; turn++) fn(one, false, false)
      }, 2_000)
      return { call, batch: best(() => fn.batch(columns), rows), tier: fn.tier, reason: fn.tierReason }
    })
    const [there, byHand] = rates
    if (!there || !byHand) continue
    cells[`${tier}: calls`] = (byHand.call / there.call).toFixed(2)
    cells[`${tier}: batch`] = (byHand.batch / there.batch).toFixed(2)
    if (tier === 'compiled') cells['its tier'] = there.reason ?? there.tier
    sandbox.dispose()
  }
  table[name] = cells
}
console.table(table)
