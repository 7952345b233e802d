import { expect, it } from 'vitest'
import { CodeError, codeFrame, GencodeError } from './errors.ts'

it('keeps of a code error what a document needs, and no more', () => {
  const whole = { code: 'a/b', feedback: 'why', line: 2, column: 0, frame: '> 2 | x' }
  const error = new CodeError({ ...whole, message: 'for people', cause: 'something' })
  expect([error.message, error.cause]).toEqual(['for people', 'something'])
  expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'CodeError', ...whole })
  const bare = new CodeError({ code: 'a/b', feedback: 'why' })
  expect(bare.message).toBe('why')
  expect(Object.keys(bare.toJSON())).toEqual(['name', 'code', 'feedback'])
  expect('cause' in bare).toBe(false)
})

it('is no instance of nothing, of a text, or of what only looks like one', () => {
  for (const value of [null, undefined, 'GencodeError', {}, { name: 'GencodeError' }])
    expect(value instanceof GencodeError).toBe(false)
})

it('can be named anew, as errors can', () => {
  const error = new GencodeError('x')
  error.name = 'Other'
  expect(error.name).toBe('Other')
  expect(Object.keys(error)).toEqual([])
})

it('draws a frame of so many lines as are asked for, cut at its right edge', () => {
  const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join('\n')
  expect(codeFrame(text, 10, 1, 1)).toBe('   9 | line 9\n> 10 | line 10\n     | ^\n  11 | line 11')
  expect(codeFrame(text, 1)).toBe('> 1 | line 1\n  2 | line 2\n  3 | line 3')
  expect(codeFrame(text, 12, undefined, 0)).toBe('> 12 | line 12')
  const long = codeFrame('x'.repeat(500), 1, 160)
  expect(long.split('\n').map((line) => line.length)).toEqual([166, 166])
  expect(codeFrame('x'.repeat(500), 1, 161)).toBe(`> 1 | ${'x'.repeat(160)}`)
})
