import { beforeAll, describe, expect, it } from 'vitest'
import { type CodeError, createSandboxForTests } from '../test/sandbox-for-tests.ts'
import type { Sandbox } from './index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandboxForTests({ resultBytes: 1000 })
})

function feedbackOf(code: string): string {
  try {
    sandbox.compile(code)()
  } catch (error) {
    return (error as CodeError).feedback
  }
  return ''
}

describe('the feedback of an error', () => {
  it.each([
    ['setTimeout', 'no timers'],
    ['setInterval', 'no timers'],
    ['requestAnimationFrame', 'no timers'],
    ['fetch', 'no network'],
    ['XMLHttpRequest', 'no network'],
    ['require', 'no modules'],
    ['process', 'no access to the machine'],
    ['Buffer', 'typed arrays'],
    ['document', 'no page'],
    ['Intl', 'toFixed'],
    ['URL', 'plain objects'],
    ['queueMicrotask', 'Promise.resolve'],
    ['Worker', 'no threads'],
  ])('says that %s is not there, and what to do instead', (name, instead) => {
    const feedback = feedbackOf(`function f() {\n  return ${name}(1)\n}`)
    expect(feedback).toContain(`f uses ${name} on line 2`)
    expect(feedback).toContain('does not exist here')
    expect(feedback).toContain(instead)
  })

  it('of another name says what was thrown', () => {
    expect(feedbackOf('() => nothing')).toContain("ReferenceError: 'nothing' is not defined")
  })

  it('tells the causes of an error', () => {
    const code = `() => { throw new Error('outer', { cause: new TypeError('inner', { cause: 'deep' }) }) }`
    expect(feedbackOf(code)).toContain('Error: outer, caused by TypeError: inner, caused by deep')
  })

  it('tells the reasons of an AggregateError', () => {
    const code = `async () => Promise.any([Promise.reject(new Error('a')), Promise.reject(new RangeError('b'))])`
    expect(feedbackOf(code)).toMatch(/AggregateError.* \(Error: a; RangeError: b\)/)
  })

  it.each([
    'const e = new Error("x"); e.cause = e; throw e',
    'throw new Error("x", { cause: "y".repeat(1e5) })',
    'throw new AggregateError(Array.from({ length: 1e4 }, (_, i) => new Error("z".repeat(1000) + i)), "many")',
    'const e = new Error("x"); Object.defineProperty(e, "cause", { get() { throw 1 } }); throw e',
    'const e = new Error("x"); e.errors = new Proxy([], { get() { throw 1 } }); throw e',
  ])('stays short, whatever the reasons are: %s', (body) => {
    const feedback = feedbackOf(`() => { ${body} }`)
    expect(feedback).toMatch(/threw/)
    expect(feedback.length).toBeLessThan(3000)
  })

  it('tells a result that is too large from one that is no plain data', () => {
    expect(feedbackOf('() => "x".repeat(2000)')).toMatch(/larger than 1000 bytes.*Return less/)
    expect(feedbackOf('() => "x".repeat(2000)')).not.toContain('plain data')
    expect(feedbackOf('() => new Map()')).toMatch(/a Map in it.*plain data/)
    expect(feedbackOf('() => new Promise(() => {})')).toMatch(/never settles.*must be resolved/)
  })
})

describe('a nameless function', () => {
  it.each([
    ['(x) => x + 1;', 2],
    ['async (x) => {\n  return x + 1\n};\n', 2],
    ['(function (x) { return x + 1 });', 2],
    ['(x) => x + 1 // the answer', 2],
    ['// note\n(x) => x + 1;;\n/* end */', 2],
    ["'use strict'; (x) => x + 1;", 2],
  ])('may have a semicolon or a comment behind it: %j', async (code, expected) => {
    expect(await sandbox.compile(code)(1)).toBe(expected)
  })

  it.each(['class A {}', 'const A = class {}', 'class A { static call() {} };'])(
    'is not a class: %s',
    (code) => {
      expect(() => sandbox.compile(code)).toThrow(/class|no function/)
      expect(() => sandbox.compile(code)).toThrow(expect.objectContaining({ code: 'sandbox/syntax' }))
    },
  )
})
