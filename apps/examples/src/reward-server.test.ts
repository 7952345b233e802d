import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rewardOf } from '@gencode/contract'
import { GenCode, type State } from '@gencode/core'
import { openRun } from '@gencode/core/node'
import { task } from '@gencode/env'
import { checkPython, gymnasium } from '@gencode/env-gymnasium'
import { replay } from '@gencode/llm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { startRewardServer } from './reward-server.ts'

const { isReady, command } = await checkPython()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gencode-rewards-'))
})
afterAll(() => rm(folder, { recursive: true }))

const cartPole = task('CartPole-v1')
const answer = `\`\`\`js
function rewardFn([x, , angle, turning], isSuccess, isFailure) {
  if (isSuccess || isFailure) return isSuccess ? 10 : -10
  return Math.exp(-20 * angle * angle) * Math.cos(x) - Math.abs(turning) / 7
}
\`\`\``
const episodes = 20

it.runIf(requirePart('python', isReady))(
  'gives Python the rewards of a run file, equal to the bit',
  async () => {
    // A run as `gencode generate` leaves it, of a model that errs first.
    const path = join(folder, 'run.jsonl')
    using genCode = new GenCode(cartPole, replay(['I would rather not.', answer]))
    using run = openRun(path)
    const { accepted } = await genCode.generateMany(1, { run })
    run.close()

    const server = await startRewardServer(path)
    const program = fileURLToPath(new URL('gencode_rewards.py', import.meta.url))
    const { stdout } = await promisify(execFile)(command as string, [program, server.url, String(episodes)])
    await server.close()
    const fromPython = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[])

    // The same episodes, their steps judged one by one in this process.
    using env = await gymnasium<Float32Array, number>('CartPole-v1')
    const [state] = accepted
    const here = Array.from({ length: episodes }, (_, seed) => {
      let { observation } = env.reset({ seed })
      const rewards: number[] = []
      for (let isOver = false; !isOver; ) {
        const step = env.step(Number((observation[2] as number) + (observation[3] as number) > 0))
        observation = step.observation
        isOver = step.terminated || step.truncated
        const { isSuccess, isFailure } = cartPole.success({ ...step, steps: rewards.length + 1 })
        rewards.push(
          rewardOf(
            (state as State<typeof cartPole>).rewardFunction(Array.from(observation), isSuccess, isFailure),
          ),
        )
      }
      return rewards
    })
    expect(fromPython.map((rewards) => rewards.map(fromHex))).toEqual(here)
    expect(here.flat().length).toBeGreaterThan(episodes * 20)
  },
)

/** A number as Python's `float.hex` writes it: every bit of it. */
function fromHex(text: string): number {
  const [, sign, whole, fraction = '', exponent] = /^(-?)0x(\d)\.?([\da-f]*)p([+-]\d+)$/.exec(
    text,
  ) as string[]
  const mantissa = Number(`0x${whole}${fraction}`) / 16 ** fraction.length
  return (sign ? -1 : 1) * mantissa * 2 ** Number(exponent)
}
