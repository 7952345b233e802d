import { readFileSync } from 'node:fs'
import type { Call, Program } from './cpython.ts'

/** Observations that meet signs, zeros, halves and sizes; the flags in turn. */
export const calls: readonly Call[] = [
  [[0.03, -0.4, 0.12, 1.7], false, false],
  [[-0.021, 0.35, -0.05, -0.6], true, false],
  [[1.5, 2.25, -3.125, 0.5], false, true],
  [[0.25, -1.75, 0.9, -2.5], true, true],
  [[2.4, 0.001, 0.2095, 3.1], false, false],
  [[-4.7, -0.0625, 7.25, -0.3], true, false],
  [[0.004, 12.5, -0.75, 0.05], false, true],
  [[-0.5, 0.5, 1.0, -1.0], true, true],
]

/** A function of these statements. */
export function programOf(body: string, some: readonly Call[] = calls): Program {
  const lines = body.split('\n').map((line) => `    ${line}`)
  return {
    source: `import numpy as np\ndef reward(o, a, b):\n${lines.join('\n')}`,
    entry: 'reward',
    calls: some,
  }
}

/** The bodies of fixtures/traps.txt. */
export const traps: readonly string[] = readFileSync(
  new URL('../fixtures/traps.txt', import.meta.url),
  'utf8',
)
  .replace(/\n$/, '')
  .split('\n---\n')
