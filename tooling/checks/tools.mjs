import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { root } from './workspace.mjs'

/**
 * Installs npm packages that a check needs and a fresh clone should not pay for, outside the workspace, once.
 *
 * @param {string} name of the folder under `.cache/tools`
 * @param {Readonly<Record<string, string>>} dependencies with exact versions
 * @param {Readonly<Record<string, string>>} [overrides]
 * @returns {Promise<string>} the folder that holds `node_modules`
 */
export async function installTools(name, dependencies, overrides = {}) {
  const folder = join(root, '.cache/tools', name)
  const manifest = JSON.stringify({ private: true, dependencies, overrides }, null, 2)
  const file = join(folder, 'package.json')
  const done = join(folder, 'node_modules/.package-lock.json')
  if (existsSync(done) && readFileSync(file, 'utf8') === manifest) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, manifest)
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
    timeoutMs: 600_000,
  })
  return folder
}
