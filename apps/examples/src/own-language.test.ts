import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'
import type { ChatModel } from '@gencode/llm'
import { describe, expect, it } from 'vitest'
import { cleanFormula } from './own-language.ts'

/** A model that gives these answers, and keeps what it was last told. */
function scripted(...answers: string[]): ChatModel & { readonly told: string[] } {
  const told: string[] = []
  return {
    id: 'scripted',
    told,
    async *generate(messages) {
      told.push(messages.at(-1)?.content ?? '')
      yield { type: 'text', text: answers[told.length - 1] ?? '' }
      yield { type: 'finish', reason: 'stop' }
    },
  }
}

describe("a language of one's own", () => {
  it('runs as any other: the model is told what is wrong, and tries again', async () => {
    const model = scripted('Certainly!', '```\n1 o2 sine -\n```', 'Now it is right:\n```\n1 o2 abs -\n```')
    const genCode = new GenCode(task('CartPole-v1'), model, { clean: cleanFormula })
    const { rewardFunction, attempts } = await genCode.generate()
    expect(rewardFunction([0, 0, -0.25, 0], false, false)).toBe(0.75)
    expect(attempts.map(({ error }) => error?.code)).toEqual(['formula/none', 'formula/word', undefined])
    expect(model.told[2]).toContain('There is no word "sine". There are numbers, o0, o1')
    genCode.dispose()
  })

  it.each([
    ['1 +', 'formula/too-few'],
    ['1 2', 'formula/values'],
    ['constructor', 'formula/word'],
  ])('refuses %j', (formula, code) => {
    const wanted = { entry: 'rewardFn', params: ['observations'], languages: [] }
    expect(() => cleanFormula(`\`\`\`\n${formula}\n\`\`\``, wanted)).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
