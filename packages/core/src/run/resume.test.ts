import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { task } from '@gencode/env'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
import { fenced, scripted } from '../../test/scripted-model.ts'
import { GenCode, RunMismatchError } from '../index.ts'
import type { JournalLine } from './journal.ts'
import { RunFileError } from './lock.ts'
import { resume } from './resume.ts'
import { openRun } from './run-file.ts'

const kills = isRequired('deep') ? 50 : 4
const program = fileURLToPath(new URL('../../.cache/run-child.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gencode-resume-'))
const children = new Set<ChildProcess>()

beforeAll(async () => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../../test/run-child.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    transform: { target: 'node20' },
    logLevel: 'silent',
  })
  await bundle.write({ file: program, format: 'esm', codeSplitting: false })
  await bundle.close()
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []

/** The requests that a run file holds an answer to. */
const answered = (path: string): number =>
  linesOf(path).filter((line) => (JSON.parse(line) as JournalLine).type === 'answer').length

/** One process with a run; killed once the file has grown by so many lines and so long after, or let to its end. */
function play(
  run: string,
  requests: string,
  kill?: { lines: number; ms: number },
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, run, requests], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.add(child)
    let output = ''
    let watch: ReturnType<typeof setInterval> | undefined
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (!kill || watch) return
      const before = linesOf(run).length
      watch = setInterval(() => {
        if (linesOf(run).length < before + kill.lines) return
        clearInterval(watch)
        setTimeout(() => child.kill('SIGKILL'), kill.ms)
      }, 1)
    })
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      children.delete(child)
      if (code === 0) resolve(output.split('\n')[1])
      else if (signal === 'SIGKILL') resolve(undefined)
      else reject(new Error(`The run ended with ${code ?? signal}`))
    })
  })
}

describe('a run that is killed', () => {
  test(`at ${kills} random moments ends as an undisturbed one; no answer is asked for twice, no line is torn`, {
    timeout: 600_000,
  }, async () => {
    const calm = await play(join(folder, 'calm.jsonl'), join(folder, 'calm-requests.jsonl'))
    expect(JSON.parse(calm ?? '')).toMatchObject({ accepted: expect.arrayContaining([expect.anything()]) })
    const sent = linesOf(join(folder, 'calm-requests.jsonl')).length

    let killed = 0
    for (let round = 0; killed < kills; round++) {
      const run = join(folder, `${round}.jsonl`)
      const requests = join(folder, `${round}-requests.jsonl`)
      let inFlight = 0
      for (let result: string | undefined; result === undefined; ) {
        const [answersBefore, sentBefore] = [answered(run), linesOf(requests).length]
        const more = killed < kills
        result = await play(
          run,
          requests,
          more ? { lines: Math.floor(Math.random() * 4), ms: Math.random() * 12 } : undefined,
        )
        // Every request is answered in the file, or was on its way when the process was killed: at most one for each of 4 workers.
        const lost = linesOf(requests).length - sentBefore - (answered(run) - answersBefore)
        expect(lost).toBeGreaterThanOrEqual(0)
        expect(lost).toBeLessThanOrEqual(result === undefined ? 4 : 0)
        inFlight += lost
        if (result === undefined) killed++
        else expect(JSON.parse(result)).toEqual(JSON.parse(calm ?? ''))
      }
      expect(linesOf(requests).length).toBe(sent + inFlight)
      for (const line of linesOf(run)) expect(() => JSON.parse(line) as unknown).not.toThrow()
    }
  })
})

describe('resume', () => {
  const good = fenced('function rewardFn(o, s, f) { return f ? -1 : 1 - Math.abs(o[2]) }')

  test('asks nothing again of a run that had ended', async () => {
    const path = join(folder, 'ended.jsonl')
    const model = scripted([good])
    using run = openRun(path)
    await new GenCode(task('CartPole-v1'), model).generateMany(3, { run, meta: { note: 'mine' } })
    run.close()
    const silent = scripted(() => expect.unreachable('no request may be sent'))
    const again = await resume(path, ({ task: id, meta, n, models }) => {
      expect([id, meta, n, models]).toEqual(['CartPole-v1', { note: 'mine' }, 3, ['scripted']])
      return new GenCode(task(id), silent)
    })
    expect(again.accepted.map(({ index }) => index)).toEqual([1])
    expect(again.accepted[0]?.rewardFunction([0, 0, 0.5, 0], false, false)).toBe(0.5)
    expect(again.duplicates).toHaveLength(2)
  })

  test('refuses other settings, and a file without a run', async () => {
    const path = join(folder, 'ended.jsonl')
    const other = (seed: number, goal?: string) => () =>
      new GenCode(task('CartPole-v1', goal === undefined ? {} : { goal }), scripted([good]), { seed })
    await expect(resume(path, other(5))).rejects.toThrow(/made with seed 0, not 5/)
    await expect(resume(path, other(0, 'Fall over.'))).rejects.toThrow(RunMismatchError)
    await expect(resume(join(folder, 'new.jsonl'), other(0))).rejects.toThrow(RunFileError)
  })

  test('keeps the answers of the models of a fallback list apart', async () => {
    const path = join(folder, 'fallback.jsonl')
    const broken = fenced('function rewardFn(o) { return o.x.y }')
    const make = (answers: string[][]) =>
      new GenCode(task('CartPole-v1'), scripted(answers[0] ?? []), {
        fallbacks: [scripted(answers[1] ?? [], 'other')],
      })
    using run = openRun(path)
    const before = await make([[broken], [good]]).generate({ run })
    run.close()
    using opened = openRun(path)
    const after = await make([[''], ['']]).generate({ run: opened })
    expect(after.attempts).toEqual(before.attempts)
    expect(after.attempts.at(-1)?.model).toBe('other')
  })
})
