import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'
import { describe, expect, test } from 'vitest'
import { fenced, scripted } from '../../test/scripted-model.ts'
import { GenCode, recordedRun, reviveState } from '../index.ts'
import type { Journal, JournalLine } from './journal.ts'

const cartPole = task('CartPole-v1')
const broken = fenced('function rewardFn(o) { return o.x.y }')
const goodFor = (weight: number) =>
  fenced(`function rewardFn(o, s, f) { return f ? -1 : ${weight} - Math.abs(o[2]) }`)

class InMemory implements Journal {
  readonly lines: JournalLine[] = []
  append(line: JournalLine): void {
    this.lines.push(line)
  }
}

/** Candidates 1 and 2 give the same function at their second attempt, 3 none, 4 another one at once. */
async function play(): Promise<{ run: InMemory; states: Awaited<ReturnType<GenCode['generateMany']>> }> {
  const run = new InMemory()
  const model = scripted((_index, messages, { seed = 0 }) => {
    const candidate = Math.round(seed / 1009)
    if (candidate === 3) return goodFor(2)
    return messages.length === 1 || candidate === 2 ? broken : goodFor(1)
  })
  using genCode = new GenCode(cartPole, model, { maxAttempts: 2 })
  return { run, states: await genCode.generateMany(4, { run }) }
}

describe('a recorded run', () => {
  test('tells what generateMany told: the attempts, what was accepted, what is the same, what failed', async () => {
    const { run, states } = await play()
    const { header, candidates, accepted } = recordedRun(run.lines)
    expect(header?.n).toBe(4)
    expect(accepted).toEqual(states.accepted.map(({ attempts }) => attempts.at(-1)))
    const told = candidates.map(({ index, attempts, isDuplicate, ...each }) => [
      index,
      attempts.length,
      each.accepted !== undefined,
      isDuplicate,
    ])
    expect(told).toEqual([
      [1, 2, true, false],
      [2, 2, true, true],
      [3, 2, false, false],
      [4, 1, true, false],
    ])
    expect(candidates[2]?.attempts).toEqual(states.failed[0]?.attempts)
  })

  test('gives functions that are compiled again', async () => {
    const { run } = await play()
    using sandbox = await createSandbox()
    const rewards = []
    for (const attempt of recordedRun(run.lines).accepted) {
      const { rewardFunction } = await reviveState(attempt, { task: cartPole, sandbox })
      rewards.push(rewardFunction([0, 0, 0.5, 0], false, false))
    }
    expect(rewards).toEqual([0.5, 1.5])
  })

  test('that stopped half way has candidates that were not begun, and attempts without a verdict', async () => {
    const { run } = await play()
    const first = run.lines.findIndex((line) => line.type === 'answer')
    const { candidates, accepted } = recordedRun(run.lines.slice(0, first + 1))
    expect(candidates.map(({ attempts }) => attempts.length)).toEqual([1, 0, 0, 0])
    expect(candidates[0]?.attempts[0]).toMatchObject({ index: 1, response: broken })
    expect(candidates[0]?.attempts[0]?.fingerprint).toBeUndefined()
    expect(accepted).toEqual([])
  })

  test('has the notes of its caller, and may be empty', () => {
    const note = (value: number): JournalLine => ({ type: 'note', name: 'training', value })
    expect(recordedRun([note(1), note(2)]).notes.get('training')).toBe(2)
    expect(recordedRun([])).toEqual({
      header: undefined,
      candidates: [],
      lines: [],
      accepted: [],
      notes: new Map(),
    })
  })
})
