import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'rolldown'
import { describe, expect, it } from 'vitest'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'
import { sameBits } from '../test/same-bits.ts'
import { createSandbox } from './index.ts'

/** The page as a bundler builds it, by file name. */
async function bundle(): Promise<Map<string, string>> {
  const { output } = await build({
    input: {
      page: fileURLToPath(new URL('../test/page.ts', import.meta.url)),
      worker: fileURLToPath(new URL('./worker/main.ts', import.meta.url)),
    },
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    platform: 'browser',
    output: { format: 'esm', entryFileNames: '[name].js' },
    write: false,
    logLevel: 'warn',
  })
  return new Map(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source)]),
  )
}

describe.skipIf(!hasChromium)('a page', () => {
  it('computes the same bits as Node, in its own thread and in a worker, under the policy that the README names', async () => {
    const files = await bundle()
    const server = createServer((request, response) => {
      const code = files.get(request.url ?? '')
      response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript')
      response.setHeader(
        'content-security-policy',
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:",
      )
      response.end(code ?? '<!doctype html><script type="module" src="/page.js"></script>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const running = await chromium.launch(chromiumOptions)
    try {
      const page = await running.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await page.waitForFunction(() => 'computed' in globalThis, undefined, { timeout: 30_000 })
      const computed = await page.evaluate(
        () => (globalThis as unknown as { computed: Promise<unknown> }).computed,
      )
      const expected = await sameBits(await createSandbox({ timeoutMs: 2000 }))
      expect(expected.timeout).toBe('sandbox/timeout')
      expect(expected.bits).toMatch(/^[0-9a-f]{9600}$/)
      expect(computed).toEqual({ here: expected, there: expected, own: expected })
      expect(problems.filter((text) => !text.includes('favicon'))).toEqual([])
    } finally {
      await running.close()
      server.close()
    }
  })
})
