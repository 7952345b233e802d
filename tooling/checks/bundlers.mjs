// Builds the sandbox and the main job by bundlers as their own templates set them up, and runs what they built, in
// Chromium and in Node. Prints which import of the sandbox works for which bundler.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { launchChromium, outcomeOf, serve } from './browser.mjs'
import { emptyProject, packAll, publishable } from './pack.mjs'
import { freePort, untilAnswered } from './ports.mjs'
import { expectedOutcome, program, toOutput, toPage } from './program.mjs'
import { run } from './run.mjs'
import { table } from './table.mjs'
import { installTools } from './tools.mjs'

const versions = {
  vite: '8.3.8',
  webpack: '5.112.2',
  'webpack-cli': '7.3.1',
  esbuild: '0.28.2',
  rollup: '4.68.7',
  '@rollup/plugin-node-resolve': '16.0.3',
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
}
/** The imports of the sandbox, the simplest first. */
const sandboxEntries = ['.', './inline']
  .filter(
    (entry) => entry in (publishable.find(({ name }) => name === '@gencode/sandbox')?.manifest.exports ?? {}),
  )
  .map((entry) => `@gencode/sandbox${entry.slice(1)}`)

const tools = await installTools('browser', { 'playwright-core': '1.65.1' })
const browser = await launchChromium(tools)
const store = mkdtempSync(join(tmpdir(), 'gencode-tarballs-'))
const tarballs = await packAll(store)
const project = await emptyProject(
  [
    '@gencode/core',
    '@gencode/env',
    '@gencode/sandbox',
    ...Object.entries(versions).map(([name, version]) => `${name}@${version}`),
  ],
  tarballs,
)
const { folder } = project
const write = (/** @type {string} */ path, /** @type {string} */ text) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const npx = (/** @type {string[]} */ ...args) => run('npx', ['--no', '--', ...args], { cwd: folder })
const page = (/** @type {string} */ script) =>
  `<!doctype html><html><head><meta charset="utf-8"></head><body><script type="module" src="${script}"></script></body></html>`

/** Starts a server of the project's and gives `work` its address once it answers. */
async function withServer(
  /** @type {(port: string) => string[]} */ command,
  /** @type {(url: string) => Promise<unknown>} */ work,
) {
  const port = String(await freePort())
  const server = spawn('npx', ['--no', '--', ...command(port)], {
    cwd: folder,
    stdio: 'ignore',
    detached: true,
  })
  const url = `http://127.0.0.1:${port}/`
  try {
    await untilAnswered(url)
    return await work(url)
  } finally {
    if (server.pid) process.kill(-server.pid)
  }
}

async function served(/** @type {string} */ path) {
  const server = await serve(join(folder, path))
  try {
    return await outcomeOf(browser, server.url)
  } finally {
    server.close()
  }
}

const inNode = async (/** @type {string} */ file) =>
  JSON.parse(await run(process.execPath, [file], { cwd: folder }))

/**
 * Each builds the program with one entry of the sandbox, runs it and gives its outcome.
 * @type {Readonly<Record<string, (entry: string) => Promise<unknown>>>}
 */
const ways = {
  'Vite, dev server': async (entry) => {
    write('index.html', page('/src/main.js'))
    write('src/main.js', program(entry, toPage))
    return withServer(
      (port) => ['vite', '--host', '127.0.0.1', '--port', port, '--force'],
      (url) => outcomeOf(browser, url),
    )
  },
  'Vite, build': async (entry) => {
    write('index.html', page('/src/main.js'))
    write('src/main.js', program(entry, toPage))
    await npx('vite', 'build', '--outDir', 'out/vite', '--emptyOutDir')
    return served('out/vite')
  },
  webpack: async (entry) => {
    write('src/index.js', program(entry, toPage))
    await npx('webpack', '--mode', 'production', '--output-path', 'out/webpack')
    write('out/webpack/index.html', page('main.js').replace(' type="module"', ' defer'))
    return served('out/webpack')
  },
  esbuild: async (entry) => {
    write('src/index.js', program(entry, toPage))
    await npx('esbuild', 'src/index.js', '--bundle', '--format=esm', '--outfile=out/esbuild/main.js')
    write('out/esbuild/index.html', page('main.js'))
    return served('out/esbuild')
  },
  Rollup: async (entry) => {
    write('src/index.js', program(entry, toPage))
    await npx('rollup', 'src/index.js', '-p', 'node-resolve={browser: true}', '--dir', 'out/rollup')
    write('out/rollup/index.html', page('index.js'))
    return served('out/rollup')
  },
  'Next.js, client': async (entry) => next(entry, 'client'),
  'Next.js, server': async (entry) => next(entry, 'server'),
  'Vite, build for Node': async (entry) => {
    write('src/server.js', program(entry, toOutput))
    await npx('vite', 'build', '--ssr', 'src/server.js', '--outDir', 'out/vite-node', '--emptyOutDir')
    return inNode('out/vite-node/server.js')
  },
  'webpack for Node': async (entry) => {
    write('src/index.js', program(entry, toOutput))
    await npx('webpack', '--mode', 'production', '--target', 'node', '--output-path', 'out/webpack-node')
    write('out/webpack-node/package.json', '{"type":"commonjs"}')
    return inNode('out/webpack-node/main.js')
  },
  'esbuild for Node': async (entry) => {
    write('src/index.js', program(entry, toOutput))
    await npx(
      'esbuild',
      'src/index.js',
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--outfile=out/esbuild-node/main.js',
    )
    return inNode('out/esbuild-node/main.js')
  },
  'Rollup for Node': async (entry) => {
    write('src/index.js', program(entry, toOutput))
    await npx('rollup', 'src/index.js', '-p', 'node-resolve', '--dir', 'out/rollup-node')
    return inNode('out/rollup-node/index.js')
  },
}

async function next(/** @type {string} */ entry, /** @type {'client' | 'server'} */ side) {
  rmSync(join(folder, 'app'), { recursive: true, force: true })
  write('app/layout.js', 'export default ({ children }) => <html lang="en"><body>{children}</body></html>')
  const effect = program(entry, 'export { outcome }')
  if (side === 'client') {
    write('app/program.js', program(entry, 'export { main }').replace(/const outcome.*\n/, ''))
    write(
      'app/page.js',
      `'use client'
import { useEffect } from 'react'
import { main } from './program.js'
export default function Page() {
  useEffect(() => {
    main().catch((error) => ({ error: String(error) })).then((value) => { globalThis.outcome = value })
  }, [])
  return <main>gencode</main>
}`,
    )
  } else {
    write('app/page.js', 'export default () => <main>gencode</main>')
    write('app/job/program.js', effect)
    write(
      'app/job/route.js',
      "import { outcome } from './program.js'\nexport const dynamic = 'force-dynamic'\nexport const GET = async () => Response.json(await outcome)",
    )
  }
  await npx('next', 'build')
  return withServer(
    (port) => ['next', 'start', '-H', '127.0.0.1', '-p', port],
    async (url) => (side === 'client' ? outcomeOf(browser, url) : (await fetch(`${url}job`)).json()),
  )
}

const wanted = process.argv[2]
const rows = []
try {
  for (const [way, work] of Object.entries(ways)) {
    if (wanted && !way.includes(wanted)) continue
    /** @type {string[]} */
    const failures = []
    let works
    for (const entry of sandboxEntries) {
      try {
        const outcome = await work(entry)
        if (!isDeepStrictEqual(outcome, expectedOutcome)) throw new Error(JSON.stringify(outcome))
        works = entry
        break
      } catch (error) {
        failures.push(`${way} with ${entry}: ${error instanceof Error ? error.message : error}`)
      }
    }
    if (!works || process.env.VERBOSE) for (const failure of failures) console.error(`\n${failure}`)
    if (!works) process.exitCode = 1
    rows.push({ bundler: way, import: works ?? 'none' })
    console.log(`${way}: ${works ?? 'FAILED'}`)
  }
  console.log(`\n${table(rows)}`)
} finally {
  await browser.close()
  project.remove()
  rmSync(store, { recursive: true, force: true })
}
