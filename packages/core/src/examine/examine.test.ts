import { CodeError } from '@gencode/contract'
import { task } from '@gencode/env'
import { createSandbox } from '@gencode/sandbox'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examine } from './examine.ts'

const pieces = [
  '```js\n',
  '\n```\n',
  'function rewardFn(o, s, f) {',
  'return ',
  'o[2]',
  ' / ',
  'NaN',
  '}',
  '() => ',
  'throw o;',
  'while (f) {}',
  '{ reward: 1, components: { a: o } }',
  '`',
  '"',
  '// ',
  '\u0000',
  '\uD800',
  'class A { static f() {} }',
  'export default ',
  'new Proxy(o, {})',
]

test('any answer ends in a verdict: a function with 200 finite rewards, or a failure that can be told', async () => {
  using sandbox = await createSandbox({ timeoutMs: 20 })
  const answer = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
    fc
      .array(fc.constantFrom(...pieces), { maxLength: 6 })
      .map((parts) => `\`\`\`js\nfunction rewardFn(o, s, f) {\n${parts.join('')}\n}\n\`\`\``),
  )
  await fc.assert(
    fc.asyncProperty(answer, async (response) => {
      const examined = await examine(response, { task: task('CartPole-v1'), sandbox })
      const { verdict } = examined
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
      if ('fn' in examined) {
        expect(verdict.rewards?.filter(Number.isFinite)).toHaveLength(200)
        examined.fn.dispose()
      } else {
        expect(examined.cause).toBeInstanceOf(CodeError)
        expect(verdict.error).toMatchObject({
          code: expect.stringMatching(/^\w+\/[\w-]+$/),
          feedback: expect.stringMatching(/./),
        })
      }
    }),
    { numRuns: 150 },
  )
})
