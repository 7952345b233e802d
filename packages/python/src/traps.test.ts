import { createSandbox, type Sandbox } from '@gencode/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareAnswers } from '../test/agree.ts'
import { runLowered } from '../test/lowered.ts'
import { programOf, traps } from '../test/programs.ts'
import { recorded } from '../test/recorded.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ timeoutMs: 5000 })
})
afterAll(() => sandbox.dispose())

const programs = traps.map((body) => programOf(body))
const answers = recorded('traps', programs)

test('every trap is CPython to the bit, or its reason is listed', () => {
  const counts: Record<string, number> = {}
  const others: string[] = []
  programs.forEach((program, index) => {
    const { level } = compareAnswers(answers[index] ?? {}, runLowered(sandbox, program))
    counts[level] = (counts[level] ?? 0) + 1
    if (level !== 'same' && level !== 'rounding')
      others.push(`${level}: ${traps[index]?.replaceAll('\n', ' ; ')}`)
  })
  expect(counts).toMatchInlineSnapshot(`
    {
      "differs": 2,
      "refused": 18,
      "rounding": 5,
      "same": 349,
      "words": 1,
    }
  `)
  expect(others).toMatchInlineSnapshot(`
    [
      "refused: return np.foo(1)",
      "refused: return 10 ** 20",
      "refused: return 2 ** 53 + 1",
      "words: def f(n): ;     return f(n + 1) ; return f(0)",
      "differs: import foo ; return 1",
      "refused: import os ; return os.getcwd()",
      "refused: return open("x")",
      "refused: return eval("1+1")",
      "refused: return __import__("os")",
      "refused: return o.__class__",
      "refused: class A: ;     pass ; return 1",
      "refused: with open("x") as f: ;     pass ; return 1",
      "refused: match a: ;     case True: ;         return 1 ; return 0",
      "refused: yield 1",
      "refused: async def f(): ;     pass ; return 1",
      "refused: @staticmethod ; def f(): ;     return 1 ; return 1",
      "differs: return ...",
      "refused: return 1j",
      "refused: return b"x"",
      "refused: return "a b".title()",
      "refused: return (5).bit_length()",
    ]
  `)
})
