import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'
import { workspaces } from './workspace.mjs'

/** The packages that are published. */
export const publishable = workspaces().filter(({ manifest }) => !manifest.private)

/**
 * Packs every publishable package, as built, the way it is published.
 *
 * @param {string} folder where the tarballs go
 * @returns {Promise<Map<string, string>>} the tarball's path by the package's name
 */
export async function packAll(folder) {
  const tarballs = new Map()
  for (const { name, path } of publishable) {
    const output = await run('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd: path })
    tarballs.set(name, JSON.parse(output.slice(output.indexOf('{'))).filename)
  }
  return tarballs
}

/**
 * An empty project outside the workspace, with plain npm packages and tarballs installed.
 *
 * @param {readonly string[]} packages names of tarballs, or specs for the registry
 * @param {ReadonlyMap<string, string>} tarballs also used for what the packages depend on
 * @returns {Promise<{ folder: string, remove: () => void }>}
 */
export async function emptyProject(packages, tarballs) {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-project-'))
  const own = packages.filter((name) => tarballs.has(name))
  const others = packages.filter((name) => !tarballs.has(name))
  const manifest = {
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(own.map((name) => [name, `file:${tarballs.get(name)}`])),
    overrides: Object.fromEntries(
      [...tarballs].map(([name, file]) => [name, own.includes(name) ? `$${name}` : `file:${file}`]),
    ),
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...others], { cwd: folder })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
