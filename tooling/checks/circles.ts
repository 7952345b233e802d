import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { importsOf } from './imports.ts'

/** The files of a folder that a program is made of, and what each imports of the others: imports of types count. */
export function importGraph(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|m?js)$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name))
    .map((name) => resolve(folder, name))
  const known = new Set(files)
  return new Map(
    files.map((file) => {
      const imports = importsOf(file, readFileSync(file, 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        // AssemblyScript names no extension.
        .map((specifier) => resolve(dirname(file), /\.\w+$/.test(specifier) ? specifier : `${specifier}.ts`))
      return [
        relative(folder, file),
        imports.filter((each) => known.has(each)).map((each) => relative(folder, each)),
      ]
    }),
  )
}

/**
 * The groups of files that reach one another by imports, each in order of its names; none where there is no circle.
 *
 * @see https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm
 */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (file: string): void => {
    order.set(file, order.size)
    lowest.set(file, order.get(file) as number)
    open.push(file)
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next)
      if (open.includes(next))
        lowest.set(file, Math.min(lowest.get(file) as number, lowest.get(next) as number))
    }
    if (lowest.get(file) !== order.get(file)) return
    const group = open.splice(open.indexOf(file))
    if (group.length > 1 || graph.get(file)?.includes(file)) found.push(group.sort())
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return found
}

/** What packages and apps hold that is no source. */
const others = new Set(['bin', 'dist', 'generated', 'licenses', 'node_modules', 'public', 'template'])

/** The folders of all packages and apps that hold sources. */
export function sourceFolders(root: string): string[] {
  const foldersIn = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !others.has(entry.name) && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name))
  return ['packages', 'apps']
    .flatMap((kind) => foldersIn(join(root, kind)))
    .flatMap(foldersIn)
    .filter((folder) => importGraph(folder).size > 0)
}
