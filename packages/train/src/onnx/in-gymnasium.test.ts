import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
import { hasOnnxruntime, python } from '../../test/onnxruntime.ts'
import { policyToOnnx, recordEpisodes, train } from '../index.ts'

const program = fileURLToPath(new URL('../../fixtures/play_onnx.py', import.meta.url))
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** The variance of a mean. */
function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / values.length / (values.length - 1)
}

test.skipIf(!hasOnnxruntime)('what was trained here does as well in Python’s Gymnasium', async () => {
  // Short of what solves it, so that returns vary.
  const { policy } = await train('CartPole-v1', 'environment', { seeds: [1], budget: 12_000 })
  const episodes = isRequired('deep') ? 300 : 60
  const played = await recordEpisodes('CartPole-v1', policy, { episodes, seed: 5 })
  const here = played.map(({ rewards }) => rewards.reduce((sum, each) => sum + each, 0))
  const folder = mkdtempSync(join(tmpdir(), 'gencode-onnx-'))
  try {
    const file = join(folder, 'policy.onnx')
    writeFileSync(file, policyToOnnx(policy))
    const args = [program, file, 'CartPole-v1', String(episodes), '1000']
    const there: number[] = JSON.parse(execFileSync(python as string, args, { encoding: 'utf8' }))
    expect(variance(here)).toBeGreaterThan(0)
    const bound = 3 * Math.sqrt(variance(here) + variance(there))
    expect(Math.abs(mean(here) - mean(there))).toBeLessThan(bound)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
