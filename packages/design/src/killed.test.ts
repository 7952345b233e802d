import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRequired } from '../../../tooling/vitest/require.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gencode-killed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fixture = fileURLToPath(new URL('../fixtures/run.mjs', import.meta.url))
const resultOf = (path: string) => `${path}.result`

/** Runs the design in a process of its own; kills it (SIGKILL) so many milliseconds after it began, where it still runs. */
function runProcess(path: string, killAfterMs?: number): Promise<'ended' | 'killed'> {
  // Without this process' conditions, which would lead to the TypeScript sources.
  const child = fork(fixture, [path, resultOf(path)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let timer: NodeJS.Timeout | undefined
  child.once('message', () => {
    if (killAfterMs !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL') resolve('killed')
      else if (code === 0) resolve('ended')
      else reject(new Error(`the run ended with ${code ?? signal}`))
    })
  })
}

/** A small generator, so that the same moments come again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const kills = 50

// A few seconds each, so in the deep run only; design.test.ts stops runs between two lines in this process.
const name = 'a process killed at 50 random moments of 3 rounds of 6 goes on to the same end, to the bit'
test.runIf(isRequired('deep'))(
  name,
  async () => {
    const whole = join(folder, 'whole.jsonl')
    const start = performance.now()
    await runProcess(whole)
    const wholeMs = performance.now() - start
    const undisturbed = readFileSync(resultOf(whole), 'utf8')
    const lines = readFileSync(whole, 'utf8').split('\n').length
    const next = random(1)
    let killed = 0
    // A run is killed again and again as it goes on, until it ends; then the next one, until all kills are done.
    for (let count = 0; killed < kills; count++) {
      const path = join(folder, `${count}.jsonl`)
      while (killed < kills && (await runProcess(path, (wholeMs / 4) * next())) === 'killed') killed++
      if (!existsSync(resultOf(path))) await runProcess(path)
      expect(readFileSync(resultOf(path), 'utf8')).toBe(undisturbed)
      // Nothing was asked or trained twice.
      expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(lines)
    }
    expect(killed).toBe(kills)
  },
  600_000,
)
