import { spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, gencode, gencodeFile, goodReward } from './gencode.test-kit.ts'

/** A folder with a reward, a folder in it, and a run file that is empty. */
function place(): string {
  const cwd = emptyFolder()
  mkdirSync(join(cwd, 'folder'))
  writeFileSync(join(cwd, 'reward.js'), goodReward)
  writeFileSync(join(cwd, 'empty.jsonl'), '')
  return cwd
}

const onCartPole = ['--env', 'CartPole-v1']
const written = ['generate', ...onCartPole, '--model', 'baseline']
const trained = ['train', ...onCartPole, '--reward', 'reward.js', '--seeds', '1', '--steps', '500']

describe('a folder in the place of a file', () => {
  it.each([
    ['a run to resume', ['resume', 'folder']],
    ['a run to report', ['report', 'folder']],
    ['the run file', [...written, '--run', 'folder']],
    ['the run file of a design', ['design', ...onCartPole, '--model', 'baseline', '--run', 'folder']],
    ['the function', [...written, '--out', 'folder']],
    ['the best reward', ['design', ...onCartPole, '--model', 'baseline', '--out', 'folder']],
    ['the policy', [...trained, '--out', 'folder']],
    ['the curves', [...trained, '--csv', 'folder']],
    ['a task', ['get', '--task', 'folder', 'reward.js']],
  ])('of %s is said before any work, in words', async (_name, args) => {
    const cwd = place()
    const { status, stdout, stderr } = await gencode(args, { cwd })
    expect(stderr).toMatch(/^error folder is a folder[,;] .*\n$/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(readdirSync(cwd).sort()).toEqual(['empty.jsonl', 'folder', 'reward.js'])
    expect(readdirSync(join(cwd, 'folder'))).toEqual([])
  })
})

describe('what is written', () => {
  it('goes into a pipe or a device that is named, which stays one', async () => {
    const cwd = place()
    spawnSync('mkfifo', ['pipe'], { cwd })
    const reader = readFile(join(cwd, 'pipe'), 'utf8')
    const { status, stdout } = await gencode([...written, '--out', 'pipe'], { cwd })
    expect(status).toBe(0)
    expect(await reader).toBe(stdout)
    expect(lstatSync(join(cwd, 'pipe')).isFIFO()).toBe(true)
  })

  it('goes to where a link leads, and the link stays', async () => {
    const cwd = place()
    symlinkSync('folder/best.js', join(cwd, 'link.js'))
    writeFileSync(join(cwd, 'folder/best.js'), 'old')
    const { stdout } = await gencode([...written, '--out', 'link.js'], { cwd })
    expect(readFileSync(join(cwd, 'folder/best.js'), 'utf8')).toBe(stdout)
    expect(lstatSync(join(cwd, 'link.js')).isSymbolicLink()).toBe(true)
  })

  it.each([
    ['', 'error The name of the file to write is empty.\n'],
    ['new/', 'error new/ is a folder; name a file in it.\n'],
  ])('has a name that is one, not "%s"', async (out, message) => {
    const cwd = place()
    const { status, stderr } = await gencode([...written, '--out', out], { cwd })
    expect({ status, stderr }).toEqual({ status: 2, stderr: message })
    expect(readdirSync(cwd).sort()).toEqual(['empty.jsonl', 'folder', 'reward.js'])
  })
})

describe('a disk that is full', () => {
  /** No file of the command's may grow beyond 1 KiB, as if the disk were full then. */
  function crammed(args: readonly string[], cwd: string) {
    const line = 'ulimit -f 2; exec "$0" "$@"'
    return spawnSync('sh', ['-c', line, process.execPath, gencodeFile, ...args], { cwd, encoding: 'utf8' })
  }

  it('is told by the name of the run file, in one document, with the report that could not be written', () => {
    const cwd = place()
    const { status, stdout, stderr } = crammed([...written, '--run', 'run.jsonl', '--report', '--json'], cwd)
    expect(JSON.parse(stdout).error.feedback).toMatch(/^The run run\.jsonl can't be written: EFBIG/)
    expect(stderr).toMatch(/error run\.html can't be written: EFBIG/)
    expect(status).toBe(2)
    expect(readdirSync(cwd).sort()).toEqual(['empty.jsonl', 'folder', 'reward.js', 'run.jsonl'])
  })

  it.runIf(process.platform === 'linux')('loses no policy that was trained, nor its figures', async () => {
    const cwd = place()
    const args = [...trained, '--no-controls', '--json', '--out', '/dev/full', '--csv', '/dev/full']
    const { status, json, stderr } = await gencode(args, { cwd, env: { TMPDIR: cwd } })
    expect(stderr).toContain("error /dev/full can't be written: ENOSPC")
    const [, policy = '', curves = ''] =
      /policy is in (.*) instead[\s\S]*curves are in (.*) instead/.exec(stderr) ?? []
    expect(JSON.parse(readFileSync(policy, 'utf8'))).toMatchObject({ kind: expect.any(String) })
    expect(readFileSync(curves, 'utf8')).toContain('environmentSteps')
    expect(json).toMatchObject({ ok: true, env: 'CartPole-v1' })
    expect(status).toBe(2)
  })

  it.runIf(process.platform === 'linux')('shows a function that can’t be saved', async () => {
    const { status, stdout, stderr } = await gencode([...written, '--out', '/dev/full'])
    expect(stderr).toMatch(/The function is in .* instead\./)
    expect(stdout).toContain('function rewardFn')
    expect(status).toBe(2)
  })

  it.runIf(process.platform === 'linux')('where standard output goes is told, and in the status', () => {
    const line = 'exec "$0" "$@" > /dev/full'
    const args = ['-c', line, process.execPath, gencodeFile, 'envs', '--quiet']
    const { status, stderr } = spawnSync('sh', args, { encoding: 'utf8' })
    expect(stderr).toBe("error Standard output can't be written: ENOSPC: no space left on device, write\n")
    expect(status).toBe(2)
  })
})

describe('an empty run file', () => {
  it.each(['resume', 'report'])('is said to be empty by gencode %s', async (command) => {
    const { status, stderr } = await gencode([command, 'empty.jsonl'], { cwd: place() })
    expect(stderr).toBe('error empty.jsonl is empty: no run has begun in it.\n')
    expect(status).toBe(2)
  })
})

describe('gencode train', () => {
  it('takes settings that the task does not have for wrong usage', async () => {
    const { status, stderr } = await gencode([...trained, '--settings', 'zo'], { cwd: place() })
    expect(stderr).toContain('has no settings named "zo"; it has')
    expect(status).toBe(2)
  })

  it('and gencode export make the folders that are missing', async () => {
    const cwd = place()
    await gencode([...trained, '--no-controls', '--out', 'made/policy.json'], { cwd })
    const { status } = await gencode(['export', 'made/policy.json', '--onnx', 'too/policy.onnx'], { cwd })
    expect(status).toBe(0)
    expect(readFileSync(join(cwd, 'too/policy.onnx')).length).toBeGreaterThan(100)
    expect(readdirSync(join(cwd, 'too'))).toEqual(['policy.onnx'])
    // As one writes it who thinks of --onnx as a flag.
    expect((await gencode(['export', '--onnx', 'made/policy.json'], { cwd })).stdout).toBe(
      'made/policy.onnx\n',
    )
    // As an editor or PowerShell saves it.
    const policy = readFileSync(join(cwd, 'made/policy.json'), 'utf8')
    writeFileSync(join(cwd, 'saved.json'), `\ufeff${policy}`, 'utf16le')
    expect((await gencode(['export', 'saved.json', '--onnx'], { cwd })).status).toBe(0)
    const without = await gencode(['export', '--onnx'], { cwd })
    expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('Name the policy')])
  })
})
