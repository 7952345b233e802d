// What holds the page's own thread while it learns: tasks of more than 50 ms, as Chromium counts them.
//   pnpm turbo run build --filter=@gencode/playground && node bench/long-tasks.mjs [--seconds 20]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } })
const server = await preview({
  root: fileURLToPath(new URL('..', import.meta.url)),
  preview: { port: 0, host: '127.0.0.1' },
})
const { port } = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address())
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })

/** @type {Record<string, (page: import('playwright-core').Page) => Promise<void>>} */
const situations = {
  'only played': async () => {},
  'training on the lunar lander': async (page) => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
  },
  'a design on the lunar lander': async (page) => {
    await page.getByRole('tab', { name: 'Design' }).click()
    await page.getByLabel(/Environment steps/).fill('20000')
    await page.getByRole('button', { name: 'Begin a design' }).click()
  },
}
for (const [name, begin] of Object.entries(situations)) {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.getByLabel('Task').selectOption('LunarLander-v3')
  await page.waitForTimeout(3000)
  await page.evaluate(() => {
    const tasks = []
    Object.assign(globalThis, { tasks })
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    })
  })
  await begin(page)
  await page.waitForTimeout(1000 * Number(values.seconds))
  const tasks = /** @type {number[]} */ (await page.evaluate(() => Reflect.get(globalThis, 'tasks')))
  console.log(
    `${name}, ${values.seconds} s: ${tasks.length} tasks over 50 ms${tasks.length > 0 ? `, the longest ${Math.max(...tasks)} ms: ${tasks.join(', ')}` : ''}`,
  )
  await page.close()
}
await browser.close()
await server.close()
