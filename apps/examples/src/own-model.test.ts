import { readFile } from 'node:fs/promises'
import { Chat } from '@gencode/llm'
import { modelContract } from '@gencode/llm/testing'
import { describe, expect, it } from 'vitest'
import { deadUrl, startModelServer } from '../../../tooling/model-server/model-server.ts'
import { hangUp, inPackets, reset, status, stream, words } from '../../../tooling/model-server/replies.ts'
import { plainTextModel } from './own-model.ts'
import { designReward } from './swap-the-model.ts'

const answer = 'Größe 大きさ 🚀 and so on, a dozen words or two.'
const text = stream(words(answer), { pauseMs: 1 })

describe("a model backend of one's own", () => {
  for (const { name, run } of modelContract(async () => {
    const server = await startModelServer([text], { repeatLast: true })
    return { model: plainTextModel(server.url), answer, dispose: () => server.close() }
  }))
    it(name, run)

  it('is the one in the README, and short', async () => {
    const [readme, own] = await Promise.all(
      ['../../../packages/llm/README.md', './own-model.ts'].map((path) =>
        readFile(new URL(path, import.meta.url), 'utf8'),
      ),
    )
    expect(readme).toContain(`\`\`\`ts\n${own}\`\`\``)
    expect(own?.trim().split('\n').length).toBeLessThanOrEqual(30)
  })

  it('survives faults as every backend does', async () => {
    const packets = inPackets([answer], 1)
    const broken = status(500, {})
    await using server = await startModelServer([broken, broken, packets, reset(['half an']), hangUp, text])
    const ask = (retries?: number) =>
      new Chat(plainTextModel(server.url), { delayMs: 1, retries }).addMessage('go').generateResponse()
    expect(await ask()).toBe(answer)
    await expect(ask(0)).rejects.toMatchObject({ reason: 'failed', partial: 'half an' })
    await expect(ask(0)).rejects.toMatchObject({ reason: 'unreachable' })
    expect(await ask()).toBe(answer)
    const dead = new Chat(plainTextModel(await deadUrl())).addMessage('go').generateResponse()
    await expect(dead).rejects.toMatchObject({ name: 'ModelUnavailableError', reason: 'unreachable' })
  })

  it('is a model like any other to a program', async () => {
    const code = '```js\nconst rewardFn = ([, , angle]) => 1 - Math.abs(angle)\n```'
    await using server = await startModelServer([stream(words(code))])
    expect((await designReward(plainTextModel(server.url))).reward).toBeCloseTo(0.9)
  })
})
