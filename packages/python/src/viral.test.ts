import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandbox } from '@gencode/sandbox'
import { expect, test } from 'vitest'
import { compareAnswers } from '../test/agree.ts'
import { askCPython, type Call, type Program, python } from '../test/cpython.ts'
import { runLowered } from '../test/lowered.ts'
import { randomOf } from '../test/random.ts'

/** A folder that holds `viral.jsonl`: reward functions of VIRAL's models, which are not ours to keep here. */
const folder = process.env.GENCODE_REWARDS
const file = folder && join(folder, 'viral.jsonl')
const isThere = file !== undefined && existsSync(file) && python !== undefined
if (!isThere) console.warn('SKIPPED: GENCODE_REWARDS names no folder with viral.jsonl, or there is no Python')

const lengths: Readonly<Record<string, number>> = {
  'CartPole-v1': 4,
  'LunarLander-v3': 8,
  'Swimmer-v5': 8,
  'Hopper-v5': 11,
}

/** Observations of the size that a task has, with the four pairs of flags in turn. */
function callsFor(task: string, count: number): Call[] {
  const random = randomOf(7)
  return Array.from({ length: count }, (_, index) => {
    const size = [0.05, 0.5, 2, 5][index % 4] as number
    const observation = Array.from({ length: lengths[task] ?? 4 }, () => (random() * 2 - 1) * size)
    return [observation, (index & 4) > 0, (index & 8) > 0] as const
  })
}

test.skipIf(!isThere)(
  'VIRAL’s functions lower, and are CPython’s with numpy on 200 observations',
  { timeout: 600_000 },
  async () => {
    const rows = readFileSync(file as string, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; task: string; python: string; entry: string })
    const programs = rows.map(
      (row): Program => ({ source: row.python, entry: row.entry, calls: callsFor(row.task, 200) }),
    )
    const answers = askCPython(programs)
    using sandbox = await createSandbox({ timeoutMs: 10_000 })
    const counts: Record<string, number> = {}
    const wrong: string[] = []
    programs.forEach((program, index) => {
      const got = runLowered(sandbox, program)
      const { level, call } = compareAnswers(answers[index] ?? {}, got)
      counts[level] = (counts[level] ?? 0) + 1
      if (level === 'same' || level === 'rounding') return
      const wanted = call === undefined ? answers[index] : answers[index]?.results?.[call]
      const given = call === undefined ? got : got.results?.[call]
      wrong.push(
        `${rows[index]?.id} ${level}: ${JSON.stringify(wanted)} ${JSON.stringify(given)}`.slice(0, 400),
      )
    })
    console.log(counts)
    expect(wrong).toEqual([])
  },
)
