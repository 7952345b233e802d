import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, gencode, gencodeFile, goodReward } from './gencode.test-kit.ts'

/** Nothing answers there. */
const away = 'redis://somebody:secret@127.0.0.1:1'

/** Starts the command, waits for these words and a second more, interrupts it once, and waits for its end. */
async function interrupted(args: readonly string[], words: RegExp) {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'reward.js'), goodReward)
  const child = spawn(process.execPath, [gencodeFile, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '' },
  })
  let stderr = ''
  let isInterrupted = false
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
    if (isInterrupted || !words.test(stderr)) return
    isInterrupted = true
    setTimeout(() => child.kill('SIGINT'), 1_000)
  })
  const [status] = await once(child, 'close')
  return { status, stderr }
}

describe('a queue whose Redis is away', () => {
  it('is said by a worker, which ends by the first Ctrl-C all the same', async () => {
    const { status, stderr } = await interrupted(['work', '--queue', away], /does not answer yet/)
    expect(stderr).toContain('Redis at 127.0.0.1:1 does not answer yet')
    expect(stderr).not.toContain('secret')
    expect(stderr).toContain('0 trainings done')
    expect(status).toBe(0)
  })

  it('holds up no training that is interrupted', async () => {
    const args = ['train', '--env', 'CartPole-v1', '--reward', 'reward.js', '--queue', away]
    const { status, stderr } = await interrupted(args, /accepted/)
    expect(stderr).toContain('Interrupted.')
    expect(status).toBe(130)
  })

  it('is wrong usage where it has no such address', async () => {
    expect((await gencode(['work', '--queue', 'here'])).status).toBe(2)
  })
})
