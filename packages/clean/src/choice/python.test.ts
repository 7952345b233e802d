import { describe, expect, test } from 'vitest'
import { CleanError, type CleanOptions, cleanResponse, createCleaner } from '../index.ts'

const options: CleanOptions = {
  languages: ['python'],
  entry: ['rewardFn', 'reward_fn'],
  params: ['observations', 'isSuccess', 'isFailure'],
}
const code = `def reward_fn(observations, is_success, is_failure):
    x = observations[0]
    if is_failure:
        return -1.0
    return -abs(x)`
const indented = (text: string, mark: string): string =>
  text
    .split('\n')
    .map((line) => mark + line)
    .join('\n')
const fenced = (text: string): string => `\`\`\`python\n${text}\n\`\`\``
const method = indented(code.replace('(obs', '(self, obs'), '    ')

/** Source without the blank lines around it. */
const bare = (source: string): string => source.replace(/^\n+|\n+$/g, '')

describe('a Python function comes out of whatever it stands in, to the letter', () => {
  test.each<readonly [where: string, response: string]>([
    ['nothing', code],
    ['a fence', `Sure:\n${fenced(code)}\nBye`],
    ['a fence without a tag', `\`\`\`\n${code}\n\`\`\``],
    ['a fence that never closes', `\`\`\`python\n${code}`],
    ['prose', `Here it is:\n\n${code}\n\nIt rewards staying in the middle: it's simple.`],
    ['an indented block', `Code:\n\n${indented(code, '    ')}\n\nDone`],
    ['a list', `1. First:\n\n   ${indented(fenced(code), '   ').trimStart()}`],
    ['a quote', indented(fenced(code), '> ')],
    [
      'a terminal',
      code
        .split('\n')
        .map((line, index) => (index === 0 ? '>>> ' : '... ') + line)
        .join('\n'),
    ],
    [
      'a notebook',
      `In [1]: ${code
        .split('\n')
        .map((line, index) => (index === 0 ? line : `   ...: ${line}`))
        .join('\n')}`,
    ],
    [
      'line numbers',
      code
        .split('\n')
        .map((line, index) => `${index + 1} | ${line}`)
        .join('\n'),
    ],
    ['JSON', JSON.stringify({ code })],
    ['JSON of a tool call', JSON.stringify({ name: 'submit', arguments: JSON.stringify({ code }) })],
    ['a doubly encoded text', JSON.stringify(code)],
    ['a tag', `<answer>\n${code}\n</answer>`],
    ['a tool’s tags', `<write_to_file>\n<path>r.py</path>\n<content>\n${code}\n</content>\n</write_to_file>`],
    ['a diff', `\`\`\`diff\n${indented(code, '+')}\n\`\`\``],
    ['thinking before it', `<think>def x(a): return 1</think>\n${code}`],
    ['a program', fenced(`${code}\n\nif __name__ == "__main__":\n    print(reward_fn([1], True, False))`)],
    ['lines that end in CRLF', fenced(code).replaceAll('\n', '\r\n')],
    ['a class with one method', fenced(`class Reward:\n${method}`)],
  ])('%s', (_where, response) => {
    const cleaned = cleanResponse(response, options)
    expect(bare(cleaned.source)).toBe(code)
    expect(cleaned).toMatchObject({
      language: 'python',
      entry: 'reward_fn',
      params: ['observations', 'is_success', 'is_failure'],
    })
    expect(cleaned.lowered).toBeUndefined()
    const lines = cleaned.original.split('\n').length
    expect(cleaned.source.split('\n')).toHaveLength(lines)
    expect(cleaned.lineMap).toHaveLength(lines)
    expect(cleanResponse(cleaned.source, options).source).toBe(cleaned.source)
  })
})

test('what the function needs comes along, from other blocks too; what it does not stays out', () => {
  const response = [
    fenced('import numpy as np\nimport os\nK = 2.0\nunused = 3\ndef helper(x):\n    return x * K'),
    'and then',
    fenced(
      'W = {}\nW["a"] = 2\ndef reward_fn(o, s, f):\n    """Text (with a bracket."""\n    return np.abs(helper(o[0])) + W["a"]\n\nprint(reward_fn([1], 0, 0))',
    ),
  ].join('\n')
  expect(cleanResponse(response, options).source.split('\n').filter(Boolean)).toEqual([
    'import numpy as np',
    'K = 2.0',
    'def helper(x):',
    '    return x * K',
    'W = {}',
    'W["a"] = 2',
    'def reward_fn(o, s, f):',
    '    """Text (with a bracket."""',
    '    return np.abs(helper(o[0])) + W["a"]',
  ])
})

test('the body alone gets the head that was asked for, with a warning', () => {
  const body = 'x = observations[0]\nif is_failure:\n    return -1.0\nreturn -abs(x)'
  for (const response of [body, fenced(body), `The body:\n\n${body}\n\nThat is all.`]) {
    const { source, warnings, original, lineMap } = cleanResponse(response, options)
    expect(bare(source)).toBe(code)
    expect(warnings[0]).toContain('def reward_fn(...)')
    expect(lineMap).toHaveLength(original.split('\n').length)
  }
  expect(cleanResponse('x = observations[0]\nreturn x if isSuccess else 0', options).params).toEqual([
    'observations',
    'isSuccess',
    'is_failure',
  ])
})

test('constants and other methods of a class come along', () => {
  const response = fenced(
    'class Reward:\n    GAIN = 2.0\n    def __init__(self):\n        self.k = 3.0\n\n    def half(self, x):\n        return x / 2\n\n    def compute(self, o, s, f):\n        return self.half(o[0]) * self.k + self.GAIN',
  )
  expect(
    cleanResponse(response, { languages: ['python'] })
      .source.split('\n')
      .filter((line) => line.trim()),
  ).toEqual([
    'Reward_GAIN = 2.0',
    'Reward_k = 3.0',
    'def Reward_half(x):',
    '    return x / 2',
    'def compute(o, s, f):',
    '    return Reward_half(o[0]) * Reward_k + Reward_GAIN',
  ])
})

test('a class that keeps state stays as it is', () => {
  const response = fenced(
    'class Reward:\n    def __init__(self, k):\n        self.k = k\n\n    def compute(self, o):\n        self.k += 1\n        return o[0] * self.k',
  )
  expect(cleanResponse(response, { languages: ['python'] }).source).toContain('class Reward:')
})

test('parameters are read over lines, with types, defaults and stars', () => {
  const response =
    'def reward_fn(\n    observations: dict[str, list[float]],\n    is_success: bool = False,\n    *,\n    scale: float = 1.0,  # a comment, with (a bracket\n) -> float:\n    return scale'
  expect(cleanResponse(response, options).params).toEqual(['observations', 'is_success', 'scale'])
})

describe('of two languages counts the one that was named, then the fence, then the order', () => {
  const script = 'function rewardFn(o) {\n  return 1\n}'
  test.each<
    readonly [what: string, response: string, languages: ('javascript' | 'python')[], language: string]
  >([
    ['JavaScript alone', script, ['python', 'javascript'], 'javascript'],
    ['Python alone', code, ['javascript', 'python'], 'python'],
    [
      'both, Python first',
      `${fenced(code)}\n\`\`\`js\n${script}\n\`\`\``,
      ['python', 'javascript'],
      'python',
    ],
    [
      'both, JavaScript first',
      `${fenced(code)}\n\`\`\`js\n${script}\n\`\`\``,
      ['javascript', 'python'],
      'javascript',
    ],
    [
      'both, one with the name',
      `${fenced(code)}\n\`\`\`js\n${script.replace('rewardFn', 'other')}\n\`\`\``,
      ['javascript', 'python'],
      'python',
    ],
  ])('%s', (_what, response, languages, language) => {
    expect(cleanResponse(response, { ...options, languages }).language).toBe(language)
  })
})

describe('where there is no Python function, the reason is said in its terms', () => {
  test.each<readonly [what: string, response: string, code: string, said: string]>([
    [
      'an answer that stops in a bracket',
      '```python\ndef reward_fn(o, s, f):\n    x = max(o[0],\n',
      'clean/truncated',
      'stops',
    ],
    [
      'an answer that stops behind the head',
      '```python\ndef reward_fn(o, s, f):\n',
      'clean/truncated',
      'stops',
    ],
    [
      'an answer that stops in a text',
      '```python\ndef reward_fn(o, s, f):\n    """Doc',
      'clean/truncated',
      'stops',
    ],
    ['a text that never ends', fenced("def reward_fn(o, s, f):\n    return 'x"), 'clean/syntax', 'line 2'],
    ['a bracket too many', fenced('def reward_fn(o, s, f):\n    return o[0])'), 'clean/syntax', 'line 2'],
    [
      'a line of dots',
      fenced('def reward_fn(o, s, f):\n    x = o[0]\n    ...\n    return x'),
      'clean/truncated',
      'Line 3',
    ],
    [
      'a remark that code was left out',
      fenced('def reward_fn(o, s, f):\n    x = o[0]\n    # ... rest of the code\n    return x'),
      'clean/truncated',
      'Line 3',
    ],
    [
      'a function without a body',
      fenced('def reward_fn(o, s, f):\n    """Doc."""\n    pass'),
      'clean/no-function',
      'no body',
    ],
    [
      'a function inside another one',
      'def make():\n    def reward_fn(o, s, f):\n        return 1.0\n    print(reward_fn([1], 0, 0))\nmake()',
      'clean/no-function',
      'inside `make`',
    ],
    [
      'JavaScript',
      '```js\nfunction rewardFn(o) { return 1 }\n```',
      'clean/unsupported-language',
      'must be written in Python',
    ],
    [
      'a class that is called itself',
      '```python\nclass Reward:\n    def __call__(self, observations):\n        return observations[0]\n```',
      'clean/no-function',
      'it defines no function',
    ],
    ['values alone', '```python\ngain = 2\n```', 'clean/no-function', 'it defines no function'],
    ['prose', 'I think so.', 'clean/no-code', '```python'],
    ['nothing', '', 'clean/empty', '```python'],
    ['no string', undefined as never, 'clean/empty', '```python'],
  ])('%s', (_what, response, code, said) => {
    try {
      cleanResponse(response, options)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof CleanError)) throw error
      expect(error.code).toBe(code)
      expect(error.feedback).toContain(said)
    }
  })
})

test('a stream of Python is complete when its block has closed', () => {
  const cleaner = createCleaner(options)
  expect(cleaner.push(`Sure:\n\`\`\`python\n${code}\n`)).toBe(false)
  expect(cleaner.push('```\n')).toBe(true)
})
