import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer } from '../../../tooling/model-server/ollama.ts'
import { openaiAnswer } from '../../../tooling/model-server/openai.ts'
import { hasChromium } from '../../../tooling/vitest/chromium.ts'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { fromHash } from './link.ts'
import { openPlayground, type Playground, seriousFindings } from './playground.test-kit.ts'

const broken = '```js\nfunction rewardFn(observations) {\n  return observation[2]\n}\n```'
const good =
  '```js\nfunction rewardFn(observations, isSuccess, isFailure) {\n  return isFailure ? -1 : 1 - Math.abs(observations[2])\n}\n```'

describe.runIf(hasChromium)('asking a model from the playground', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await openPlayground()
  })
  afterAll(() => playground?.[Symbol.asyncDispose]())

  /** Goes to the form and fills it. */
  async function ask(kind: string, address: string) {
    const { page, problems } = await playground.visit({ allowed: new URL(address).origin })
    await page.getByRole('tab', { name: 'Ask a model' }).click()
    await page.getByLabel('Who writes it').selectOption(kind)
    await page.getByLabel('Address').fill(address)
    return { page, problems, generate: () => page.getByRole('button', { name: 'Generate' }).click() }
  }

  it('has Ollama write a reward, refines a broken answer, and puts the good one into the editor', async () => {
    await using server = await startModelServer([ollamaAnswer(broken), ollamaAnswer(good)], { cors: true })
    const { page, problems, generate } = await ask('ollama', server.url)
    await generate()
    await page.getByText('Accepted. It is in the editor').waitFor()
    expect(await page.getByLabel('Attempt 1').textContent()).toContain('sandbox/runtime')
    expect(await page.getByLabel('Attempt 2').textContent()).toContain('accepted')
    expect(server.requests[1]?.body.messages.at(-1).content).toContain('sandbox/runtime')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Show it' }).click()
    await expect
      .poll(() => page.locator('.cm-content').textContent())
      .toContain('1 - Math.abs(observations[2])')
    expect(problems).toEqual([])
  })

  it.runIf(isRequired('deep'))('says what to do where Ollama refuses the page', async () => {
    await using server = await startModelServer([])
    const { page, generate } = await ask('ollama', server.url)
    await generate()
    const origin = new URL(playground.url).origin
    await page.getByText(`OLLAMA_ORIGINS=${origin} ollama serve`).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it.runIf(isRequired('deep'))('asks an OpenAI-compatible server with a key that no link holds', async () => {
    await using server = await startModelServer([openaiAnswer(good)], { cors: true })
    const { page, problems, generate } = await ask('openai', `${server.url}/v1`)
    await page.getByLabel('Key').fill('secret-key')
    await generate()
    await page.getByText('Accepted. It is in the editor').waitFor()
    expect(server.requests[0]?.headers.authorization).toBe('Bearer secret-key')
    // The link follows what is written by a moment.
    await expect
      .poll(async () => (await fromHash(new URL(page.url()).hash.slice(1)))?.endpoint.address)
      .toBe(`${server.url}/v1`)
    await page.reload()
    await expect.poll(() => page.getByLabel('Key').inputValue()).toBe('')
    expect(await page.getByLabel('Address').inputValue()).toBe(`${server.url}/v1`)
    expect(problems).toEqual([])
  })
})
