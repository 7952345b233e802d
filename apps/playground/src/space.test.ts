import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium } from '../../../tooling/vitest/chromium.ts'
import { isRequired } from '../../../tooling/vitest/require.ts'
import { openPlayground, type Playground, seriousFindings } from './playground.test-kit.ts'

/** Chromium draws WebGL by itself where there is no graphics card. */
const ownWebGl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']

describe.runIf(hasChromium && isRequired('deep'))('MuJoCo in three dimensions', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await openPlayground(ownWebGl)
  })
  afterAll(() => playground?.[Symbol.asyncDispose]())

  it('draws a body that moves, and turns its camera by mouse and keys', async () => {
    const { page, problems } = await playground.visit()
    await page.getByRole('combobox', { name: 'Task' }).selectOption({ label: 'Hopper' })
    const canvas = page.getByRole('application', { name: /Hopper/ })
    await canvas.waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    const picture = () => canvas.screenshot().then((bytes) => bytes.toString('base64'))
    const before = await picture()
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 90, y + 20, { steps: 4 })
    await page.mouse.up()
    const turned = await picture()
    expect(turned).not.toBe(before)
    await canvas.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(picture).not.toBe(turned)
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole('combobox', { name: 'Task' }).selectOption({ label: 'Cart and pole' })
    await page.getByRole('img', { name: /Cart and pole/ }).waitFor()
    expect(await page.getByRole('application').count()).toBe(0)
    expect(problems).toEqual([])
  })
})
