import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packAll } from './pack.mjs'
import { mapAtOnce, run } from './run.mjs'

/** Everything from the registry is what was the newest on this day, also what a template asks for by a range. */
const day = '2026-11-20'

/** What the program imports, with what that depends on. */
const packages = ['contract', 'clean', 'sandbox', 'env', 'llm', 'python', 'core', 'train'].map(
  (name) => `@gencode/${name}`,
)

/** Next.js's template takes two fonts from a server of Google's at build time; this stands in for that server. */
const fonts = `const face = (family) => \`@font-face { font-family: '\${family}'; src: local('\${family}') }\`
module.exports = {
  'https://fonts.googleapis.com/css2?family=Geist:wght@100..900&display=swap': face('Geist'),
  'https://fonts.googleapis.com/css2?family=Geist+Mono:wght@100..900&display=swap': face('Geist Mono'),
}
`

/**
 * The commands that make each project, as the bundler's documentation has them, without questions. esbuild and Rollup
 * have no template: an empty project with them installed, as their guides start.
 * @type {Readonly<Record<string, readonly string[][]>>}
 */
const commands = {
  'create-vite vanilla-ts': [
    ['npm', 'create', 'vite@9.3.0', '.', '--', '--template', 'vanilla-ts', '--no-interactive'],
  ],
  'create-vite react-ts': [
    ['npm', 'create', 'vite@9.3.0', '.', '--', '--template', 'react-ts', '--no-interactive'],
  ],
  'create-webpack-app': [['npx', 'create-webpack-app@2.1.0', 'init', '.', '--force']],
  'create-next-app': [
    ['npx', 'create-next-app@16.4.3', '.', '--yes', '--use-npm', '--skip-install', '--disable-git'],
  ],
  'npm init': [
    ['npm', 'init', '-y'],
    ['npm', 'install', '--save-dev', 'esbuild@0.28.2', 'rollup@4.68.7', '@rollup/plugin-node-resolve@16.0.3'],
  ],
}

/**
 * A project that a template made, with our packages installed in it; its commands are run with `env`.
 * @typedef {{
 *   readonly folder: string
 *   readonly env: Readonly<Record<string, string>>
 *   readonly run: (...command: string[]) => Promise<string>
 *   readonly write: (path: string, text: string) => void
 * }} Project
 */

/**
 * Makes a project of every template, as it comes.
 *
 * @param {(from: string) => boolean} isWanted
 * @returns {Promise<{ projects: Map<string, Project>, folder: string, remove: () => void }>}
 */
export async function makeProjects(isWanted) {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-templates-'))
  const env = {
    npm_config_before: day,
    npm_config_yes: 'true',
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_FONT_GOOGLE_MOCKED_RESPONSES: join(folder, 'fonts.cjs'),
    // Where create-next-app would remember what was chosen before.
    XDG_CONFIG_HOME: join(folder, 'config'),
  }
  writeFileSync(env.NEXT_FONT_GOOGLE_MOCKED_RESPONSES, fonts)
  const tarballs = await packAll(join(folder, 'tarballs'))
  const ours = packages.map((name) => tarballs.get(name) ?? name)

  const make = async (/** @type {string} */ from) => {
    const cwd = join(folder, from.replaceAll(' ', '-'))
    mkdirSync(cwd)
    /** @type {Project} */
    const project = {
      folder: cwd,
      env,
      run: (command = '', ...args) => run(command, args, { cwd, env, timeoutMs: 600_000 }),
      write(path, text) {
        mkdirSync(join(cwd, path, '..'), { recursive: true })
        writeFileSync(join(cwd, path), text)
      },
    }
    for (const command of [...(commands[from] ?? []), ['npm', 'install', ...ours]])
      await project.run(...command)
    return /** @type {const} */ ([from, project])
  }
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const made = await mapAtOnce(Object.keys(commands).filter(isWanted), 2, make)
    return { projects: new Map(made), folder, remove }
  } catch (error) {
    remove()
    throw error
  }
}
