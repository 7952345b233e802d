import { isBuiltin } from 'node:module'
import { rolldown } from 'rolldown'

/** What a module graph reaches. */
export interface Reach {
  /** Imports of Node's own modules, as `importer -> module`. */
  readonly node: readonly string[]
  /** The packages that are reached, own ones included. */
  readonly packages: ReadonlySet<string>
}

const packageIn = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//

/**
 * Follows every import of an entry the way a browser's bundler does, before anything is shaken off:
 * static and dynamic imports, through this repository's packages and the installed ones.
 *
 * @param conditions of `exports`, before the bundler's own; `@gencode/source` reads the sources
 * @throws when a module can't be found
 */
export async function reachOf(entry: string, conditions: readonly string[] = []): Promise<Reach> {
  const node = new Set<string>()
  const packages = new Set<string>()
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    resolve: { conditionNames: [...conditions, 'browser', 'import', 'default'] },
    treeshake: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'reach',
        async resolveId(specifier, importer) {
          const isBare = !/^[./]/.test(specifier)
          if (isBuiltin(specifier)) node.add(`${importer} -> ${specifier}`)
          else if (isBare)
            packages.add(
              specifier
                .split('/')
                .slice(0, specifier.startsWith('@') ? 2 : 1)
                .join('/'),
            )
          return isBuiltin(specifier) ? { id: specifier, external: true } : null
        },
        load(id) {
          const name = packageIn.exec(id)?.[1]
          if (name) packages.add(name)
        },
      },
    ],
  })
  await bundle.generate()
  await bundle.close()
  return { node: [...node], packages }
}
