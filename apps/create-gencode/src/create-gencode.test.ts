import { spawnSync } from 'node:child_process'
import {
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
import { fileURLToPath } from 'node:url'
import { listEnvs } from '@gencode/env'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOfMujoco, models, taskIds } from './choices.ts'

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
    ['one of MuJoCo’s', 'InvertedPendulum-v5'],
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

  test('knows the ids of all tasks, and which of them MuJoCo makes', () => {
    const listed = listEnvs().filter(({ runsIn }) => runsIn !== 'python')
    expect([...taskIds].sort()).toEqual(listed.map(({ id }) => id).sort())
    const ofMujoco = listed.filter(({ runsIn }) => runsIn === 'mujoco').map(({ id }) => id)
    expect(taskIds.filter(isOfMujoco).sort()).toEqual(ofMujoco.sort())
  })

  test('prints lines that a shell takes, also for a name with a space', () => {
    expect(run(bin, ['my rewards', '--yes']).stdout).toContain('\n  cd "my rewards"\n  npm install\n')
    mkdirSync(join(place, 'here'))
    expect(run(bin, ['.', '--yes'], join(place, 'here')).stdout).toContain('\n\n  npm install\n')
  })

  test.each([
    ['with an empty name', '', 'The name of the folder is empty'],
    ['in a file', 'file/project', 'ENOTDIR'],
    ['behind a link to nowhere', 'link/project', 'ENOENT'],
    ['that is a file', 'file', 'file is a file'],
  ])('says in a line why it makes none %s, and writes nothing', (_name, folder, why) => {
    const cwd = mkdtempSync(join(place, 'odd-'))
    writeFileSync(join(cwd, 'file'), '')
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'link'))
    const { status, stderr } = run(bin, [folder, '--yes'], cwd)
    expect(stderr).toMatch(/^error .*\n\(--help shows what there is\)\n$/)
    expect(stderr).toContain(why)
    expect(status).toBe(2)
    expect(readdirSync(cwd)).toEqual(['file', 'link'])
  })

  test('makes a project that says in words that its model is not there', () => {
    expect(run(bin, ['without', '--model', 'ollama', '--yes'])).toMatchObject({ status: 0 })
    const file = join(place, 'without/model.js')
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('new OllamaChat({', "$&host: 'http://127.0.0.1:9',"),
    )
    const { status, stderr } = run('design.js', [], join(place, 'without'))
    expect(status).toBe(1)
    expect(stderr).toMatch(/ollama serve/)
    expect(stderr.split('\n').length).toBeLessThan(20)
  })

  test.each([
    ['a folder that is not empty', ['full'], /full is not empty/],
    ['an unknown model', ['x', '--model', 'gpt'], /--model is baseline, ollama/],
    ['a task that is none', ['x', '--task', "'; rm"], /--task is own or a task's id/],
    ['a task that nobody knows', ['x', '--task', 'Foo-v1'], /--task is own or a task's id \(CartPole-v1, /],
    ['two folders', ['x', 'y'], /One folder, not x and y/],
    ['a file in the place of a folder', ['full/notes.txt'], /notes\.txt is a file/],
    ['an unknown option', ['x', '--colour'], /colour/],
  ])('refuses %s in words and makes nothing', (_name, args, words) => {
    mkdirSync(join(place, 'full'), { recursive: true })
    writeFileSync(join(place, 'full/notes.txt'), 'mine')
    const { status, stderr } = run(bin, [...args, '--yes'])
    expect(stderr).toMatch(words)
    expect(status).toBe(2)
  })
})
