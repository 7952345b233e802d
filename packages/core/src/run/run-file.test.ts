import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalLine } from './journal.ts'
import { RunFileError } from './lock.ts'
import { openRun, readRun } from './run-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gencode-run-'))
  path = join(folder, 'runs', 'one.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const header: JournalLine = {
  type: 'run',
  format: 1,
  versions: {},
  task: 'CartPole-v1',
  models: ['scripted'],
  seed: 0,
  n: 2,
  startedAt: '2026-01-01T00:00:00.000Z',
}
const verdict = (candidate: number): JournalLine => ({
  type: 'verdict',
  candidate,
  attempt: 1,
  fingerprint: 'clean/no-code',
  error: { code: 'clean/no-code', feedback: 'No code here: äöü 字 🎈\n' },
  warnings: [],
  examinedMs: 1,
})

function writeThree(): string {
  using run = openRun(path)
  for (const line of [header, verdict(0), verdict(1)]) run.append(line)
  return readFileSync(path, 'utf8')
}

describe('a run file', () => {
  test('makes its folder, and gives back what was written', () => {
    writeThree()
    using run = openRun(path)
    expect(run.lines).toEqual([header, verdict(0), verdict(1)])
    expect(run.header).toEqual(header)
  })

  test('is neither a pipe nor a device, which might never end', () => {
    const pipe = join(folder, 'pipe')
    spawnSync('mkfifo', [pipe])
    for (const open of [openRun, readRun])
      for (const path of [pipe, '/dev/null'])
        expect(() => open(path)).toThrow(`${path} is a pipe or a device: a run is kept in a file`)
  })

  test('behind a link to nowhere is told as the system tells it', () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    expect(() => openRun(join(folder, 'link', 'runs', 'one.jsonl'))).toThrow('ENOENT')
  })

  test('cut at any byte keeps its whole lines, and goes on with a whole one', () => {
    const whole = Buffer.from(writeThree())
    for (let bytes = 0; bytes <= whole.length; bytes++) {
      writeFileSync(path, whole.subarray(0, bytes))
      const kept = whole.subarray(0, bytes).toString().split('\n').length - 1
      using run = openRun(path)
      expect(run.lines).toHaveLength(kept)
      run.append(kept === 0 ? header : verdict(7))
      const texts = readFileSync(path, 'utf8').split('\n')
      expect(texts.pop()).toBe('')
      expect(texts.map((text) => JSON.parse(text) as unknown)).toHaveLength(kept + 1)
    }
  })

  test('refuses a file that is no run, and leaves it alone', () => {
    writeThree()
    for (const text of ['{"kind', 'Dear diary', 'Dear diary,\nI am no run.\n', '{"a":1}\n', '[1]\n']) {
      writeFileSync(path, text)
      expect(() => openRun(path)).toThrow(RunFileError)
      expect(readFileSync(path, 'utf8')).toBe(text)
      expect(existsSync(`${path}.lock`)).toBe(false)
    }
  })

  test('lets the lines of other packages through, also in a run of the first format', () => {
    const foreign = { type: 'design/race', rungs: [1, 2] } as const
    for (const format of [1, 2] as const) {
      rmSync(path, { force: true })
      {
        using run = openRun(path)
        run.append({ ...header, format } as JournalLine)
        run.append(foreign)
      }
      using again = openRun(path)
      expect(again.lines[1]).toEqual(foreign)
      expect(readRun(path).header).toMatchObject({ format })
    }
    for (const type of ['race', '/race', 'design/', 'a b/c', 7]) {
      writeFileSync(path, `${JSON.stringify(header)}\n${JSON.stringify({ type })}\n`)
      expect(() => openRun(path)).toThrow(/damaged at line 2/)
    }
  })

  test("keeps the caller's own notes beside answers and verdicts", () => {
    {
      using run = openRun(path)
      run.append(header)
      run.append({ type: 'note', name: 'training', value: { successRate: 1 } })
    }
    using again = openRun(path)
    expect(again.lines[1]).toEqual({ type: 'note', name: 'training', value: { successRate: 1 } })
  })

  test('names the line that is damaged in the middle, and what is wrong with it', () => {
    const [first, second, third] = writeThree().split('\n') as [string, string, string]
    for (const [damaged, fault] of [
      [second.slice(0, -9), /damaged at line 2 \(.*JSON/],
      ['{"type":"verdicts"}', /damaged at line 2 \(its type is "verdicts", which is none of run, answer/],
      ['null', /damaged at line 2 \(its type is undefined/],
      [first, /damaged at line 2 \(the line of type run is the first one/],
      ['{"type":"verdict"}', /\(its candidate is undefined and its attempt undefined: whole numbers/],
      ['{"type":"answer","candidate":0,"attempt":0}', /\(its candidate is 0 and its attempt 0: whole/],
    ] as const) {
      writeFileSync(path, `${first}\n${damaged}\n${third}\n`)
      expect(() => openRun(path)).toThrow(fault)
    }
  })

  test('is read while it is open, and left as it is', () => {
    using run = openRun(path)
    for (const line of [header, verdict(0)]) run.append(line)
    appendFileSync(path, '{"type":"note","na')
    const text = readFileSync(path, 'utf8')
    expect(readRun(path)).toMatchObject({ header, accepted: [] })
    expect(readRun(path).candidates).toHaveLength(2)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  test('is not made by reading', () => {
    expect(() => readRun(path)).toThrow(/There is no run file/)
    expect(existsSync(path)).toBe(false)
    writeThree()
    writeFileSync(path, '')
    expect(readRun(path).header).toBeUndefined()
    writeFileSync(path, 'Dear diary')
    expect(() => readRun(path)).toThrow(RunFileError)
  })

  test('that is a folder is refused, and the folder left as it is', () => {
    mkdirSync(path, { recursive: true })
    for (const open of [openRun, readRun]) expect(() => open(path)).toThrow(/is a folder, not a run file/)
    expect(existsSync(`${path}.lock`)).toBe(false)
    expect(readdirSync(path)).toEqual([])
  })

  test('of a later format is refused', () => {
    writeThree()
    writeFileSync(path, readFileSync(path, 'utf8').replace('"format":1', '"format":3'))
    expect(() => openRun(path)).toThrow(/format 3/)
    expect(() => readRun(path)).toThrow(RunFileError)
  })

  test.runIf(process.platform === 'linux')('that is refused is not kept open', () => {
    writeThree()
    writeFileSync(path, 'Dear diary')
    const before = readdirSync('/proc/self/fd').length
    for (let count = 0; count < 5; count++) expect(() => openRun(path)).toThrow(RunFileError)
    expect(readdirSync('/proc/self/fd')).toHaveLength(before)
  })

  test('is for one process at a time, until it is closed', () => {
    const run = openRun(path)
    expect(() => openRun(path)).toThrow(/in use by process/)
    run.close()
    openRun(path).close()
    expect(() => run.append(header)).toThrow(/closed/)
  })

  test('of a process that was killed can be opened again', () => {
    writeThree()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(`${path}.lock`, `${pid} 1234`)
    appendFileSync(path, '{"type":"verdict","cand')
    using run = openRun(path)
    expect(run.lines).toHaveLength(3)
  })

  test('whose lock names no process, or one whose id is used again, can be opened', () => {
    writeThree()
    for (const mark of [
      '',
      '0 0',
      'no process',
      ...(process.platform === 'linux' ? [`${process.pid} 1`] : []),
    ]) {
      writeFileSync(`${path}.lock`, mark)
      openRun(path).close()
    }
  })

  test.runIf(process.platform === 'linux')(
    'of a killed process whose parent has not looked at it can be opened',
    async () => {
      writeThree()
      // The shell becomes a program that waits for no child.
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 10'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      try {
        const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)))
        const stat = () =>
          readFileSync(`/proc/${pid}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')
        await expect.poll(() => stat()[0]).toBe('Z')
        writeFileSync(`${path}.lock`, `${pid} ${stat()[19]}`)
        using run = openRun(path)
        expect(run.lines).toHaveLength(3)
      } finally {
        parent.kill('SIGKILL')
      }
    },
  )

  test('names the versions that made it', () => {
    using run = openRun(path)
    expect(run.versions).toMatchObject({ node: process.versions.node, '@gencode/core': expect.any(String) })
  })
})
