import { describe, expect, test } from 'vitest'
import { CleanError, cleanProgram, cleanResponse, createCleaner, eraseTypes } from './index.ts'

/** What a function, cleaned out of a response, returns. */
function called(response: string, observations: readonly unknown[]): unknown {
  const { source, entry } = cleanResponse(response, { entry: 'rewardFn' })
  return new Function(`${source}\nreturn ${entry}`)()(observations)
}

function rejected(response: string): CleanError {
  try {
    cleanResponse(response, { entry: 'rewardFn' })
  } catch (error) {
    if (error instanceof CleanError) return error
    throw error
  }
  throw new Error('it was taken')
}

const js = (code: string): string => `\`\`\`js\n${code}\n\`\`\``
const ts = (code: string): string => `\`\`\`ts\n${code}\n\`\`\``
const counting =
  'function rewardFn(o) {\n  let n = 0\n  for (let i = 0; i &lt; o.length &amp;&amp; n &lt; 3; i++) if (o[i] &gt; 0) n++\n  return n\n}'

// Each first line is what people reported elsewhere (its thread is named); those below are others of its kind.
describe('an answer that people met gives the right value', () => {
  test.each<readonly [name: string, response: string, observations: readonly unknown[], value: unknown]>([
    [
      'cline#975: entities in a tool tag',
      `<write_to_file>\n<path>reward.js</path>\n<content>\n${counting}\n</content>\n</write_to_file>`,
      [1, -1, 2],
      2,
    ],
    [
      'entities in a tool tag without a path',
      `<write_to_file>\n<content>\n${counting}\n</content>\n</write_to_file>`,
      [1, 1, 2],
      3,
    ],
    ['entities in an unknown tag', `<my_file>\n${counting}\n</my_file>`, [1, -1, 2], 2],
    [
      'entities in unknown tags, one in another',
      `<edit>\n<name>x</name>\n<new_text>\n${counting}\n</new_text>\n</edit>`,
      [1, -1, 2],
      2,
    ],
    [
      'entities between the marks of an edit',
      `<replace_in_file>\n<diff>\n<<<<<<< SEARCH\n=======\n${counting}\n>>>>>>> REPLACE\n</diff>\n</replace_in_file>`,
      [1, -1, 2],
      2,
    ],
    ['BoltAI#405: &lt; that parses', 'function rewardFn(o) { return o[0] &lt; 3 ? 1 : 0 }', [2], 1],
    ['&gt; that parses', 'function rewardFn(o) { return o[0] &gt; 3 ? 1 : 0 }', [2], 0],
    ['&amp; that parses', 'function rewardFn(o) { return o[0] &amp; 3 }', [6], 2],
    ['an entity by number', 'function rewardFn(o) { return o[0] &#60; 3 ? 1 : 0 }', [2], 1],
    [
      'a reference that is a property of every object',
      'function rewardFn(o) { const valueOf = 1; return o[0] &valueOf; }',
      [3],
      1,
    ],
    ['a name that is an entity’s', 'function rewardFn(o) { const lt = 1; return o[0] &lt; 3 }', [3], 1],
    [
      'codex#2235: a patch as text',
      '*** Begin Patch\n*** Add File: rewardFn.js\n+function rewardFn(o) {\n+  return o[0] * 8\n+}\n*** End Patch',
      [2],
      16,
    ],
    [
      'a patch as JSON of a command',
      '{"command":["apply_patch","*** Begin Patch\\n*** Add File: rewardFn.js\\n+function rewardFn(o) {\\n+  return o[0] * 8\\n+}\\n*** End Patch\\n"]}',
      [2],
      16,
    ],
    [
      'a patch that shows a whole file',
      '*** Begin Patch\n*** Update File: a.js\n@@\n function rewardFn(o) {\n-  return o[0]\n+  return o[0] * 8\n }\n*** End Patch',
      [2],
      16,
    ],
    [
      'a patch in a fence',
      'Here:\n```\n*** Begin Patch\n*** Add File: r.js\n+function rewardFn(o) {\n+  return o[0] * 8\n+}\n*** End Patch\n```',
      [2],
      16,
    ],
    [
      'a patch in a command',
      "```bash\napply_patch <<'EOF'\n*** Begin Patch\n*** Add File: r.js\n+function rewardFn(o) {\n+  return o[0] * 8\n+}\n*** End Patch\nEOF\n```",
      [2],
      16,
    ],
    ['GLM-V#79: a box', '<|begin_of_box|>function rewardFn(o) { return o[0] + 9 }<|end_of_box|>', [1], 10],
    [
      'a box behind thinking',
      '<think>x</think><|begin_of_box|>function rewardFn(o) { return o[0] + 9 }<|end_of_box|>',
      [1],
      10,
    ],
    [
      'a tool call between marks',
      '<|tool_calls_section_begin|><|tool_call_begin|>functions.write:0<|tool_call_argument_begin|>{"code":"function rewardFn(o) { return 2 }"}<|tool_call_end|><|tool_calls_section_end|>',
      [1],
      2,
    ],
    [
      'ts-blank-space#29: return <T> before a line break',
      ts(
        'function maker() {\n  return <T>\n    (x: T) => x\n}\nexport function rewardFn(o: number[]): number {\n  return maker()(o[0]!)\n}',
      ),
      [7],
      7,
    ],
    [
      'yield <T> before a line break',
      ts(
        'function* make() {\n  yield <T>\n    (x: T) => x\n}\nexport function rewardFn(o: number[]): number {\n  return make().next().value(o[0])\n}',
      ),
      [7],
      7,
    ],
    [
      'a cast before a line break',
      ts('export function rewardFn(o: number[]): number {\n  return <number>\n    o[0]\n}'),
      [7],
      7,
    ],
    [
      'a condition’s type arguments',
      ts(
        'const id = <T,>(x: T) => x\nexport const rewardFn = (o: number[]) => id<number>(o[0]!) < 3 ? 1 : 0',
      ),
      [7],
      0,
    ],
    [
      'babel#16833: two enums of one name',
      ts('enum W { A = 1 }\nenum W { B = 2 }\nexport function rewardFn(o: number[]) { return W.A + W.B }'),
      [1],
      3,
    ],
    [
      'an enum that goes on from another',
      ts('enum W { A = 1 }\nenum W { B = A + 4 }\nexport function rewardFn(o: number[]) { return W.B }'),
      [1],
      5,
    ],
    [
      'two namespaces of one name',
      ts(
        'namespace U { export const k = 2 }\nnamespace U { export const h = (x: number) => x * k }\nexport const rewardFn = (o: number[]) => U.h(o[0]!)',
      ),
      [3],
      6,
    ],
    [
      'a class and a namespace',
      ts(
        'class P { x = 1 }\nnamespace P { export const y = 2 }\nexport const rewardFn = (o: number[]) => new P().x + P.y',
      ),
      [1],
      3,
    ],
    [
      'a function and a namespace',
      ts(
        'export function rewardFn(o: number[]) { return rewardFn.k * o[0]! }\nexport namespace rewardFn { export const k = 2 }',
      ),
      [3],
      6,
    ],
    [
      'a namespace’s variable that changes',
      ts(
        'namespace N { export let n = 1; export function up() { n += 2 } }\nexport const rewardFn = (o: number[]) => { N.up(); return N.n }',
      ),
      [1],
      3,
    ],
    [
      'a namespace’s variable in short',
      ts(
        'namespace N { export let n = 1; export const pair = () => ({ n }); export function set() { ({ n } = { n: 5 }) } }\nexport const rewardFn = (o: number[]) => { N.set(); return N.pair().n }',
      ),
      [1],
      5,
    ],
    [
      'gptme#520: dots elsewhere',
      js('function rewardFn(o) {\n  const a = [...o]\n  return Math.max(\n    ...a)\n}'),
      [1, 4],
      4,
    ],
  ])('%s', (_name, response, observations, value) => {
    expect(called(response, observations)).toBe(value)
  })

  test.each<readonly [name: string, code: string]>([
    [
      'ts-blank-space#19: async and type parameters over lines',
      'const rewardFn = async <\n    T extends number,\n    U\n>(o: T[]): Promise<T> => o[0]!',
    ],
    [
      'swc#12033: async<T> and the parameters on the next line',
      'export const rewardFn = async<T>\n(o: T[]): Promise<T> => o[0]!',
    ],
    [
      'async and a result’s type over lines',
      'export const rewardFn = async <T,>(o: T[]): Promise<\n  T\n> => o[0]!',
    ],
  ])('%s', async (_name, code) => {
    expect(await called(ts(code), [7])).toBe(7)
  })
})

describe('an answer that people met is refused, and says why', () => {
  test.each<readonly [name: string, response: string, code: string, said: string]>([
    [
      'gptme#520: a line of dots',
      js('function rewardFn(o) {\n  const a = o[0]\n  ...\n  return a\n}'),
      'clean/truncated',
      'Line 3',
    ],
    ['gemini-cli#4836: a body of dots', js('function rewardFn(o) {\n  ...\n}'), 'clean/truncated', 'Line 2'],
    [
      'one sign for three dots',
      js('function rewardFn(o) {\n  const a = o[0]\n  …\n  return a\n}'),
      'clean/truncated',
      'Line 3',
    ],
    [
      'dots with a semicolon',
      js('function rewardFn(o) {\n  ...;\n  return o[0]\n}'),
      'clean/truncated',
      'Line 2',
    ],
    [
      'dots without a fence',
      'function rewardFn(o) {\n  const a = o[0]\n  ...\n  return a\n}',
      'clean/truncated',
      'Line 3',
    ],
    [
      'dots in an object',
      js('const W = {\n  a: 1,\n  ...\n}\nfunction rewardFn(o) {\n  return W.a\n}'),
      'clean/truncated',
      'Line 3',
    ],
    [
      'dots between statements',
      js('const a = 1\n...\nfunction rewardFn(o) {\n  return a\n}'),
      'clean/truncated',
      'Line 2',
    ],
    [
      'dots in a comment',
      js('function rewardFn(o) {\n  const a = o[0]\n  // ... existing code ...\n  return a\n}'),
      'clean/truncated',
      'Line 3',
    ],
    [
      'gpt-engineer#87: the function inside main',
      js('function main() {\n  const rewardFn = (o) => o[0] + 1\n  console.log(rewardFn([1]))\n}\nmain()'),
      'clean/no-function',
      'inside `main`',
    ],
    [
      'the function inside an arrow',
      js(
        'const main = () => {\n  function rewardFn(o) { return 1 }\n  console.log(rewardFn([1]))\n}\nmain()',
      ),
      'clean/no-function',
      'inside `main`',
    ],
    [
      'the function inside a method',
      js('class App { run() { const rewardFn = (o) => 1; console.log(rewardFn([1])) } }\nnew App().run()'),
      'clean/no-function',
      'inside `App`',
    ],
    [
      'openinterpreter#163: Python that prints JavaScript',
      '```python\nCODE = """\nfunction rewardFn(o) { return 1 }\n"""\nprint(CODE)\n```',
      'clean/unsupported-language',
      'Python',
    ],
    [
      'Python that holds JavaScript',
      '```python\nJS = """\nfunction rewardFn(o) { return 1 }\n"""\n```',
      'clean/unsupported-language',
      'Python',
    ],
    [
      'Python that writes JavaScript',
      "```py\njs = '''\nfunction rewardFn(o) { return 1 }\n'''\nwith open('x.js', 'w') as f:\n    f.write(js)\n```",
      'clean/unsupported-language',
      'Python',
    ],
    [
      'Python that holds JavaScript, without a fence',
      'CODE = """\nfunction rewardFn(o) { return 1 }\n"""\nprint(CODE)',
      'clean/unsupported-language',
      'Python',
    ],
    [
      'Python that runs JavaScript',
      "```python\nimport subprocess\nsubprocess.run(['node', '-e', 'function rewardFn(o) { return 1 }'])\n```",
      'clean/unsupported-language',
      'Python',
    ],
  ])('%s', (_name, response, code, said) => {
    const error = rejected(response)
    expect(error.code).toBe(code)
    expect(error.feedback).toContain(said)
  })
})

describe('a value that throws when it is looked at still ends in a CleanError', () => {
  const fail = (): never => {
    throw new Error('looked at')
  }
  const handler = Object.fromEntries(
    Object.getOwnPropertyNames(Reflect).map((name) => [name, fail]),
  ) as ProxyHandler<object>
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  test.each<readonly [name: string, value: unknown]>([
    ['a Proxy', new Proxy({}, handler)],
    ['a Proxy of a function', new Proxy(() => 1, handler)],
    ['a revoked Proxy', revoked.proxy],
    ['a text that throws', { toString: fail, [Symbol.toPrimitive]: fail }],
    [
      'a tag that throws',
      {
        toString: fail,
        get [Symbol.toStringTag]() {
          return fail()
        },
      },
    ],
  ])('%s', (_name, value) => {
    for (const clean of [cleanResponse, cleanProgram, eraseTypes])
      expect(() => clean(value as string)).toThrow(CleanError)
    try {
      expect(cleanResponse('function f(o) { return 1 }', value as object).entry).toBe('f')
    } catch (error) {
      expect(error).toBeInstanceOf(CleanError)
    }
    const cleaner = createCleaner()
    cleaner.push(value as string)
    expect(() => cleaner.result()).toThrow(CleanError)
  })
})
