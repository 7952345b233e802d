import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { crossEntropy, dqn, ppo, train } from './index.ts'

const program = fileURLToPath(new URL('../fixtures/resume.mjs', import.meta.url))
const reward = 'function rewardFn(o, won, lost) { return lost ? -1 : 1 - Math.abs(o[2]) }'
const seed = process.env.CI ? 7 : Date.now()
const numRuns = isRequired('deep') ? 3 : 1

const trainers = [
  ppo({ environments: 2, steps: 128, batchSize: 64, epochs: 3, hidden: [16], normalizeObservations: true }),
  dqn({ learningStarts: 100, hidden: [16], bufferSize: 1_000 }),
  crossEntropy(),
]

describe.each(trainers)('a training by $id', (trainer) => {
  test('paused at a random update, saved and resumed in another process, is the undisturbed one to the bit', async () => {
    const options = { seeds: [3], budget: 4_000, episodes: 5 }
    const undisturbed = await train('CartPole-v1', reward, { ...options, trainer })
    const folder = mkdtempSync(join(tmpdir(), 'gencode-resume-'))
    const file = join(folder, 'paused.json')
    try {
      const moments = fc.sample(fc.integer({ min: 1, max: options.budget / 2 }), { numRuns, seed })
      for (const until of moments) {
        const paused = await train('CartPole-v1', reward, { ...options, trainer, until })
        const checkpoint = paused.seeds[0]?.checkpoint
        expect(checkpoint, `until ${until}`).toBeDefined()
        const given = { ...options, checkpoints: [[3, checkpoint]] }
        writeFileSync(
          file,
          JSON.stringify({
            task: 'CartPole-v1',
            reward,
            trainer: { id: trainer.id, settings: trainer.settings },
            options: given,
          }),
        )
        execFileSync(process.execPath, [program, file])
        const resumed = JSON.parse(readFileSync(file, 'utf8'))
        expect(resumed.seeds[0].policy).toEqual(JSON.parse(JSON.stringify(undisturbed.seeds[0]?.policy)))
        expect(resumed).toMatchObject({
          successRate: undisturbed.successRate,
          environmentSteps: undisturbed.environmentSteps,
        })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
