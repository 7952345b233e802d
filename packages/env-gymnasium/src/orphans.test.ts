import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { built } from '../test/built.ts'
import { hasPython } from '../test/parts.ts'
import { isGoneWithin, isRunning } from '../test/processes.ts'

const program = fileURLToPath(new URL('../test/owner.mjs', import.meta.url))
const owners: ChildProcess[] = []
let packageFile: string

/** A Node process that owns a Python process, and the latter's id. */
async function owner(fault: string, ending: string) {
  const node = spawn(process.execPath, [program, packageFile, fault, ending], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  owners.push(node)
  const exited = new Promise<number | null>((resolve) => node.on('exit', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    node.stdout.once('data', (data: Buffer) => resolve(data.toString()))
    node.once('exit', () => reject(new Error('the owner ended before it had an environment')))
  })
  return { node, exited, pid: (JSON.parse(line) as { pid: number }).pid }
}

afterEach(() => {
  for (const node of owners.splice(0)) node.kill('SIGKILL')
})

describe.runIf(hasPython)('the Python process ends with Node', () => {
  beforeAll(async () => {
    packageFile = await built('src/index.ts')
  })

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'when Node gets %s while nothing happens',
    async (signal) => {
      const { node, pid } = await owner('none', 'wait')
      expect(isRunning(pid)).toBe(true)
      node.kill(signal)
      expect(await isGoneWithin(pid, 2000)).toBe(true)
    },
  )

  it.each(['sleeps', 'holds-the-lock'])(
    'when Node is killed in the middle of a step that %s',
    async (fault) => {
      const { node, pid } = await owner(fault, 'step')
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(isRunning(pid)).toBe(true)
      node.kill('SIGKILL')
      expect(await isGoneWithin(pid, 2000)).toBe(true)
    },
  )

  it.runIf(process.platform === 'linux')('when Node is killed while Python is stopped', async () => {
    const { node, pid } = await owner('none', 'wait')
    process.kill(pid, 'SIGSTOP')
    node.kill('SIGKILL')
    expect(await isGoneWithin(pid, 2000)).toBe(true)
  })

  it('when the thread that owns it is terminated in the middle of a step', async () => {
    const { node, pid } = await owner('sleeps', 'terminate')
    expect(await isGoneWithin(pid, 4000)).toBe(true)
    expect(node.exitCode).toBeNull()
  })

  it.each([
    ['returns without a close', 'return', 0],
    ['exits', 'exit', 3],
    ['dies of an exception', 'throw', 1],
  ])('when the program %s', async (_name, ending, code) => {
    const { exited, pid } = await owner('none', ending)
    expect(await exited).toBe(code)
    expect(await isGoneWithin(pid, 2000)).toBe(true)
  })
})
