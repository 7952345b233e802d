import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { brokenArrows, type Package } from './arrows.ts'
import { importsOf } from './imports.ts'
import { filesUnder, root, type Workspace, workspaces } from './workspace.mjs'

const ours = (dependencies: Record<string, string> = {}) =>
  Object.keys(dependencies).filter((name) => name.startsWith('@gencode/'))

const all = workspaces()
const inRepository = (path: string) => relative(root, path).split(sep).join('/')

/** `@gencode/...` as it is; a relative path into another package counts as an import of that package. */
function importedPackage(specifier: string, importer: string, home: Workspace): string | undefined {
  if (specifier.startsWith('@gencode/')) return specifier
  if (!specifier.startsWith('.')) return undefined
  const target = inRepository(join(importer, '..', specifier))
  const other = all.find(({ folder }) => target.startsWith(`${folder}/`))
  return other && other !== home ? target.replace(other.folder, other.name) : undefined
}

function read(home: Workspace): Package {
  const { name, folder, path, manifest } = home
  const files = filesUnder(path).filter((file) => /\.[cm]?[jt]sx?$/.test(file))
  return {
    name,
    folder,
    dependencies: ours({ ...manifest.dependencies, ...manifest.peerDependencies }),
    devDependencies: ours(manifest.devDependencies),
    imports: files.flatMap((path) => {
      const file = inRepository(path)
      const isTest = !file.startsWith(`${folder}/src/`) || /\.test\.tsx?$/.test(file)
      return importsOf(path, readFileSync(path, 'utf8'))
        .flatMap((specifier) => importedPackage(specifier, path, home) ?? [])
        .map((specifier) => ({ file, specifier, isTest }))
    }),
  }
}

describe('the arrows of the design', () => {
  const packages = all.map(read)

  test('hold between all packages', () => {
    expect(packages.length).toBeGreaterThan(7)
    expect(packages.flatMap((one) => one.imports).length).toBeGreaterThan(0)
    expect(brokenArrows(packages)).toEqual([])
  })
})

describe('the check of the arrows', () => {
  const make = (name: string, dependencies: string[], more: Partial<Package> = {}): Package => ({
    name: `@gencode/${name}`,
    folder: name === 'cli' ? `apps/${name}` : `packages/${name}`,
    dependencies: dependencies.map((to) => `@gencode/${to}`),
    devDependencies: [],
    imports: dependencies.map((to) => ({ file: `${name}.ts`, specifier: `@gencode/${to}`, isTest: false })),
    ...more,
  })
  const sound = [
    make('contract', []),
    make('clean', ['contract']),
    make('sandbox', ['contract']),
    make('env', ['contract']),
    make('llm', ['contract']),
    make('core', ['clean', 'sandbox', 'env', 'llm', 'contract']),
    make('train', ['env', 'sandbox', 'contract']),
    make('design', ['core', 'train']),
    make('cli', ['design', 'core']),
  ]
  const withOne = (one: Package) => [...sound.filter(({ name }) => name !== one.name), one]

  test('passes a sound house', () => {
    expect(brokenArrows(sound)).toEqual([])
  })

  test.each([
    ['clean', 'sandbox'],
    ['sandbox', 'clean'],
    ['env', 'llm'],
    ['train', 'core'],
    ['core', 'train'],
    ['llm-ollama', 'core'],
    ['env-gymnasium', 'llm'],
    ['core', 'cli'],
  ])('names the dependency and the import from %s to %s', (from, to) => {
    const broken = brokenArrows(withOne(make(from, [to])))
    expect(broken).toContain(`@gencode/${from} must not depend on @gencode/${to}`)
    expect(broken).toContain(`${from}.ts must not import @gencode/${to}`)
  })

  test('finds a cycle, also one through devDependencies', () => {
    const looped = withOne(make('contract', [], { devDependencies: ['@gencode/env'] }))
    expect(brokenArrows(looped)).toEqual([
      expect.stringContaining('a cycle: @gencode/contract -> @gencode/env'),
    ])
  })

  test('lets a test use devDependencies, and only what is declared', () => {
    const imports = [{ file: 'clean.test.ts', specifier: '@gencode/sandbox', isTest: true }]
    const devDependencies = ['@gencode/sandbox']
    expect(brokenArrows(withOne(make('clean', ['contract'], { imports, devDependencies })))).toEqual([])
    expect(brokenArrows(withOne(make('clean', ['contract'], { imports })))).toHaveLength(1)
  })

  test('lets a backend take only what carries no zod from the contract', () => {
    const imports = (specifier: string) => ({ imports: [{ file: 'a.ts', specifier, isTest: false }] })
    const backend = (specifier: string) =>
      brokenArrows(withOne(make('llm-x', ['llm', 'contract'], imports(specifier))))
    expect(backend('@gencode/contract/errors')).toEqual([])
    expect(backend('@gencode/contract')).toHaveLength(1)
  })

  test('wants a place for every package', () => {
    expect(brokenArrows([...sound, make('misc', [])])).toEqual([
      '@gencode/misc has no place in the design: add its arrows',
    ])
  })
})

test('imports are found in every place where they can stand', () => {
  const source = `
    import a, { b } from 'static'
    import type { C } from 'type'
    import 'effect'
    export { d } from 'named'
    export * from 'all'
    export type E = import('type-position').E
    export const f = async () => (await import('dynamic')).f
    // import nothing from 'comment'
    export const text = "import x from 'text'"
  `
  expect(importsOf('a.ts', source).sort()).toEqual([
    'all',
    'dynamic',
    'effect',
    'named',
    'static',
    'type',
    'type-position',
  ])
})
