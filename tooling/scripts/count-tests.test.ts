import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const script = fileURLToPath(new URL('count-tests.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gencode-count-'))
afterAll(() => rmSync(folder, { recursive: true }))

function count(report: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return spawnSync(process.execPath, [script, file], { encoding: 'utf8' }).stdout.trim()
}

const suite = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((status) => ({ status })),
})

test('counts what passed, failed and did not run', () => {
  const testResults = [suite('failed', 'passed', 'failed'), suite('passed', 'passed', 'skipped', 'todo')]
  expect(count({ testResults })).toBe('2 1 2')
})

test('a file that breaks before its tests is a failure', () => {
  expect(count({ testResults: [suite('failed', 'failed'), suite('failed')] })).toBe('0 2 0')
})

test('a file whose process stopped is a failure', () => {
  expect(count({ testResults: [suite('passed', 'passed', 'pending', 'pending')] })).toBe('1 1 0')
})

test('what failed is named, with the head of its message', () => {
  const file = join(folder, 'failed.json')
  const failed = { status: 'failed', fullName: 'one is two', failureMessages: ['1 !== 2\n  at here'] }
  const broken = { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }
  const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [failed] }, broken]
  writeFileSync(file, JSON.stringify({ testResults }))
  const { stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' })
  expect(stderr).toBe(
    'FAILED: a.test.ts: one is two\n1 !== 2\n  at here\nFAILED: b.test.ts: no such module\n',
  )
})

test('no report is a failure', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [script, join(folder, 'nowhere')], {
    encoding: 'utf8',
  })
  expect(stdout).toBe('0 1 0\n')
  expect(stderr).toContain('left no report')
})
