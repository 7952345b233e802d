import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { launchChromium, outcomeOf, playwright, serve } from './browser.mjs'
import { emptyProject, publishable } from './pack.mjs'
import { freePort, untilAnswered } from './ports.mjs'
import { run } from './run.mjs'
import { cannot, imageMaker, labels, programs } from './runtime-programs.mjs'
import { installTools } from './tools.mjs'

const names = Object.keys(programs)
const packages = names.filter((name) => publishable.some((one) => one.name === `@gencode/${name}`))
const label = (/** @type {string} */ name) =>
  packages.includes(name) ? `@gencode/${name}` : (labels[name] ?? name)

const all = `${names.map((name, index) => `import { run as run${index} } from './${name}.mjs'`).join('\n')}
export async function runAll() {
  const outcome = {}
  for (const [name, run] of Object.entries({ ${names.map((name, index) => `'${name}': run${index}`).join(', ')} }))
    outcome[name] = await Promise.resolve().then(run).catch((error) => ({ error: String(error?.stack ?? error) }))
  return JSON.parse(JSON.stringify(outcome))
}
`

/**
 * Runs the browser-safe packages in every runtime they are for. Node 20 says what the outcome must be: the others have
 * to give the same, to the bit.
 *
 * @param {ReadonlyMap<string, string>} tarballs
 * @returns {Promise<{ rows: Record<string, string>[], problems: string[] }>} a row for every package: yes, no (as is
 * known) or FAILED in each runtime
 */
export async function checkRuntimes(tarballs) {
  const tools = await installTools('runtimes', {
    node: '26.10.0',
    bun: '1.4.5',
    deno: '2.9.6',
    workerd: '1.20261117.1',
  })
  const browserTools = await installTools('browser', playwright)
  const bin = (/** @type {string} */ name) => join(tools, 'node_modules', name)
  const project = await emptyProject([...packages.map(label), 'esbuild@0.28.2'], tarballs)
  const { folder } = project
  mkdirSync(join(folder, 'site'))
  const write = (/** @type {string} */ name, /** @type {string} */ text) =>
    writeFileSync(join(folder, name), text)
  for (const [name, source] of Object.entries(programs)) write(`${name}.mjs`, source)
  write('make-image.mjs', imageMaker)
  const image = await run(process.execPath, ['make-image.mjs'], { cwd: folder })
  write('image.mjs', `export const image = ${image}`)
  write('all.mjs', all)
  const use = "import { runAll } from './all.mjs'\n"
  write('print.mjs', `${use}console.log(JSON.stringify(await runAll()))`)
  write('page.mjs', `${use}runAll().then((value) => { globalThis.outcome = value })`)
  write('worker.mjs', `${use}runAll().then((value) => postMessage(value))`)
  write('service.mjs', `${use}export default { fetch: async () => Response.json(await runAll()) }`)

  const print = async (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    JSON.parse(await run(command, [...args, 'print.mjs'], { cwd: folder }))
  const bundle = (
    /** @type {string} */ entry,
    /** @type {string} */ to,
    /** @type {string[]} */ ...options
  ) =>
    run('npx', ['--no', '--', 'esbuild', entry, '--bundle', '--format=esm', `--outfile=${to}`, ...options], {
      cwd: folder,
    })

  async function inChromium(/** @type {string} */ html) {
    write('site/index.html', `<!doctype html><meta charset="utf-8">${html}`)
    const browser = await launchChromium(browserTools)
    const server = await serve(join(folder, 'site'))
    try {
      return await outcomeOf(browser, server.url, 60_000)
    } finally {
      server.close()
      await browser.close()
    }
  }

  async function inWorkerd() {
    const wasm = ['--loader:.wasm=copy', '--asset-names=[name]']
    await bundle('service.mjs', 'service.js', '--conditions=workerd,worker,browser', ...wasm)
    const port = await freePort()
    const modules = readdirSync(folder)
      .filter((name) => name.endsWith('.wasm'))
      .map((name) => `, (name = "${name}", wasm = embed "${name}")`)
    write(
      'workerd.capnp',
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "service.js", esModule = embed "service.js")${modules.join('')}], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);`,
    )
    const server = spawn(bin('.bin/workerd'), ['serve', 'workerd.capnp'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    try {
      const response = await untilAnswered(`http://127.0.0.1:${port}/`)
      return await response.json()
    } finally {
      server.kill()
    }
  }

  /** @type {Readonly<Record<string, () => Promise<any>>>} */
  const runtimes = {
    [`Node ${process.versions.node.split('.')[0]}`]: () => print(process.execPath),
    'Node 26': () => print(bin('node/bin/node')),
    Bun: () => print(bin('.bin/bun')),
    Deno: () => print(bin('.bin/deno'), 'run', '--allow-all', '--node-modules-dir=manual'),
    'Chromium page': async () => {
      await bundle('page.mjs', 'site/page.js')
      return inChromium('<script type="module" src="page.js"></script>')
    },
    'Web Worker': async () => {
      await bundle('worker.mjs', 'site/worker.js')
      return inChromium(
        "<script>new Worker('worker.js', { type: 'module' }).onmessage = ({ data }) => { outcome = data }</script>",
      )
    },
    workerd: inWorkerd,
  }

  /** @type {Record<string, string>[]} */
  const rows = names.map((name) => ({ package: label(name) }))
  /** @type {any} */
  let expected
  /** @type {string[]} */
  const problems = []
  try {
    for (const [runtime, start] of Object.entries(runtimes)) {
      const outcome = await start().catch((error) => ({ error }))
      expected ??= outcome
      for (const [index, name] of names.entries()) {
        const value = outcome[name] ?? outcome
        const right = isDeepStrictEqual(value, expected[name]) && !value?.error
        const known = cannot[runtime]?.[name]
        const failsAsKnown = known !== undefined && String(value?.error).includes(known)
        Object.assign(rows[index] ?? {}, { [runtime]: right ? 'yes' : failsAsKnown ? 'no' : 'FAILED' })
        if (known ? failsAsKnown : right) continue
        const why = right ? 'works, though it is said not to' : (value?.error ?? JSON.stringify(value))
        problems.push(`${label(name)}: ${runtime}\n${why}`)
      }
    }
    return { rows, problems }
  } finally {
    project.remove()
  }
}
