/** What the rules below look at: a package, what it depends on and what its files import. */
export interface Package {
  readonly name: string
  /** `packages/clean`, `apps/cli`, ... */
  readonly folder: string
  /** Packages of this repository in `dependencies` and `peerDependencies`. */
  readonly dependencies: readonly string[]
  /** Packages of this repository in `devDependencies`. */
  readonly devDependencies: readonly string[]
  /** Imports of this repository's packages. Tests, benches and configs may also use the `devDependencies`. */
  readonly imports: readonly { readonly file: string; readonly specifier: string; readonly isTest: boolean }[]
}

const clean = '@gencode/clean'
const contract = '@gencode/contract'
const core = '@gencode/core'
const env = '@gencode/env'
const llm = '@gencode/llm'
const sandbox = '@gencode/sandbox'
const python = '@gencode/python'
const train = '@gencode/train'

/** apps -> design -> train, core -> (clean, python, sandbox, env, llm) -> contract */
const arrows: Readonly<Record<string, readonly string[]>> = {
  [contract]: [],
  [clean]: [contract],
  [python]: [contract],
  [sandbox]: [contract],
  '@gencode/code-mode': [clean, sandbox, contract],
  [env]: [contract],
  [llm]: [contract],
  [core]: [clean, python, sandbox, env, llm, contract],
  [train]: [env, sandbox, contract],
  '@gencode/design': [train, core, clean, python, sandbox, env, llm, contract],
}

/** The entries that carry no zod: all that a backend may take from `contract` beside the interface it implements. */
const contractWithoutZod = [`${contract}/errors`, `${contract}/types`, `${contract}/helpers`]

/** Private packages: an app that uses them bundles them, so it needs them for its build alone. */
const bundled = ['@gencode/plots']

const packageOf = (specifier: string) => specifier.split('/').slice(0, 2).join('/')

/** The interface that a backend implements, by its name: `llm-*`, `env-*` or `train-*`. */
function interfaceOf(name: string): string | undefined {
  return [llm, env, train].find((one) => name.startsWith(`${one}-`))
}

function mayReach(from: Package, to: string): boolean {
  if (from.folder.startsWith('apps/')) return true
  const backendOf = interfaceOf(from.name)
  if (backendOf) return to === backendOf || to === contract
  return arrows[from.name]?.includes(to) ?? false
}

function ruleBreaks(one: Package): string[] {
  const broken: string[] = []
  const { name } = one
  if (one.folder.startsWith('packages/') && !arrows[name] && !interfaceOf(name))
    broken.push(`${name} has no place in the design: add its arrows`)
  for (const to of one.dependencies) if (!mayReach(one, to)) broken.push(`${name} must not depend on ${to}`)
  for (const { file, specifier, isTest } of one.imports) {
    const to = packageOf(specifier)
    if (to === name) continue
    const isForBuild = isTest || bundled.includes(to)
    const declared = one.dependencies.includes(to) || (isForBuild && one.devDependencies.includes(to))
    if (!declared) broken.push(`${file} imports ${specifier}, which ${name} does not depend on`)
    if (isTest) continue
    if (!mayReach(one, to)) broken.push(`${file} must not import ${specifier}`)
    else if (interfaceOf(name) && to === contract && !contractWithoutZod.includes(specifier))
      broken.push(`${file} must import ${contract} through an entry without zod, not ${specifier}`)
  }
  return broken
}

/** The first way from a package back to itself; `devDependencies` count, since turbo refuses their cycles too. */
function cycle(packages: readonly Package[]): string[] {
  const byName = new Map(packages.map((one) => [one.name, one]))
  const done = new Set<string>()
  const visit = (name: string, way: readonly string[]): string[] => {
    if (way.includes(name)) return [`a cycle: ${[...way.slice(way.indexOf(name)), name].join(' -> ')}`]
    if (done.has(name)) return []
    done.add(name)
    const one = byName.get(name)
    for (const next of [...(one?.dependencies ?? []), ...(one?.devDependencies ?? [])]) {
      const found = visit(next, [...way, name])
      if (found.length > 0) return found
    }
    return []
  }
  for (const { name } of packages) {
    const found = visit(name, [])
    if (found.length > 0) return found
  }
  return []
}

/** Every place where packages break the design's arrows, as sentences; empty where all hold. */
export function brokenArrows(packages: readonly Package[]): string[] {
  return [...packages.flatMap(ruleBreaks), ...cycle(packages)]
}
