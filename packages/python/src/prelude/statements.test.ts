import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildRuntime } from '../../runtime/build.mjs'
import { preludeOf } from './prelude.ts'

test('the statements are those of the runtime: `node runtime/build.mjs` writes them', () => {
  expect(readFileSync(new URL('statements.ts', import.meta.url), 'utf8')).toBe(buildRuntime())
})

test('a prelude holds what is asked for and what that needs, and no more', () => {
  expect(preludeOf([])).toBe('')
  const scalar = preludeOf(['fdiv'])
  expect(scalar).toContain('class $PyError')
  expect(scalar).not.toContain('$ND')
  expect(scalar.length).toBeLessThan(400)
})

test('a part of a class is there where the class and what asks for it are', () => {
  expect(preludeOf(['vector'])).not.toContain('$ND.prototype.len=')
  expect(preludeOf(['vector', 'len'])).toContain('$ND.prototype.len=')
})

test('all of it is JavaScript of one line', () => {
  const all = preludeOf(['method', 'np_random_normal', 'm_format', 'b_type'])
  expect(all).not.toContain('\n')
  expect(() => new Function(all)).not.toThrow()
})
