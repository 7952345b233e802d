import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import { build } from 'rolldown'
import { expect, it } from 'vitest'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'
import { listen } from './listen.ts'
import type { Outcome } from './web-worker-page.ts'

/** The page and its worker as a bundler builds them, each one file. */
async function bundle(name: string): Promise<string> {
  const { output } = await build({
    input: fileURLToPath(new URL(name, import.meta.url)),
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    platform: 'browser',
    output: { format: 'esm', codeSplitting: false },
    write: false,
  })
  return output[0].code
}

it.runIf(hasChromium)('a page runs functions in its Web Worker, and stays free', async () => {
  const scripts = new Map<string, string>(
    await Promise.all(
      ['web-worker-page', 'web-worker'].map(
        async (name) => [`${name}.js`, await bundle(`${name}.ts`)] as const,
      ),
    ),
  )
  const app = new Hono()
  app.get('/', (context) =>
    context.html('<!doctype html><script type="module" src="web-worker-page.js"></script>'),
  )
  app.get('/:script', (context) =>
    context.body(scripts.get(context.req.param('script')) ?? '', 200, {
      'content-type': 'text/javascript',
    }),
  )
  const { url, close } = await listen(app)
  const browser = await chromium.launch(chromiumOptions)
  try {
    const page = await browser.newPage()
    await page.goto(url)
    await page.waitForFunction(() => 'outcome' in globalThis, undefined, { timeout: 60_000 })
    const { replies, ticks } = await page.evaluate(
      () => (globalThis as unknown as { outcome: Outcome }).outcome,
    )
    expect(replies).toEqual([
      { result: Math.SQRT2 },
      { error: 'sandbox/timeout' },
      { result: 'undefinedundefined' },
      { error: 'sandbox/runtime' },
      { result: [2, 4, 6] },
    ])
    expect(ticks).toBeGreaterThan(3)
  } finally {
    await browser.close()
    await close()
  }
})
