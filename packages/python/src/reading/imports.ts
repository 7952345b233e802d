import type { Stmt } from '../tree.ts'

/** Modules that only annotations and the like come from: their names are nothing at run time. */
const silent: ReadonlySet<string> = new Set([
  '__future__',
  'abc',
  'collections.abc',
  'dataclasses',
  'numpy.typing',
  'types',
  'typing',
  'typing_extensions',
  'warnings',
])

/** What the first part of a module's path stands for here. */
const known: Readonly<Record<string, string>> = { numpy: 'np', math: 'math', random: 'random' }

/**
 * What imported names stand for: `np`, `np.linalg`, `math.exp`; with `!` before it a module that is not there, which
 * only a use makes an error; `~` what is nothing at run time.
 */
export type Imports = Map<string, string>

/** What is there without an import, which models forget. */
export const given: readonly (readonly [name: string, path: string])[] = [
  ['np', 'np'],
  ['numpy', 'np'],
  ['math', 'math'],
]

const pathOf = (module: string): string => {
  if (silent.has(module)) return '~'
  const [top = '', ...rest] = module.split('.')
  const short = known[top]
  return short === undefined ? `!${top}` : [short, ...rest].join('.')
}

export function addImport(imports: Imports, node: Stmt<'Import'>): void {
  for (const { name, asname } of node.names) {
    const [top = ''] = name.split('.')
    imports.set(asname ?? top, asname === undefined ? pathOf(silent.has(name) ? name : top) : pathOf(name))
  }
}

export function addImportFrom(imports: Imports, node: Stmt<'ImportFrom'>): void {
  const module = pathOf(node.module ?? '')
  for (const { name, asname } of node.names)
    imports.set(asname ?? name, module === '~' || module.startsWith('!') ? module : `${module}.${name}`)
}
