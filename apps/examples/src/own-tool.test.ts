import { codeMode } from '@gencode/code-mode'
import { describe, expect, it } from 'vitest'
import { stockTool } from './own-tool.ts'

describe("a tool of one's own", () => {
  const code = () =>
    codeMode({
      tools: {
        stock: stockTool(
          new Map([
            ['bolts', 7],
            ['nuts', 3],
          ]),
        ),
      },
    })

  it('is shown to the model as a typed function', () => {
    using mode = code()
    expect(mode.description).toMatch(/How many pieces of an article are in stock/)
    const signature = mode.description.replace(/\s+/g, ' ')
    expect(signature).toContain(
      'stock(input: { article: string }): Promise<{ article: string pieces: number }>',
    )
  })

  it('is called by a program, side by side', async () => {
    using mode = code()
    const program = `const all = await Promise.all(['bolts', 'nuts'].map((article) => tools.stock({ article })))
      return all.reduce((sum, { pieces }) => sum + pieces, 0)`
    expect(await mode.execute({ program })).toMatchObject({ value: 10 })
  })

  it('says what to do, to a program that asks for what is not there, or not as it is asked for', async () => {
    using mode = code()
    const asked = (input: string) =>
      mode.execute({
        program: `try { return await tools.stock(${input}) } catch (error) { return error.message }`,
      })
    expect(await asked('{ article: "screws" }')).toMatchObject({
      value: expect.stringContaining('There is no screws; there are bolts, nuts'),
    })
    expect(await asked('{ article: 1 }')).toMatchObject({ value: expect.stringMatching(/article/) })
  })
})
