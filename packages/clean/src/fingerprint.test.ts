import { describe, expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

const base = `
const LIMIT = 0.2
function rewardFn(observations, isSuccess, isFailure) {
  const [x, v, angle] = observations
  if (isFailure) return -1
  let sum = 0
  for (const each of observations) { sum += each * each }
  return 1 - Math.abs(angle) / LIMIT + (isSuccess ? 10 : 0) - sum
}`

describe('code has the same fingerprint', () => {
  test.each([
    [
      'in another layout',
      base.replaceAll('\n', '\n\n\t').replaceAll(' = ', '=').replace('return -1', 'return -1;'),
    ],
    ['with comments', base.replace('let sum', '// the sum of squares\n  let /* of */ sum')],
    [
      'with other names of its own',
      base
        .replaceAll('observations', 'obs')
        .replaceAll('sum', 'total')
        .replaceAll('LIMIT', 'MAX')
        .replace('rewardFn', 'reward'),
    ],
    [
      'with braces around a single statement',
      base.replace('return -1', '{ return -1 }').replace('{ sum += each * each }', 'sum += each * each'),
    ],
    ['with let instead of const', base.replace('const LIMIT', 'let LIMIT').replace('const [', 'var [')],
    ['with numbers written differently', base.replace('0.2', '.20').replace('10', '1e1')],
    ['with a parenthesis more', base.replace('Math.abs(angle) / LIMIT', '(Math.abs(angle) / LIMIT)')],
    ['with a semicolon more', base.replace('return -1', 'return -1;;').concat(';')],
    [
      'with types',
      base
        .replace(
          '(observations, isSuccess, isFailure)',
          '(observations: number[], isSuccess: boolean, isFailure?: boolean): number',
        )
        .replace('const LIMIT', 'interface Unused { x: number }\nconst LIMIT: number')
        .replace('function rewardFn', 'declare function rewardFn(o: number[]): number;\nfunction rewardFn'),
    ],
    ['with a literal key', base.replace('Math.abs', 'Math["abs"]')],
  ])('%s', (_name, code) => {
    expect(fingerprint(code)).toBe(fingerprint(base))
  })
})

describe('code has another fingerprint', () => {
  test.each([
    ['with another number', base.replace('0.2', '0.3')],
    ['with another operator', base.replace('+ (isSuccess', '- (isSuccess')],
    ['with another function of Math', base.replace('Math.abs', 'Math.exp')],
    ['with two names exchanged', base.replace('[x, v, angle]', '[angle, v, x]')],
    ['with a statement less', base.replace('if (isFailure) return -1', '')],
    ['with a number that is text', base.replace('10', '"10"')],
    ['with an optional call', base.replace('Math.abs(', 'Math.abs?.(')],
  ])('%s', (_name, code) => {
    expect(fingerprint(code)).not.toBe(fingerprint(base))
  })
})

test('a getter is not the method of its name', () => {
  expect(fingerprint('const a = { get b() { return 1 } }')).not.toBe(
    fingerprint('const a = { b() { return 1 } }'),
  )
})

test('code that does not parse is compared without its white space', () => {
  expect(fingerprint('function f( {')).toBe(fingerprint('function  f(\n{'))
  expect(fingerprint('function f( {')).not.toBe(fingerprint('function g( {'))
})

test('types make no difference', () => {
  expect(fingerprint('function f(a: number[]): number { return (a[0] as number)! }')).toBe(
    fingerprint('function f(a) { return a[0] }'),
  )
})
