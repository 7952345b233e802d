import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { outcomeOf, serve } from './browser.mjs'
import { freePort, untilAnswered } from './ports.mjs'
import { program, toComponent, toOutput, toPage, toResponse } from './program.mjs'
import { run } from './run.mjs'

/** @import { Browser } from './browser-types.ts' */
/** @import { WorkerFiles } from './program.mjs' */
/** @import { Project } from './templates.mjs' */

/**
 * A way to build the program in the project that a template made (`from`), and to run what was built. `types` says
 * what of the template's own checks the program's types; `workerFiles` is what can be tried, the simplest first.
 * @typedef {{
 *   readonly bundler: string
 *   readonly from: string
 *   readonly types: string
 *   readonly runsIn: string
 *   readonly workerFiles: readonly WorkerFiles[]
 *   readonly outcomes: (project: Project, browser: Browser, workerFiles: WorkerFiles) => Promise<unknown[]>
 * }} Way
 */

const vite = { runsIn: 'Chromium', workerFiles: /** @type {const} */ (['found']) }
const inBrowser = { types: '', runsIn: 'Chromium', workerFiles: /** @type {const} */ (['found', 'entries']) }
const inNode = { ...inBrowser, runsIn: 'Node' }
const next = { ...vite, from: 'create-next-app', runsIn: 'Chromium, Node' }
/** What the bundler is told to build beside the program. */
const entriesFor = (/** @type {WorkerFiles} */ workerFiles) =>
  workerFiles === 'entries'
    ? ['sandbox-worker=@gencode/sandbox/worker', 'training-worker=@gencode/train/worker']
    : []

/** @type {readonly Way[]} */
export const ways = [
  ...[
    { template: 'vanilla-ts', file: 'src/main.ts', last: toPage, types: 'tsc' },
    { template: 'react-ts', file: 'src/App.tsx', last: toComponent, types: 'tsc -b' },
  ].flatMap(({ template, file, last, types }) => [
    {
      ...vite,
      bundler: 'Vite, dev server',
      from: `create-vite ${template}`,
      types: '',
      async outcomes(/** @type {Project} */ project, /** @type {Browser} */ browser) {
        project.write(file, program('browser', 'found', last))
        return served(project, ['vite', '--host', '127.0.0.1', '--port'], (url) => [outcomeOf(browser, url)])
      },
    },
    {
      ...vite,
      bundler: 'Vite, build',
      from: `create-vite ${template}`,
      types,
      async outcomes(/** @type {Project} */ project, /** @type {Browser} */ browser) {
        project.write(file, program('browser', 'found', last))
        await project.run('npm', 'run', 'build')
        return [await visited(browser, join(project.folder, 'dist'))]
      },
    },
  ]),
  {
    ...inNode,
    bundler: 'Vite, build --ssr',
    from: 'create-vite vanilla-ts',
    workerFiles: ['found'],
    async outcomes(project) {
      project.write('src/main.ts', program('node', 'found', toOutput))
      await project.run('npx', 'vite', 'build', '--ssr', 'src/main.ts', '--outDir', 'out-node')
      return [await printed(project, 'out-node/main.js')]
    },
  },
  {
    ...inBrowser,
    bundler: 'webpack',
    from: 'create-webpack-app',
    workerFiles: ['found'],
    async outcomes(project, browser) {
      project.write('src/index.js', program('browser', 'found', toPage))
      await project.run('npm', 'run', 'build')
      return [await visited(browser, join(project.folder, 'dist'))]
    },
  },
  {
    ...inNode,
    bundler: 'webpack, target node',
    from: 'create-webpack-app',
    workerFiles: ['found'],
    async outcomes(project) {
      project.write('src/index.js', program('node', 'found', toOutput))
      // CommonJS, in a folder that the template's "type": "module" does not reach.
      const out = '../webpack-node'
      await project.run('npx', 'webpack', '--mode=production', '--target=node', '--output-path', out)
      return [await printed(project, `${out}/main.js`)]
    },
  },
  {
    ...inBrowser,
    bundler: 'esbuild',
    from: 'npm init',
    async outcomes(project, browser, workerFiles) {
      project.write('src/main.js', program('browser', workerFiles, toPage))
      const inputs = entriesFor(workerFiles)
      await project.run('npx', 'esbuild', 'main=src/main.js', ...inputs, '--bundle', '--outdir=out-esbuild')
      return [await visitedScript(project, browser, 'out-esbuild')]
    },
  },
  {
    ...inNode,
    bundler: 'esbuild, platform node',
    from: 'npm init',
    async outcomes(project, _, workerFiles) {
      project.write('src/main.js', program('node', workerFiles, toOutput))
      const inputs = entriesFor(workerFiles)
      const out = 'out-esbuild-node'
      const options = ['--bundle', '--platform=node', `--outdir=${out}`]
      await project.run('npx', 'esbuild', 'main=src/main.js', ...inputs, ...options)
      return [await printed(project, `${out}/main.js`)]
    },
  },
  {
    ...inBrowser,
    bundler: 'Rollup',
    from: 'npm init',
    async outcomes(project, browser, workerFiles) {
      project.write('src/main.js', program('browser', workerFiles, toPage))
      const inputs = entriesFor(workerFiles)
      await project.run('npx', 'rollup', 'src/main.js', ...inputs, '-p', 'node-resolve', '-d', 'out-rollup')
      return [await visitedScript(project, browser, 'out-rollup')]
    },
  },
  {
    ...inNode,
    bundler: 'Rollup, format cjs',
    from: 'npm init',
    async outcomes(project, _, workerFiles) {
      project.write('src/main.js', program('node', workerFiles, toOutput))
      const inputs = entriesFor(workerFiles)
      const out = 'out-rollup-node'
      const options = ['-p', 'node-resolve', '-f', 'cjs', '-d', out]
      await project.run('npx', 'rollup', 'src/main.js', ...inputs, ...options)
      return [await printed(project, `${out}/main.js`)]
    },
  },
  {
    ...next,
    bundler: 'Next.js, dev server',
    types: '',
    async outcomes(project, browser) {
      return nextServed(project, browser, 'dev')
    },
  },
  {
    ...next,
    bundler: 'Next.js, build',
    types: 'next build',
    async outcomes(project, browser) {
      writeNext(project)
      // A development server that was ended may have left half of a file, which the build would check.
      rmSync(join(project.folder, '.next'), { recursive: true, force: true })
      await project.run('npm', 'run', 'build')
      return nextServed(project, browser, 'start')
    },
  },
]

/** The page runs the program in the browser, the route on the server, at each request. */
function writeNext(/** @type {Project} */ project) {
  project.write('app/page.tsx', `'use client'\n${program('browser', 'found', toComponent)}`)
  project.write('app/job/route.ts', program('node', 'found', toResponse))
}

function nextServed(
  /** @type {Project} */ project,
  /** @type {Browser} */ browser,
  /** @type {'dev' | 'start'} */ how,
) {
  writeNext(project)
  return served(project, ['next', how, '-H', '127.0.0.1', '-p'], (url) => [
    outcomeOf(browser, url),
    fetch(`${url}job`, { method: 'POST' }).then((response) => response.json()),
  ])
}

/** Starts a project's server, `command` with a port, and gives `visit` its address once it answers. */
async function served(
  /** @type {Project} */ project,
  /** @type {string[]} */ command,
  /** @type {(url: string) => Promise<unknown>[]} */ visit,
) {
  const port = await freePort()
  const { folder: cwd, env } = project
  const server = spawn('npx', [...command, String(port)], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(server, 'close')
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text))
  const url = `http://127.0.0.1:${port}/`
  try {
    await untilAnswered(url)
    return await Promise.all(visit(url))
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${said}`)
  } finally {
    if (server.pid && server.exitCode === null) process.kill(-server.pid)
    await ended
  }
}

async function visited(/** @type {Browser} */ browser, /** @type {string} */ folder) {
  const server = await serve(folder)
  try {
    return await outcomeOf(browser, server.url)
  } finally {
    server.close()
  }
}

function visitedScript(
  /** @type {Project} */ project,
  /** @type {Browser} */ browser,
  /** @type {string} */ out,
) {
  project.write(
    `${out}/index.html`,
    '<!doctype html><meta charset="utf-8"><script type="module" src="main.js"></script>',
  )
  return visited(browser, join(project.folder, out))
}

/** What a program of Node's prints, started in its own folder. */
export async function printed(/** @type {Project} */ { folder }, /** @type {string} */ file) {
  const path = join(folder, file)
  return JSON.parse(await run(process.execPath, [path], { cwd: join(path, '..') }))
}
