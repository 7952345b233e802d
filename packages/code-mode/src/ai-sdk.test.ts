import { generateText, stepCountIs, tool } from 'ai'
import { MockLanguageModelV3 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { codeMode } from './index.ts'

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 1, text: 1, reasoning: undefined },
}

/** Writes one program, reads its answer, and says it. */
function scripted(program: string) {
  const prompts: unknown[] = []
  const model = new MockLanguageModelV3({
    doGenerate: async ({ prompt, tools }) => {
      prompts.push({ prompt, tools })
      const result = prompt.flatMap(({ role, content }) => (role === 'tool' ? content : []))[0]
      if (result?.type === 'tool-result')
        return {
          content: [{ type: 'text', text: `The answer is ${JSON.stringify(result.output)}` }],
          finishReason: { unified: 'stop', raw: 'stop' },
          usage,
          warnings: [],
        }
      return {
        content: [
          { type: 'tool-call', toolCallId: 'call-1', toolName: 'code', input: JSON.stringify({ program }) },
        ],
        finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
        usage,
        warnings: [],
      }
    },
  })
  return { model, prompts }
}

const square = tool({
  description: 'Squares a number.',
  inputSchema: z.object({ value: z.number() }),
  outputSchema: z.number(),
  execute: async ({ value }) => value * value,
})

describe('code mode in the AI SDK', () => {
  it('is a tool as it is: the model writes a program and reads what it came to', async () => {
    using code = codeMode({ tools: { square } })
    const { model, prompts } = scripted(
      'return (await tools.square({ value: 3 })) + (await tools.square({ value: 4 }))',
    )
    const { text, steps } = await generateText({
      model,
      prompt: 'How long is the hypotenuse, squared?',
      tools: { code },
      stopWhen: stepCountIs(3),
    })
    expect(text).toContain('"value":25')
    expect(steps).toHaveLength(2)
    const [{ tools: offered }] = prompts as [{ tools: { description: string; inputSchema: unknown }[] }]
    expect(offered[0]?.description).toContain('square(input: {')
    expect(offered[0]?.inputSchema).toMatchObject({ required: ['program'] })
  })

  it('keeps the state of a waiting run from the model', async () => {
    using code = codeMode({ tools: { square: tool({ ...square, needsApproval: true }) } })
    const { model } = scripted('return await tools.square({ value: 3 })')
    const { text, steps } = await generateText({
      model,
      prompt: 'x',
      tools: { code },
      stopWhen: stepCountIs(3),
    })
    expect(text).toContain('tools.square')
    expect(text).not.toContain('gencode-code-mode')
    const [result] = steps[0]?.toolResults ?? []
    const { state } = (result?.output ?? {}) as { state: string }
    expect(await code.resume(state, { approved: true })).toEqual({ value: 9 })
  })
})
