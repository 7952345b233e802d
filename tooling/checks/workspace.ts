import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** What the checks read of a `package.json`. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Record<string, string | Record<string, string>>
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
}

/** A package or an app of this repository. */
export interface Workspace {
  readonly name: string
  /** `packages/clean`, `apps/cli`, ... */
  readonly folder: string
  readonly path: string
  readonly manifest: Manifest
}

/** Every package and app, in the order of their folders. */
export function workspaces(): Workspace[] {
  return ['packages', 'apps'].flatMap((house) =>
    readdirSync(join(root, house))
      .sort()
      .filter((name) => existsSync(join(root, house, name, 'package.json')))
      .map((name) => {
        const path = join(root, house, name)
        const manifest: Manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
        return { name: manifest.name, folder: `${house}/${name}`, path, manifest }
      }),
  )
}

/** The files under a folder, without what is installed or built. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'generated'].includes(entry.name) || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
