// Runs the browser-safe packages in every runtime they are for, and prints who ran where. Node 20 says what the outcome
// must be: the others have to give the same, to the bit.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { launchChromium, outcomeOf, serve } from './browser.mjs'
import { emptyProject, packAll, publishable } from './pack.mjs'
import { freePort, untilAnswered } from './ports.mjs'
import { run } from './run.mjs'
import { table } from './table.mjs'
import { installTools } from './tools.mjs'

const reward =
  'function rewardFn(observations) { return 1 - Math.abs(observations[2]) - Math.sin(observations[0]) }'

/** A program for every package, and for the sandbox in a thread of its own; `run` gives something that every runtime must agree on. */
const programs = {
  contract: `import { describeContract, rewardContract } from '@gencode/contract'
    export const run = async () => {
      const contract = rewardContract([{ index: 0, name: 'angle', unit: 'rad', low: -1, high: 1 }])
      return [describeContract(contract), contract.checkResult(0.5)]
    }`,
  clean: `import { cleanResponse } from '@gencode/clean'
    export const run = async () => cleanResponse('Sure!\\n\`\`\`ts\\nconst f = (o: number[]): number => o[0] ** 2\\n\`\`\`').source`,
  sandbox: `import { createSandbox } from '@gencode/sandbox'
    export const run = async () => {
      const sandbox = await createSandbox()
      const fn = sandbox.compile('function f(x) { return [Math.sin(x), Math.random(), np.exp(x)] }')
      const value = fn(0.3)
      let ended
      try { sandbox.compile('function loop() { while (true) {} }')() } catch (error) { ended = error.code }
      sandbox.dispose()
      return [value, ended]
    }`,
  createSandboxWorker: `import { createSandboxWorker } from '@gencode/sandbox'
    export const run = async () => {
      const sandbox = await createSandboxWorker()
      const fn = await sandbox.compile('function f(x) { return [Math.sin(x), Math.random(), np.exp(x)] }')
      const value = await fn(0.3)
      await sandbox.dispose()
      return value
    }`,
  env: `import { make } from '@gencode/env'
    export const run = async () => {
      const env = make('CartPole-v1')
      env.reset({ seed: 1 })
      let last
      for (let step = 0; step < 8; step++) last = env.step(step % 2)
      return [...last.observation, last.reward, last.terminated]
    }`,
  llm: `import { Chat, replay } from '@gencode/llm'
    export const run = async () => {
      let text = ''
      for await (const chunk of replay(['Hello there']).generate([{ role: 'user', content: 'Hi' }])) text += chunk.text ?? ''
      return [text, typeof Chat]
    }`,
  core: `import { GenCode } from '@gencode/core'
    import { task } from '@gencode/env'
    export const run = async () => {
      const state = await new GenCode(task('CartPole-v1')).get(${JSON.stringify(reward)})
      return state.rewardFunction([0.1, 0, 0.25, 0], false, false)
    }`,
  train: `import { train } from '@gencode/train'
    export const run = async () => {
      const { successRate } = await train('CartPole-v1', ${JSON.stringify(reward)}, { seeds: 1, budget: 2000, episodes: 5 })
      return successRate
    }`,
}
const names = Object.keys(programs)
const packages = names.filter((name) => publishable.some((one) => one.name === `@gencode/${name}`))
const label = (/** @type {string} */ name) => (packages.includes(name) ? `@gencode/${name}` : name)

/** What a runtime can't do, and why. Such a package must fail there, so that this list stays true. */
const cannot = {
  workerd: {
    sandbox: 'workerd compiles no WebAssembly at run time',
    createSandboxWorker: 'workerd has no workers of its own',
    core: 'needs the sandbox',
    train: 'needs the sandbox',
  },
}

const all = `${names.map((name) => `import { run as ${name} } from './${name}.mjs'`).join('\n')}
export async function runAll() {
  const outcome = {}
  for (const [name, run] of Object.entries({ ${names.join(', ')} }))
    outcome[name] = await Promise.resolve().then(run).catch((error) => ({ error: String(error?.stack ?? error) }))
  return JSON.parse(JSON.stringify(outcome))
}
`

const tools = await installTools('runtimes', {
  node: '26.10.0',
  bun: '1.4.5',
  deno: '2.9.6',
  workerd: '1.20261117.1',
})
const browserTools = await installTools('browser', { 'playwright-core': '1.65.1' })
const bin = (/** @type {string} */ name) => join(tools, 'node_modules', name)
const store = mkdtempSync(join(tmpdir(), 'gencode-tarballs-'))
const project = await emptyProject([...packages.map(label), 'esbuild@0.28.2'], await packAll(store))
const { folder } = project
mkdirSync(join(folder, 'site'))
const write = (/** @type {string} */ name, /** @type {string} */ text) =>
  writeFileSync(join(folder, name), text)
for (const [name, source] of Object.entries(programs)) write(`${name}.mjs`, source)
write('all.mjs', all)
const use = "import { runAll } from './all.mjs'\n"
write('print.mjs', `${use}console.log(JSON.stringify(await runAll()))`)
write('page.mjs', `${use}runAll().then((value) => { globalThis.outcome = value })`)
write('worker.mjs', `${use}runAll().then((value) => postMessage(value))`)
write('service.mjs', `${use}export default { fetch: async () => Response.json(await runAll()) }`)

const print = async (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
  JSON.parse(await run(command, [...args, 'print.mjs'], { cwd: folder }))
const bundle = (/** @type {string} */ entry, /** @type {string} */ to, /** @type {string[]} */ ...options) =>
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
  await bundle('service.mjs', 'service.js', '--conditions=workerd,worker,browser')
  const port = await freePort()
  write(
    'workerd.capnp',
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "service.js", esModule = embed "service.js")], compatibilityDate = "2026-11-01"))],
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
try {
  for (const [runtime, start] of Object.entries(runtimes)) {
    const outcome = await start().catch((error) => ({ error }))
    expected ??= outcome
    for (const [index, name] of names.entries()) {
      const value = outcome[name] ?? outcome
      const right = isDeepStrictEqual(value, expected[name]) && !value?.error
      const known = cannot[/** @type {keyof typeof cannot} */ (runtime)]?.[/** @type {'core'} */ (name)]
      Object.assign(rows[index] ?? {}, { [runtime]: right ? 'yes' : known ? 'no' : 'FAILED' })
      if (right === !known) continue
      process.exitCode = 1
      const why = right ? 'works, though it is said not to' : (value?.error ?? JSON.stringify(value))
      console.error(`\n${runtime}, ${label(name)}: ${why}`)
    }
  }
  console.log(`\n${table(rows)}`)
  for (const [runtime, reasons] of Object.entries(cannot))
    for (const [name, why] of Object.entries(reasons)) console.log(`${runtime}, ${label(name)}: ${why}`)
} finally {
  project.remove()
  rmSync(store, { recursive: true, force: true })
}
