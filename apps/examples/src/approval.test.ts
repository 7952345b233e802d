import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('approval.mjs', import.meta.url))

function run(...args: string[]) {
  const { stdout, stderr, signal } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { signal, stderr, said: stdout === '' ? undefined : JSON.parse(stdout) }
}

it('waits for each approval in no process at all, and goes on in a new one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-approval-'))
  const state = join(folder, 'run.txt')
  try {
    expect(run('start', state)).toMatchObject({ signal: 'SIGKILL', said: { id: 'a1', amount: 20 } })
    expect(run('decide', state, 'yes')).toMatchObject({ signal: 'SIGKILL', said: { id: 'a3', amount: 50 } })
    const { said, signal } = run('decide', state, 'no')
    expect(signal).toBeNull()
    expect(said.value).toEqual([
      { id: 'a1', amount: 20 },
      { id: 'a3', refused: expect.stringContaining('over the limit') },
    ])
    expect(readFileSync(`${state}.ledger`, 'utf8')).toBe('a1 20\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
