// Checks every publishable package as its users get it: packed by pnpm, installed by plain npm into an empty project;
// the browser-safe ones in every runtime they are for.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyProject, packAll, publishable } from './pack.mjs'
import { snippetsOf, writeSnippet } from './readme.mjs'
import { mapAtOnce, run } from './run.mjs'
import { cannot } from './runtime-programs.mjs'
import { checkRuntimes } from './runtimes.mjs'
import { sizes } from './sizes.mjs'
import { missingSources } from './source-maps.mjs'
import { isTold, table } from './table.mjs'
import { root } from './workspace.mjs'

const required = (process.env.GENCODE_REQUIRE ?? '').split(',')
const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name)
const kb = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1)

/** The packages that a README tells its reader to install. */
function installLine(/** @type {string} */ readme) {
  const line = /^npm (?:install|i) (.+)$/m.exec(readme)?.[1] ?? ''
  return line.split(/\s+/).filter((word) => word && !word.startsWith('-') && !word.startsWith('#'))
}

/** A package's entries that are modules, as specifiers. */
function entriesOf(/** @type {import('./workspace.mjs').Workspace} */ { name, manifest }) {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object' && target.default?.endsWith('.js'))
    .map(([entry]) => name + entry.slice(1))
}

async function typecheck(/** @type {string} */ folder, /** @type {readonly string[]} */ entries) {
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'`)
  writeFileSync(join(folder, 'entries.ts'), imports.join('\n'))
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, module, moduleResolution }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['entries.ts'] }))
    await run(bin('tsc'), ['-p', folder])
  }
}

/** Runs all checks of one package; what failed is in `problems`. */
async function check(
  /** @type {import('./workspace.mjs').Workspace} */ one,
  /** @type {ReadonlyMap<string, string>} */ tarballs,
) {
  const { name, path } = one
  /** @type {string[]} */
  const problems = []
  let passed = 0
  const attempt = async (/** @type {string} */ what, /** @type {() => unknown} */ work) => {
    try {
      await work()
      passed++
    } catch (error) {
      problems.push(`${name}: ${what}\n${error instanceof Error ? error.message : error}`)
    }
  }

  const tarball = tarballs.get(name) ?? ''
  const readme = existsSync(join(path, 'README.md')) ? readFileSync(join(path, 'README.md'), 'utf8') : ''
  const [snippet] = snippetsOf(join(path, 'README.md'))
  const isProgram = 'bin' in one.manifest
  const entries = entriesOf(one)

  await attempt('publint', () => run(bin('publint'), [tarball, '--strict']))
  await attempt('the tarball holds what a user needs, and no more', async () => {
    const unpacked = join(store, name)
    mkdirSync(unpacked, { recursive: true })
    await run('tar', ['xzf', tarball, '-C', unpacked, '--strip-components=1'])
    const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    for (const needed of ['README.md', 'LICENSE'])
      if (!files.includes(needed)) throw new Error(`${needed} is missing`)
    // A template is what a new project starts with, its own tests among it.
    const extra = files.filter(
      (file) => !file.startsWith('template/') && /\.test[.-]|tsbuildinfo|^bench\/|tsconfig|vitest/.test(file),
    )
    if (extra.length > 0) throw new Error(`needless: ${extra.join(', ')}`)
    const missing = missingSources(unpacked, files)
    if (missing.length > 0)
      throw new Error(`its source maps name what is not there (an old dist?): ${missing.join(', ')}`)
  })

  if (!isProgram) await attempt('attw', () => run(bin('attw'), [tarball, '--profile', 'esm-only']))
  const weight = weights.get(name)
  const weighs = weight ? `${kb(weight.size)} of ${weight.sizeLimit / 1000}` : '-'
  if (weight)
    await attempt('size', () => {
      if (!weight.passed) throw new Error(`it weighs ${weighs} kB`)
    })

  let dependencies = 0
  const asked = installLine(readme)
  await attempt('its README says how to install it', () => {
    if (!asked.includes(name) && !isProgram) throw new Error(`no line "npm install ${name}"`)
  })
  await attempt('npm install, entries, types, snippet', async () => {
    const project = await emptyProject([...new Set([name, ...asked])], tarballs)
    try {
      const { folder } = project
      const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'))
      dependencies = Object.keys(lock.packages).length - 1
      // A worker's entry is a program for a thread of its own.
      const modules = entries.filter((entry) => !entry.endsWith('/worker'))
      const imports = modules.map((entry) => `await import('${entry}')`).join('\n')
      await attempt('entries', () =>
        run(process.execPath, ['--input-type=module', '-e', imports], { cwd: folder }),
      )
      await attempt('types', () => typecheck(folder, entries))
      if (isProgram) await attempt('--help', () => run('npx', ['--no', 'gencode', '--help'], { cwd: folder }))
      const needs = /\bneeds=(\S+)/.exec(snippet?.info ?? '')?.[1]
      if (snippet && (!needs || required.includes(needs)))
        await attempt("the README's first snippet", async () => {
          const file = await writeSnippet(folder, 'snippet', snippet.source)
          await run(process.execPath, [file], { cwd: folder })
        })
    } finally {
      project.remove()
    }
  })

  return {
    row: {
      package: name,
      'tarball kB': kb(statSync(tarball).size),
      'gzipped kB': weighs,
      dependencies: String(dependencies),
      passed: `${passed} of ${passed + problems.length}`,
    },
    problems,
  }
}

/** `7 of 7`; a dash for what runs in Node alone. */
function runtimesPassed(/** @type {string} */ name, /** @type {readonly Record<string, string>[]} */ rows) {
  const answers = Object.values(rows.find((row) => row.package === name) ?? {}).slice(1)
  return answers.length === 0 ? '-' : `${answers.filter((one) => one === 'yes').length} of ${answers.length}`
}

const weights = await sizes()
const store = mkdtempSync(join(tmpdir(), 'gencode-tarballs-'))
try {
  const tarballs = await packAll(store)
  const results = await mapAtOnce(publishable, 2, (one) => check(one, tarballs))
  const runtimes = await checkRuntimes(tarballs)
  const problems = [...results.flatMap((one) => one.problems), ...runtimes.problems]
  for (const problem of problems) console.error(`\nFAILED ${problem}`)
  const rows = results.map(({ row }) => ({ ...row, runtimes: runtimesPassed(row.package, runtimes.rows) }))
  console.log(`\n${table(rows)}\n\n${table(runtimes.rows)}`)
  for (const [runtime, reasons] of Object.entries(cannot))
    for (const [name, why] of Object.entries(reasons)) console.log(`${runtime}, ${name}: ${why}`)
  const told = isTold(join(root, 'README.md'), runtimes.rows)
  process.exitCode = problems.length > 0 || !told ? 1 : 0
} finally {
  rmSync(store, { recursive: true, force: true })
}
