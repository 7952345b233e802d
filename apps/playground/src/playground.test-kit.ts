import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'

/** The built page. */
export const dist: string = fileURLToPath(new URL('../dist/', import.meta.url))

// A page that was never built is an error where Chromium is there.
if (hasChromium && !existsSync(join(dist, 'index.html')))
  throw new Error('The playground is not built: pnpm turbo run build --filter=@gencode/playground')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** A page of the playground that is looked at. */
interface Visit {
  readonly page: Page
  /** Console errors, uncaught errors and requests to other hosts than this and those allowed. */
  readonly problems: readonly string[]
}

/** How a page is looked at. */
interface Look {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  /** With its `#`. */
  readonly hash?: string
  /** An origin beside the page's own that it may ask. */
  readonly allowed?: string
}

/** The built playground on loopback, and a browser. */
export interface Playground extends AsyncDisposable {
  readonly url: string
  /** Opens a page; the one before it is closed. */
  visit(look?: Look): Promise<Visit>
}

/** Serves the built page as any web server does, and starts Chromium. @param args further ones of Chromium */
export async function openPlayground(args: readonly string[] = []): Promise<Playground> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(dist, pathname === '/' ? 'index.html' : pathname)
    if (!file.startsWith(dist) || !existsSync(file)) response.writeHead(404).end()
    else
      response
        .setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
        .end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser: Browser = await chromium.launch({
    ...chromiumOptions,
    args: [...chromiumOptions.args, ...args],
  })
  let last: BrowserContext | undefined
  return {
    url,
    async visit({ width = 1280, colorScheme = 'light', hash = '', allowed } = {}) {
      await last?.close()
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
      last = context
      const page = await context.newPage()
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url())
        const isOurs = origin === new URL(url).origin || origin === allowed || /^(blob|data):$/.test(protocol)
        if (!isOurs) problems.push(`request to ${request.url()}`)
      })
      await page.goto(`${url}${hash}`)
      return { page, problems }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** What axe-core finds serious or critical in a page, as it stands. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated, not added as a script element, which the page's Content-Security-Policy refuses.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

/** Whether the page can be scrolled sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
}

/** Puts a text into the editor in place of what is there. */
export async function writeCode(page: Page, code: string): Promise<void> {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(code)
}
