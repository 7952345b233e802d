// Builds the API reference of all published packages into docs/api, and the site around it into docs/site: `pnpm run docs`.
// Any warning fails it.
// typedoc needs TypeScript's JavaScript API, which TypeScript 7 doesn't have: it gets a TypeScript of its own.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../checks/tools.mjs'
import { root, workspaces } from '../checks/workspace.mjs'
import { buildSite } from './docs-site.mjs'

const tools = await installTools('typedoc', { typedoc: '0.28.20', typescript: '6.0.3' })
const validation = { notExported: true, invalidPath: true, invalidLink: true, rewrittenLink: true }
const options = {
  name: 'gencode',
  entryPointStrategy: 'packages',
  entryPoints: workspaces()
    .filter(({ folder, manifest }) => folder.startsWith('packages/') && !manifest.private)
    .map(({ path }) => path),
  packageOptions: {
    tsconfig: 'tsconfig.build.json',
    excludeInternal: true,
    excludePrivate: true,
    validation,
    disableGit: true,
    sourceLinkTemplate: 'https://github.com/gencode-js/gencode/blob/main/{path}#L{line}',
  },
  readme: 'none', // the README's links are into the repository
  out: join(root, 'docs/api'),
  validation,
  highlightLanguages: ['ts', 'js', 'json', 'html', 'sh', 'python'],
  treatWarningsAsErrors: true,
}
const file = join(tools, 'typedoc.json')
writeFileSync(file, JSON.stringify(options))
const typedoc = join(tools, 'node_modules/typedoc/bin/typedoc')
const { status } = spawnSync(process.execPath, [typedoc, '--options', file], { stdio: 'inherit', cwd: root })
if (status === 0) await buildSite()
else process.exitCode = status ?? 1
