import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer } from '../../../tooling/model-server/ollama.ts'
import { hasChromium } from '../../../tooling/vitest/chromium.ts'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { isTooWide, openPlayground, type Playground, seriousFindings } from './playground.test-kit.ts'

/** What a chat would answer: each a little different. */
const answerOf = (weight: number): string =>
  `Here it is:\n\n\`\`\`js\nfunction rewardFn(observations, isSuccess, isFailure) {\n  const components = { alive: 1, upright: -${weight} * Math.abs(observations[2]), failure: isFailure ? -10 : 0 }\n  const reward = components.alive + components.upright + components.failure\n  return { reward, components }\n}\n\`\`\``

/** What the browser keeps of the design. */
function keptLines(page: Page): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('gencode-design')
        open.onerror = () => reject(open.error)
        open.onsuccess = () => {
          const all = open.result.transaction('lines').objectStore('lines').getAll()
          all.onsuccess = () => {
            open.result.close()
            resolve(all.result)
          }
        }
      }),
  )
}

const keyOf = ({ type, key, candidate, attempt }: Record<string, unknown>): string =>
  JSON.stringify([type, key, candidate, attempt])

describe.runIf(hasChromium && isRequired('deep'))('designing in the playground', { timeout: 180_000 }, () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await openPlayground()
  })
  afterAll(() => playground?.[Symbol.asyncDispose]())

  async function fill(page: Page, rounds: number, population: number, steps: number): Promise<void> {
    // The seed of a design is drawn where it is begun.
    await page.evaluate(() => {
      Math.random = () => 0.25
    })
    await page.getByRole('tab', { name: 'Design' }).click()
    await page.getByLabel('Rounds').fill(String(rounds))
    await page.getByLabel('Rewards a round').fill(String(population))
    await page.getByLabel(/Environment steps/).fill(String(steps))
  }

  it('goes two rounds to a better function, closed in the middle and gone on with', async () => {
    const { page, problems } = await playground.visit()
    await fill(page, 2, 3, 10_000)
    await page.getByRole('button', { name: 'Begin a design' }).click()
    await page.getByRole('tabpanel').getByRole('button', { name: 'Pause' }).waitFor()
    await page.locator('.candidates tbody tr').nth(2).waitFor()
    // One that was refused has a second try.
    expect(await page.locator('.lineage circle.ring').count()).toBeGreaterThanOrEqual(3)
    const before = await keptLines(page)

    // The page is closed while it works; what it found is kept.
    await page.reload()
    await page.getByRole('tab', { name: 'Design' }).click()
    await page.getByText(/design of “Cart and pole” is kept here/).waitFor()
    // On a fast machine it may have come to its end.
    await page.getByRole('button', { name: /^(?:Go on|Show it)$/ }).click()
    await page.locator('.candidates tbody tr').nth(2).waitFor()
    await page.getByText('All 2 rounds are done').waitFor()
    expect(await page.locator('.candidates tbody tr').count()).toBeGreaterThanOrEqual(6)
    // Nothing of what was there was done again.
    const after = await keptLines(page)
    expect(before.length).toBeGreaterThan(5)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(new Set(after.map(keyOf)).size).toBe(after.length)
    expect(await page.locator('.lineage line').count()).toBeGreaterThan(0)
    expect(await seriousFindings(page)).toEqual([])

    const child = page.locator('.candidates tr', { hasText: /from \d/ }).first()
    await child.getByRole('button').click()
    const article = page.getByRole('article', { name: /^Reward \d/ })
    expect(await article.locator('ins').count()).toBeGreaterThan(0)
    await article.getByRole('button', { name: /Put it into the editor/ }).click()
    await page.getByText('It runs').waitFor()
    expect(await page.locator('.outcome .rate').count()).toBe(1)
    expect(problems).toEqual([])
  })

  it('asks which of two policies is better, tells the model with the next round, and keeps it', async () => {
    const { page, problems } = await playground.visit()
    await fill(page, 3, 2, 500)
    await page.getByLabel('Who writes it').selectOption('hand')
    await page.getByRole('button', { name: 'Begin a design' }).click()
    const question = (number: number) => page.getByRole('form', { name: `Question ${number}` })
    const answer = async (number: number) => {
      await question(number).getByLabel('Paste its whole answer').fill(answerOf(number))
      await question(number).getByRole('button', { name: 'Give this answer' }).click()
    }
    for (const number of [1, 2]) await answer(number)
    await question(3).waitFor()

    const watch = page.getByText('Which is better? Watch two of their policies')
    await watch.focus()
    await page.keyboard.press('Enter')
    const pictures = page.locator('details .picture canvas[role=img]')
    await pictures.nth(1).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Neither' }).click()
    const choice = page.getByRole('button', { name: 'Reward 2 is better' })
    await choice.focus()
    await page.keyboard.press('Enter')
    const row = page.locator('.candidates tbody tr', {
      has: page.getByRole('button', { name: '2', exact: true }),
    })
    const chance = /^(?:5[1-9]|[6-9]\d) %$/
    await row.getByText(chance).waitFor()

    for (const number of [3, 4]) await answer(number)
    const prompt = await question(5).getByLabel('Copy this into any chat').inputValue()
    expect(prompt).toContain('A person who watched the policies prefers candidate 2 to 1.')
    await page.reload()
    await page.getByRole('tab', { name: 'Design' }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await row.getByText(chance).waitFor()
    await page.setViewportSize({ width: 390, height: 800 })
    await watch.click()
    await pictures.nth(1).waitFor()
    expect(await isTooWide(page)).toBe(false)
    expect(problems).toEqual([])
  })

  it('keeps a design as a file, which is opened elsewhere', async () => {
    const { page, problems } = await playground.visit()
    await fill(page, 1, 1, 500)
    await page.getByRole('button', { name: 'Begin a design' }).click()
    await page.getByText('The one round is done').waitFor()
    await page.reload()
    await page.getByRole('tab', { name: 'Design' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as a file' }).click()
    const text = readFileSync(await (await waiting).path())
    const file = (buffer: Buffer) => ({ name: 'design.jsonl', mimeType: 'application/jsonl', buffer })

    const other = await playground.visit()
    await other.page.getByRole('tab', { name: 'Design' }).click()
    await other.page.getByLabel('Open a design from a file').setInputFiles(file(text))
    await other.page.getByRole('button', { name: 'Show it' }).click()
    await other.page.getByText('The one round is done').waitFor()
    const foreign = file(Buffer.from('{"type":"run"}\n'))
    await other.page.getByLabel('Open a design from a file').setInputFiles(foreign)
    await other.page.getByText('was not made on this page').waitFor()
    expect([...problems, ...other.problems]).toEqual([])
  })

  it('is paused and gone on with at once, and not begun in two tabs', async () => {
    const { page, problems } = await playground.visit()
    // So many steps that it is at work as long as the test is.
    await fill(page, 9, 4, 20_000_000)
    await page.getByRole('button', { name: 'Begin a design' }).click()
    const panel = page.getByRole('tabpanel')
    await panel.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused. What is there so far is kept').waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await panel.getByRole('button', { name: 'Pause' }).waitFor()
    await page.getByText(/At work: (?:asking|training|round)/).waitFor()

    const other = await page.context().newPage()
    await other.goto(playground.url)
    await other.getByRole('tab', { name: 'Design' }).click()
    await other.getByRole('button', { name: 'Go on' }).click()
    await other.getByText('Another tab of this browser designs already').waitFor()
    await panel.getByRole('button', { name: 'Pause' }).click()
    expect(problems).toEqual([])
  })

  it('has a person carry prompts to any chat, and says which answer was refused', async () => {
    const { page, problems } = await playground.visit({ width: 390 })
    await fill(page, 1, 2, 500)
    await page.getByLabel('Who writes it').selectOption('hand')
    await page.getByRole('button', { name: 'Begin a design' }).click()
    for (const [index, answer] of ['I would rather not.', answerOf(1), answerOf(3)].entries()) {
      const question = page.getByRole('form', { name: `Question ${index + 1}` })
      await question.waitFor()
      expect(await question.getByLabel('Copy this into any chat').inputValue()).toContain('rewardFn')
      await question.getByLabel('Paste its whole answer').fill(answer)
      await question.getByRole('button', { name: 'Give this answer' }).click()
    }
    await page.getByText('The one round is done').waitFor()
    expect(await page.locator('.candidates tbody tr').count()).toBe(2)
    expect(await isTooWide(page)).toBe(false)
    expect(await seriousFindings(page)).toEqual([])
    expect(problems).toEqual([])
  })

  it('asks an Ollama on this machine, and says where none is', async () => {
    await using server = await startModelServer(
      [answerOf(1), answerOf(2)].map((text) => ollamaAnswer(text)),
      { cors: true },
    )
    const { page } = await playground.visit({ allowed: new URL(server.url).origin })
    await fill(page, 1, 2, 500)
    await page.getByLabel('Who writes it').selectOption('ollama')
    await page.getByLabel('Address').fill(server.url)
    await page.getByRole('button', { name: 'Begin a design' }).click()
    await page.getByText('The one round is done').waitFor()
    expect(server.requests.length).toBe(2)

    await page.getByLabel('Address').fill('http://127.0.0.1:9')
    await page.getByRole('button', { name: 'Begin a design' }).click()
    await page.locator('.verdict .bad').waitFor()
  })
})
