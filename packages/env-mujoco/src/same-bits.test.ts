import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { chromium } from 'playwright-core'
import { build } from 'rolldown'
import { describe, expect, it } from 'vitest'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'
import { sameBits } from '../test/same-bits.ts'

/** The page and the worker as a bundler builds them, by file name. */
async function bundle(): Promise<Map<string, string>> {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const { output } = await build({
    input: { page: here('../test/page.ts'), worker: here('../test/worker.ts') },
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    platform: 'browser',
    output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    write: false,
    logLevel: 'warn',
  })
  return new Map(
    output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]),
  )
}

const files = bundle()
const expected = sameBits()

it('a worker thread computes the same bits', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gencode-env-mujoco-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [name, code] of await files) await writeFile(join(folder, name), code)
    const worker = new Worker(join(folder, 'worker.js'))
    const computed = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject))
    await worker.terminate()
    expect(Object.keys(await expected)).toHaveLength(7)
    expect(computed).toEqual(await expected)
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** What the page has computed under a policy for its scripts. */
async function inChromium(scripts: string): Promise<unknown> {
  const built = await files
  const server = createServer((request, response) => {
    const code = built.get((request.url ?? '').slice(1))
    response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${scripts}; worker-src 'self'`,
    )
    response.end(code ?? '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const running = await chromium.launch(chromiumOptions)
  try {
    const page = await running.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction(() => 'computed' in globalThis, undefined, { timeout: 60_000 })
    return await page.evaluate(() => (globalThis as unknown as { computed: Promise<unknown> }).computed)
  } finally {
    await running.close()
    server.close()
  }
}

describe.skipIf(!hasChromium)('a page', () => {
  it('computes the same bits, and so does its worker, under a policy that allows no functions from text', async () => {
    const computed = await inChromium("'self' 'wasm-unsafe-eval'")
    expect(computed).toEqual({ here: await expected, there: await expected })
  })

  it('whose policy forbids WebAssembly is told the directive', async () => {
    expect(await inChromium("'self'")).toMatchObject({
      name: 'MujocoError',
      code: 'mujoco/engine',
      message: expect.stringContaining("allow 'wasm-unsafe-eval' in its script-src"),
    })
  })
})
