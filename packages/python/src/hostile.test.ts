/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a template of JavaScript would read */
import { CodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { createSandbox, type Sandbox, type SandboxedFunction } from '@gencode/sandbox'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { lowerPython } from './index.ts'

const timeoutMs = 200

/** Bodies of `f(o)`, and how each may end: codes of errors, or what it gives. */
const bodies: Readonly<Record<string, ReadonlyArray<readonly [body: string, ...ends: unknown[]]>>> = {
  'time without end': [
    ['while True:\n    pass', 'sandbox/timeout'],
    ['n = 0\nwhile n < 10 ** 15:\n    n += 1', 'sandbox/timeout'],
    ['for i in range(10 ** 12):\n    pass\nreturn i', 'sandbox/timeout'],
    ['return sum(i for i in range(10 ** 11))', 'sandbox/timeout', 'sandbox/memory'],
    ['return sum([1 for a in range(10 ** 5) for b in range(10 ** 5)])', 'sandbox/timeout', 'sandbox/memory'],
    ['def g(n):\n    while True:\n        n += 1\nreturn sorted([1, 2], key=g)', 'sandbox/timeout'],
    ['def g(n):\n    return 1 if n < 1 else g(n - 1) + g(n - 1)\nreturn g(60)', 'sandbox/timeout'],
    ['try:\n    while True:\n        pass\nexcept Exception:\n    return 1', 'sandbox/timeout'],
    ['try:\n    while True:\n        pass\nfinally:\n    return 1', 'sandbox/timeout'],
    ['return np.sum(np.arange(10 ** 10))', 'sandbox/timeout', 'sandbox/memory', 'sandbox/runtime'],
  ],
  'memory without end': [
    ['a = [0]\nwhile True:\n    a = a + a', 'sandbox/memory', 'sandbox/timeout'],
    ["s = 'x'\nwhile True:\n    s = s + s", 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ["return len('a' * 10 ** 9)", 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ['return len([0] * 10 ** 9)', 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ['return len(list(range(10 ** 9)))', 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ['return np.zeros(10 ** 9).sum()', 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ['return np.zeros((10 ** 5, 10 ** 5)).sum()', 'sandbox/memory', 'sandbox/timeout', 'sandbox/runtime'],
    ['d = {}\nn = 0\nwhile True:\n    d[n] = [n]\n    n += 1', 'sandbox/memory', 'sandbox/timeout'],
    [
      "return len(f'{1:1000000000}')",
      'sandbox/memory',
      'sandbox/timeout',
      'sandbox/runtime',
      'python/unsupported',
    ],
    [
      "return len('%1000000000d' % 1)",
      'sandbox/memory',
      'sandbox/timeout',
      'sandbox/runtime',
      'python/unsupported',
    ],
    [
      "return len('x'.ljust(10 ** 9))",
      'sandbox/memory',
      'sandbox/timeout',
      'sandbox/runtime',
      'python/unsupported',
    ],
  ],
  'numbers beyond a double': [
    ['return 10 ** 10 ** 10', 'sandbox/runtime', 'python/unsupported'],
    ['n = 10\nfor i in range(40):\n    n = n * n\nreturn n', 'sandbox/runtime', 'python/unsupported'],
    ['return 1 << 10 ** 9', 'sandbox/runtime', 'python/unsupported'],
    [`return ${'9'.repeat(400)}`, 'sandbox/runtime', 'python/unsupported'],
    ["return int('9' * 5000)", 'sandbox/runtime', 'python/unsupported'],
  ],
  'ways out': [
    ['return o.__class__.__mro__[1].__subclasses__()', 'python/unsupported'],
    ['return ().__class__', 'python/unsupported'],
    ["return getattr(o, '__class__')", 'python/unsupported'],
    ["return getattr(getattr(o, '__cl' + 'ass__'), '__base__')", 'python/unsupported'],
    ['return (lambda: 0).__globals__', 'python/unsupported'],
    ['return f.__code__.co_consts', 'python/unsupported'],
    ["return '{0.__class__}'.format(o)", 'python/unsupported', 'sandbox/runtime'],
    ["return f'{o.__class__}'", 'python/unsupported'],
    ["return f'{o.constructor}'", 'python/unsupported', 'sandbox/runtime'],
    ["return __builtins__['open']('/etc/passwd')", 'python/unsupported', 'sandbox/runtime'],
    ["return __import__('os').environ", 'python/unsupported'],
    ["import os\nreturn os.listdir('/')", 'python/import', 'python/unsupported'],
    ['import sys\nreturn sys.modules', 'python/import', 'python/unsupported'],
    ['from js import globalThis\nreturn globalThis', 'python/import', 'python/unsupported'],
    ["return eval('1')", 'python/unsupported'],
    ["exec('x = 1')\nreturn x", 'python/unsupported', 'sandbox/runtime'],
    ["return compile('1', 'x', 'eval')", 'python/unsupported', 'sandbox/runtime'],
    ['return globals()', 'python/unsupported', 'sandbox/runtime'],
    ['return vars(o)', 'python/unsupported', 'sandbox/runtime'],
    ['return dir(o)', 'python/unsupported', 'sandbox/runtime'],
    ['return type(o)(1)', 'python/unsupported', 'sandbox/runtime'],
    ["return open('/etc/passwd').read()", 'python/unsupported', 'sandbox/runtime'],
    ['return globalThis', 'sandbox/runtime', 'python/unsupported'],
    ['return process.env', 'sandbox/runtime', 'python/unsupported'],
    ["return constructor.constructor('return process')()", 'sandbox/runtime', 'python/unsupported'],
    ["return o.constructor.constructor('return 1')()", 'python/unsupported', 'sandbox/runtime'],
    ['return o.prototype', 'python/unsupported', 'sandbox/runtime'],
    ['o.__proto__ = 1\nreturn 1', 'python/unsupported', 'sandbox/runtime'],
    ['return np.__dict__', 'python/unsupported', 'sandbox/runtime'],
    ['return np.constructor', 'python/unsupported', 'sandbox/runtime'],
    ['return math.constructor', 'python/unsupported', 'sandbox/runtime'],
    ["return np.load('/etc/passwd')", 'python/unsupported', 'sandbox/runtime'],
  ],
  'names that mean something in JavaScript': [
    ["d = {'__proto__': 1}\nreturn d['__proto__']", 1],
    ["d = {}\nd['__proto__'] = 5\nreturn len(d) + d.get('__proto__')", 6],
    ["d = {'a': 1}\nreturn d.get('constructor', 7)", 7],
    ["d = {'a': 1}\nreturn 'toString' in d", 0, false],
    ["d = {'a': 1}\nreturn d['constructor']", 'sandbox/runtime'],
    ["d = dict(__proto__=3)\nreturn d['__proto__']", 3],
    ['def g(__proto__=1, constructor=2):\n    return __proto__ + constructor\nreturn g(__proto__=3)', 5],
    ["d = {'__proto__': {'a': 1}}\nreturn d.get('a', 9)", 9],
    ["x = {**{'__proto__': 4}}\nreturn x['__proto__']", 4],
    ['prototype = 1\nthis = 2\nreturn prototype + this', 3],
    ['eval_ = 1\narguments = 2\nlet = 3\nreturn eval_ + arguments + let', 6],
    ['undefined = 4\nNaN = 2\nInfinity = 1\nreturn undefined + NaN + Infinity', 7],
    ['Math = 1\nObject = 2\nArray = 3\nreturn Math + Object + Array + abs(-1)', 7],
    ['return `1`', 'python/syntax'],
    ["return '${1 + 1}' == '$' + '{1 + 1}'", 1, true],
    ["return len('\\u2028\\u2029`\\\\')", 4],
    ['return 1 # */ process.exit() /*', 1],
    ["'''`${globalThis.leak = 1}` */'''\nreturn 2", 2],
  ],
}

let sandbox: Sandbox
let control: SandboxedFunction
beforeAll(async () => {
  sandbox = await createSandbox({ timeoutMs })
  control = sandbox.compile('function control(x) { return [x * 2, typeof leak] }')
})
afterAll(() => sandbox.dispose())

const sourceOf = (body: string): string =>
  `import numpy as np\nimport math\ndef f(o):\n    ${body.replaceAll('\n', '\n    ')}\n`

function python(source: string): CleanedCode {
  return {
    language: 'python',
    source,
    original: source,
    entry: 'f',
    params: ['o'],
    warnings: [],
    lineMap: [],
  }
}

/** What comes of it: a value, or an error's code. */
function outcome(source: string): unknown {
  try {
    return sandbox.compile(lowerPython(python(source)))([1, 2, 3])
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    expect(error.feedback.length).toBeLessThan(10_000)
    return error.code
  }
}

describe.each(Object.entries(bodies))('hostile Python: %s', (_, list) => {
  it.each(list.map(([body, ...ends]) => ({ body, ends })))('$body', ({ body, ends }) => {
    expect(ends).toContain(outcome(sourceOf(body)))
    expect(control(2)).toEqual([4, 'undefined'])
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12)
  })
})

/** What is put around `a`, so many times. */
const nests: ReadonlyArray<readonly [before: string, after: string]> = [
  ['not ', ''],
  ['-', ''],
  ['lambda: ', ''],
  ['a if b else ', ''],
  ['', ' if b else a'],
  ['a ** ', ''],
  ['a + ', ''],
  ['a and ', ''],
  ['a < ', ''],
  ['', '()'],
  ['', '.b'],
  ['', '[0]'],
  ['(', ')'],
  ['[', ']'],
  ['{1: ', '}'],
  ['g(', ')'],
  ['[a for a in ', ']'],
  ['(a := ', ')'],
  ["f'{a}' ", "'b'"],
  ['f"{', '}"'],
]

test.each(nests)('code within code, %s … %s, ends in a typed error or is read', (before, after) => {
  for (const count of [150, 1000, 20_000]) {
    const code = `${before.repeat(count)}a${after.repeat(count)}`.slice(0, 90_000)
    for (const source of [sourceOf(`b = 1\na = o\nreturn ${code}`), `x = ${code}\ndef f(o): return 1`])
      try {
        expect(lowerPython(python(source)).lowered).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(CodeError)
      }
  }
})
