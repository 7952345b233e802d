import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/**
 * Serves a folder's files on this machine, as any web server would.
 *
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    const type = types[/** @type {keyof typeof types} */ (extname(file))] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** What drives the browser, for `installTools`. */
export const playwright = { 'playwright-core': '1.65.1' }

/**
 * Debian's Chromium, driven by the playwright-core of a folder of tools.
 *
 * @param {string} tools
 * @returns {Promise<import('./browser-types.ts').Browser>}
 */
export async function launchChromium(tools) {
  const { chromium } = await import(pathToFileURL(join(tools, 'node_modules/playwright-core/index.mjs')).href)
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/**
 * Opens a page and waits for what its program leaves in `globalThis.outcome`.
 *
 * @param {import('./browser-types.ts').Browser} browser
 * @param {string} url
 * @param {number} [timeoutMs]
 * @returns {Promise<unknown>}
 * @throws with what the page logged, when nothing comes
 */
export async function outcomeOf(browser, url, timeoutMs = 60_000) {
  const page = await browser.newPage()
  /** @type {string[]} */
  const said = []
  page.on('pageerror', (error) => said.push(String(error)))
  page.on('console', (message) => said.push(message.text()))
  try {
    await page.goto(url)
    const handle = await page.waitForFunction('globalThis.outcome', undefined, { timeout: timeoutMs })
    return await handle.jsonValue()
  } catch (error) {
    throw new Error([error instanceof Error ? error.message : error, ...said].join('\n'))
  } finally {
    await page.close()
  }
}
