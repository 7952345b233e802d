// Builds the main job with every bundler as its own template sets it up, runs what was built in Chromium and in Node,
// and compares it with what the same program gives unbundled. Prints what is imported for which bundler.
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { launchChromium, playwright } from './browser.mjs'
import { program, toOutput } from './program.mjs'
import { isTold, table } from './table.mjs'
import { makeProjects } from './templates.mjs'
import { installTools } from './tools.mjs'
import { printed, ways } from './ways.mjs'
import { root } from './workspace.mjs'

const wanted = ways.filter(({ bundler }) => bundler.includes(process.argv[2] ?? ''))
const plain = 'npm init'

/** What the program gives in Node as it was installed. */
async function expectedOutcome(/** @type {import('./templates.mjs').Project | undefined} */ project) {
  if (!project) throw new Error(`there is no project of ${plain}`)
  project.write('src/unbundled.mjs', program('node', 'found', toOutput))
  const outcome = await printed(project, 'src/unbundled.mjs')
  const { product, elsewhere, here, there } = outcome
  const isRight = product === 42 && isDeepStrictEqual(elsewhere, [42, 42]) && here?.[0] === 1
  if (!isRight || !isDeepStrictEqual(here, there)) throw new Error(`unbundled: ${JSON.stringify(outcome)}`)
  return outcome
}

const began = performance.now()
const seconds = (/** @type {number} */ since) => `${Math.round((performance.now() - since) / 1000)} s`
const browser = await launchChromium(await installTools('browser', playwright))
const { projects, remove } = await makeProjects(
  (from) => from === plain || wanted.some((way) => way.from === from),
)
const rows = []
try {
  console.log(`templates made: ${seconds(began)}`)
  const expected = await expectedOutcome(projects.get(plain))
  for (const { bundler, from, types, runsIn, workerFiles, outcomes } of wanted) {
    const project = projects.get(from)
    if (!project) throw new Error(`there is no project of ${from}`)
    /** @type {string[]} */
    const failures = []
    const start = performance.now()
    let works
    for (const files of workerFiles) {
      try {
        for (const outcome of await outcomes(project, browser, files))
          if (!isDeepStrictEqual(outcome, expected)) throw new Error(JSON.stringify(outcome))
        works = files
        break
      } catch (error) {
        failures.push(`${bundler}, worker files ${files}: ${error instanceof Error ? error.message : error}`)
      }
    }
    if (!works || process.env.VERBOSE) for (const failure of failures) console.error(`\n${failure}`)
    if (!works) process.exitCode = 1
    rows.push({
      bundler,
      from,
      types,
      'runs in': runsIn,
      import: works ? '@gencode/sandbox' : 'none',
      'worker files': works ?? '',
    })
    console.log(`${bundler} (${from}): ${works ? 'ok' : 'FAILED'}, ${seconds(start)}`)
  }
  console.log(`\n${table(rows)}`)
  const told = rows.map((row) => ({
    bundler: row.bundler,
    template: row.from,
    import: row.import,
    'worker files': row['worker files'],
  }))
  const readme = join(root, 'packages/sandbox/README.md')
  if (wanted.length === ways.length && !isTold(readme, told)) process.exitCode = 1
} finally {
  await browser.close()
  remove()
}
