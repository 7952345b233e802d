import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What the checks read of a `package.json`.
 * @typedef {{
 *   readonly name: string
 *   readonly version: string
 *   readonly private?: boolean
 *   readonly exports?: Record<string, string | Record<string, string>>
 *   readonly dependencies?: Record<string, string>
 *   readonly peerDependencies?: Record<string, string>
 *   readonly devDependencies?: Record<string, string>
 * }} Manifest
 */

/**
 * A package or an app of this repository; `folder` is `packages/clean`, `apps/cli`, ...
 * @typedef {{ readonly name: string, readonly folder: string, readonly path: string, readonly manifest: Manifest }} Workspace
 */

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Every package and app, in the order of their folders.
 * @returns {Workspace[]}
 */
export function workspaces() {
  return ['packages', 'apps'].flatMap((house) =>
    readdirSync(join(root, house))
      .sort()
      .filter((name) => existsSync(join(root, house, name, 'package.json')))
      .map((name) => {
        const path = join(root, house, name)
        const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
        return { name: manifest.name, folder: `${house}/${name}`, path, manifest }
      }),
  )
}

/**
 * The files under a folder, without what is installed or built.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'generated'].includes(entry.name) || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
