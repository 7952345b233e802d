// Tests of the tests: breaks a package's sources in one small way after the other, and says which ones its own tests do not notice.
//   pnpm run mutation contract
//   pnpm run mutation design 'src/reflect/*.ts' 'src/reflect/*.test.ts'
// The second and third say which sources are broken, and which tests are to notice. Not a part of the checks: it takes minutes to
// hours. Stryker stands outside the workspace, and breaks a checkout of its own of what is committed.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../checks/tools.mjs'
import { root, workspaces } from '../checks/workspace.mjs'

const [name = '', sources = 'src/**/*.ts', tests = 'src/**/*.test.ts'] = process.argv.slice(2)
const workspace = workspaces().find(({ folder }) => folder.split('/').at(-1) === name)
if (!workspace) {
  console.error('Which package? For example: pnpm run mutation contract')
  process.exit(2)
}
const { folder } = workspace
const tree = join(root, '.cache/mutation')

/** @param {string} command @param {readonly string[]} args @param {string} [cwd] */
function run(command, args, cwd = tree) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const commit = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim()
if (!existsSync(tree)) run('git', ['worktree', 'add', '--detach', tree, commit], root)
else run('git', ['checkout', '--force', '--detach', commit])
run('pnpm', ['install', '--prefer-offline', '--silent'])
run('pnpm', ['exec', 'turbo', 'run', 'build', '--filter', `./${folder}`, '--output-logs=errors-only'])

const version = '9.6.1'
const tools = await installTools('mutation', {
  '@stryker-mutator/core': version,
  '@stryker-mutator/vitest-runner': version,
})
// The tests and the runner must share one vitest.
const vitest = join(tools, 'node_modules/vitest')
rmSync(vitest, { recursive: true, force: true })
symlinkSync(join(tree, 'node_modules/vitest'), vitest)

const source = { conditions: ['@gencode/source'] }
const config = { test: { include: [`${folder}/${tests}`] }, resolve: source, ssr: { resolve: source } }
writeFileSync(join(tree, 'mutation.vitest.mjs'), `export default ${JSON.stringify(config)}\n`)
const report = join(tree, `${name}.html`)
const settings = {
  plugins: [join(tools, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
  testRunner: 'vitest',
  vitest: { configFile: 'mutation.vitest.mjs', related: false },
  mutate: [`${folder}/${sources}`, `!${folder}/**/*.test.ts`, `!${folder}/**/*.test-kit.ts`],
  inPlace: true,
  concurrency: 1,
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: report },
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
}
writeFileSync(join(tree, 'mutation.json'), JSON.stringify(settings))
run(process.execPath, [
  join(tools, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
  'run',
  'mutation.json',
])
console.log(`The whole report: ${report}`)
