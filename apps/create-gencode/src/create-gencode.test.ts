import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { models } from './choices.ts'

const bin = fileURLToPath(new URL('../bin/create-gencode.js', import.meta.url))
const modules = fileURLToPath(new URL('../node_modules', import.meta.url))

let place = ''
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'create-gencode-'))
  // As if it had been installed; a project made in here finds it.
  symlinkSync(modules, join(place, 'node_modules'))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

function run(file: string, args: readonly string[], cwd = place) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('create-gencode', () => {
  test.each(Object.keys(models))(
    'makes a project for %s whose packages are those that it was made with',
    (model) => {
      expect(run(bin, [`with-${model}`, '--model', model, '--yes'])).toMatchObject({ status: 0 })
      const manifest = JSON.parse(readFileSync(join(place, `with-${model}`, 'package.json'), 'utf8'))
      expect(manifest.name).toBe(`with-${model}`)
      for (const version of Object.values(manifest.dependencies))
        expect(version).toMatch(/^(?:workspace:)?\^/)
      expect(readFileSync(join(place, `with-${model}`, 'README.md'), 'utf8')).not.toMatch(/__[A-Z]+__/)
    },
  )

  test.each([
    ['own', 'CartPole-v1'],
    ['a built-in one', 'own'],
  ])('makes a project whose tests pass: %s', (_name, task) => {
    const folder = `tested-${task.toLowerCase()}`
    expect(run(bin, [folder, '--task', task, '--yes'])).toMatchObject({ status: 0 })
    const tested = run('--test', [], join(place, folder))
    expect(tested.stdout + tested.stderr).toMatch(/# pass 2\n# fail 0/)
    expect(tested.status).toBe(0)
  })

  test('makes a project whose run ends with a function in best.js', () => {
    expect(run(bin, ['designed', '--yes'])).toMatchObject({ status: 0 })
    expect(run('design.js', [], join(place, 'designed'))).toMatchObject({ status: 0 })
    expect(readFileSync(join(place, 'designed/best.js'), 'utf8')).toContain('function rewardFn(')
  })

  test.each([
    ['a folder that is not empty', ['full'], /full is not empty/],
    ['an unknown model', ['x', '--model', 'gpt'], /--model is baseline, ollama/],
    ['a task that is none', ['x', '--task', "'; rm"], /--task is own or a task's id/],
    ['an unknown option', ['x', '--colour'], /colour/],
  ])('refuses %s in words and makes nothing', (_name, args, words) => {
    mkdirSync(join(place, 'full'), { recursive: true })
    writeFileSync(join(place, 'full/notes.txt'), 'mine')
    const { status, stderr } = run(bin, [...args, '--yes'])
    expect(stderr).toMatch(words)
    expect(status).toBe(2)
  })
})
