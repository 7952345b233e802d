// Tests of the tests: breaks a package's sources in one small way after the other, and says which ones its own tests do not notice.
//   pnpm run mutation contract [glob of its sources, such as src/gate/*.ts]
// Not a part of the checks: it takes minutes to hours. Stryker stands outside the workspace, and works on a copy of it.
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../checks/run.mjs'
import { installTools } from '../checks/tools.mjs'
import { root, workspaces } from '../checks/workspace.mjs'

const [name = '', sources = 'src/**/*.ts'] = process.argv.slice(2)
const workspace = workspaces().find(({ folder }) => folder.split('/').at(-1) === name)
if (!workspace) {
  console.error('Which package? For example: pnpm run mutation contract')
  process.exit(2)
}
const { folder } = workspace
const version = '9.6.1'
const tools = await installTools('mutation', {
  '@stryker-mutator/core': version,
  '@stryker-mutator/vitest-runner': version,
})
// The tests and the runner must share one vitest.
for (const one of ['vitest', '@vitest'])
  rmSync(join(tools, 'node_modules', one), { recursive: true, force: true })
symlinkSync(join(root, 'node_modules/vitest'), join(tools, 'node_modules/vitest'))

const cache = join(root, '.cache/mutation')
const vitest = join(tools, `${name}.vitest.config.mjs`)
const source = { conditions: ['@gencode/source'] }
writeFileSync(
  vitest,
  `export default ${JSON.stringify({ test: { include: [`${folder}/src/**/*.test.ts`] }, resolve: source, ssr: { resolve: source } })}\n`,
)
const settings = join(tools, `${name}.stryker.json`)
writeFileSync(
  settings,
  JSON.stringify({
    plugins: [join(tools, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    testRunner: 'vitest',
    vitest: { configFile: vitest, related: false },
    mutate: [
      `${folder}/${sources}`,
      `!${folder}/**/*.test.ts`,
      `!${folder}/**/*.test-kit.ts`,
      `!${folder}/**/testing.ts`,
    ],
    ignorePatterns: ['/.cache', '/runs', '/docs', '/.venv', '.turbo'],
    tempDirName: join(cache, 'copies'),
    concurrency: 1,
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    timeoutMS: 10_000,
    reporters: ['clear-text', 'html'],
    htmlReporter: { fileName: join(cache, `${name}.html`) },
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  }),
)
console.log(
  await run(
    process.execPath,
    [join(tools, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', settings],
    {
      cwd: root,
      timeoutMs: 4 * 3_600_000,
    },
  ),
)
console.log(`The whole report: ${join(cache, `${name}.html`)}`)
