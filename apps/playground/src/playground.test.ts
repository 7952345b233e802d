import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium } from '../../../tooling/vitest/chromium.ts'
import { isRequired } from '../../../tooling/vitest/require.ts'
import {
  isTooWide,
  openPlayground,
  type Playground,
  seriousFindings,
  writeCode,
} from './playground.test-kit.ts'

const answer = `Of course! Here it is:

\`\`\`typescript
export const rewardFn = (observations: number[], isSuccess: boolean, isFailure: boolean): number => {
  return isFailure ? -1 : 1 - Math.abs(observations[2])
}
\`\`\`

I hope that this helps.`

const pythonAnswer = `Certainly! The reward grows as the pole stands upright:

\`\`\`python
import numpy as np

def reward_func(observations: np.ndarray, is_success: bool, is_failure: bool) -> float:
    """Reward function for CartPole."""
    upright = 1.0 - np.abs(observations[2]) / 0.21
    if is_failure:
        return -10.0
    return float(1.0 + upright)
\`\`\``

/** Each of these takes seconds, one after the other: all of them in the deep run. */
const isDeep = isRequired('deep')

const screens = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

describe.runIf(hasChromium)('the playground in Chromium', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await openPlayground()
  })
  afterAll(() => playground?.[Symbol.asyncDispose]())

  it('takes an answer, draws its rewards, outlives an endless loop, trains, and is back from its link', async () => {
    const { page, problems } = await playground.visit()
    const task = page.getByRole('combobox', { name: 'Task' })
    await task.selectOption({ label: 'Mountain car' })
    await page.getByRole('heading', { name: 'Mountain car' }).waitFor()
    await task.selectOption({ label: 'Cart and pole' })

    await page.getByRole('tab', { name: 'Paste an answer' }).click()
    await page.getByLabel('The whole answer of a chat model').fill(answer)
    await page.getByText('3 of 9 lines are kept').waitFor()
    expect(await page.locator('.lines li.kept').count()).toBe(3)
    expect(await page.locator('.lines').textContent()).toContain('proseOf course!')
    await page.getByRole('button', { name: 'Use this function' }).click()
    await page.getByText('It runs').waitFor()
    await page.getByText(/^reward -?\d/).waitFor()
    expect(await page.locator('.plot canvas').count()).toBe(1)

    await writeCode(page, 'function rewardFn(observations) {\n  while(true){}\n}')
    await page.locator('.verdict .bad').waitFor()
    expect(await page.locator('.verdict').textContent()).toContain('did not end within 100 ms')
    const before = await page.locator('.status').textContent()
    await expect.poll(() => page.locator('.status').textContent()).not.toBe(before)
    await writeCode(
      page,
      // At once too much: on a busy machine anything slower would meet its deadline first.
      "function rewardFn() {\n  return 'x'.repeat(2 ** 26).length\n}",
    )
    await page
      .getByText(/memory/)
      .first()
      .waitFor()
    await writeCode(page, 'function rewardFn(observations) {\n  return observation[2]\n}')
    await page.getByText('Line 2:').waitFor()
    await page.locator('.cm-lint-marker-error').waitFor()
    await page.getByText('What a model would be told').click()
    await page.getByText('Error: sandbox/runtime').waitFor()
    expect(await seriousFindings(page)).toEqual([])

    const reward = 'const rewardFn = (o, success, failure) => failure ? -1 : 1 - Math.abs(o[2])'
    await writeCode(page, reward)
    await page.getByText('It runs').waitFor()
    await expect.poll(() => page.url()).toMatch(/#./)
    const untrained = page.url().length
    await page.getByRole('button', { name: 'Train' }).click()
    await page.locator('.rate').waitFor({ timeout: 90_000 })
    const rate = await page.locator('.rate').textContent()
    expect(Number.parseInt(rate ?? '', 10)).toBeGreaterThan(90)
    expect(await page.getByLabel('Trained').isChecked()).toBe(true)
    expect(await page.locator('.plot canvas').count()).toBe(2)

    await expect.poll(() => page.url().length).toBeGreaterThan(untrained + 200)
    await page.reload()
    await page.locator('.rate').waitFor()
    expect(await page.locator('.rate').textContent()).toBe(rate)
    expect(await page.getByLabel('Trained').isChecked()).toBe(true)
    await expect.poll(() => page.locator('.cm-content').textContent()).toBe(reward)
    await page.getByText(/^step \d+/).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(problems).toEqual([])
  })

  it.each(isDeep ? screens : screens.slice(0, 1))(
    'is without serious findings, $width pixels wide, $colorScheme',
    async (screen) => {
      const { page, problems } = await playground.visit(screen)
      await page.getByText('It runs').waitFor()
      expect(await isTooWide(page)).toBe(false)
      expect(await seriousFindings(page)).toEqual([])
      await page.getByLabel('Compare two').check()
      await page.getByRole('heading', { name: 'Reward B' }).waitFor()
      await page.getByLabel('You').check()
      await page.getByRole('tab', { name: 'Paste an answer' }).click()
      await page.getByRole('button', { name: 'Try an example' }).click()
      await page.getByRole('button', { name: 'Use this function' }).waitFor()
      expect(await isTooWide(page)).toBe(false)
      expect(await seriousFindings(page)).toEqual([])
      expect(problems).toEqual([])
    },
  )

  it.runIf(isDeep)('compares two rewards side by side', async () => {
    const { page, problems } = await playground.visit()
    await page.getByLabel('Compare two').check()
    await page.getByText('It runs').waitFor()
    await page.getByRole('button', { name: 'Train' }).click()
    await page.locator('.rate').nth(1).waitFor({ timeout: 90_000 })
    const outcome = await page.locator('.outcome').textContent()
    expect(outcome).toMatch(/^A: \d+ % success in 300 fresh episodes.*B: \d+ % success/)
    expect(await page.locator('.picture canvas').count()).toBe(2)
    const legend = await page.getByLabel('Share of training episodes').textContent()
    expect(legend).toMatch(/reward A.*reward B/)
    expect(await seriousFindings(page)).toEqual([])
    expect(problems).toEqual([])
  })

  it('is played by keyboard', async () => {
    const { page, problems } = await playground.visit()
    await page.getByRole('combobox', { name: 'Task' }).selectOption({ label: 'Frozen lake' })
    await page.getByLabel('You').check()
    await page.getByRole('button', { name: '↓ down' }).waitFor()
    // The arrows are the game's now, and who came by keyboard is not sent back to the page's start.
    expect(
      await page
        .locator('.keys button')
        .first()
        .evaluate((it) => it === document.activeElement),
    ).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.getByText('step 1', { exact: true }).waitFor()
    await page.getByRole('button', { name: '→ right' }).click()
    await page.getByText('step 2', { exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Write' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tab', { name: 'Paste an answer' }).getAttribute('aria-selected')).toBe(
      'true',
    )
    await page.waitForTimeout(700)
    expect(await page.locator('.status').textContent()).toContain('step 2')
    expect(problems).toEqual([])
  })

  it.runIf(isDeep)('trains what stands in the editor, also right after a change', async () => {
    const { page, problems } = await playground.visit()
    await page.getByText('It runs').waitFor()
    await writeCode(page, 'const rewardFn = () => 0')
    await page.getByRole('button', { name: 'Train' }).click()
    await page.locator('.rate').waitFor({ timeout: 90_000 })
    expect(Number.parseInt((await page.locator('.rate').textContent()) ?? '', 10)).toBeLessThan(50)
    expect(await page.locator('.outcome').textContent()).not.toContain('before your last change')
    expect(problems).toEqual([])
  })

  it.runIf(isDeep)('loads MuJoCo when a task needs it, plays it and trains it in workers', async () => {
    const { page, problems } = await playground.visit()
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    await page.getByText('It runs').waitFor()
    const before = loaded.length
    await page.getByRole('combobox', { name: 'Task' }).selectOption({ label: 'Hopper' })
    await expect.poll(() => loaded.slice(before).some((url) => url.includes('engine'))).toBe(true)
    await page.getByText(/^step \d+/).waitFor()
    await page.getByText('It runs').waitFor()
    await page.getByRole('button', { name: 'Train' }).click()
    // A whole training takes minutes: that it gets ahead is enough.
    const outcome = () => page.locator('.outcome').textContent()
    await expect.poll(outcome, { timeout: 90_000 }).toMatch(/[1-9]\d* %/)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped.').waitFor()
    expect(problems).toEqual([])
  })

  it.runIf(isDeep)('trains with a pasted answer in Python, and shows the JavaScript that runs', async () => {
    const { page, problems } = await playground.visit()
    await page.getByRole('tab', { name: 'Paste an answer' }).click()
    await page.getByLabel('The whole answer of a chat model').fill(pythonAnswer)
    await page.getByRole('button', { name: 'Use this function' }).click()
    await page.getByText('It runs').waitFor()
    expect(await page.locator('.cm-content').textContent()).toContain('np.abs(observations[2])')
    await page.getByText('The JavaScript that runs').click()
    await page.getByText('Math.abs').first().waitFor()
    await page.getByRole('button', { name: 'Train' }).click()
    await page.locator('.outcome .rate').waitFor()
    expect(await page.locator('.outcome .rate').textContent()).toMatch(/^(?:100|9\d) %$/)
    expect(problems).toEqual([])
  })

  it.runIf(isDeep)('works without a network once it was loaded, trained policies included', async () => {
    const { page, problems } = await playground.visit()
    await page.getByText('It runs').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('It runs').waitFor()
    await page.getByRole('button', { name: 'Train' }).click()
    await page.locator('.outcome .rate').waitFor()
    expect(problems).toEqual([])
    await page.context().setOffline(false)
  })

  it('takes a broken link for none', async () => {
    const { page, problems } = await playground.visit({ hash: '#not-a-page' })
    await page.getByText('It runs').waitFor()
    expect(problems).toEqual([])
  })
})
