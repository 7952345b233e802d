import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
// @ts-expect-error: no types are made of scripts
import { installTools } from '../../../../../tooling/checks/tools.mjs'
// @ts-expect-error: no types are made of scripts
import { filesUnder, root } from '../../../../../tooling/checks/workspace.mjs'
import { isRequired } from '../../../../../tooling/vitest/require.ts'
import { digestOf, treeOf } from '../../../fixtures/trees.mjs'
import { generated } from '../../../fixtures/typescript.mjs'
import { eraseTypes } from '../../index.ts'

/** What TypeScript 6.0.3 makes of each generated program, in a few characters; `null` where it takes it for no TypeScript. */
const recorded: readonly (string | null)[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/typescript.json', import.meta.url), 'utf8'),
)
const programs = generated()
const constructs = [...new Set(programs.map(({ construct }) => construct))]

describe('erasing types leaves the program that TypeScript’s own compiler leaves', () => {
  test.each(constructs)('%s', (construct) => {
    let count = 0
    for (const [index, program] of programs.entries()) {
      const wanted = recorded[index]
      if (program.construct !== construct || wanted === null) continue
      expect({ ...program, tree: digestOf(treeOf(eraseTypes(program.source))) }).toEqual({
        ...program,
        tree: wanted,
      })
      count++
    }
    expect(count).toBeGreaterThanOrEqual(30)
  })
})

test('each word stays on its line', () => {
  for (const { source, construct } of programs) {
    const lines = source.split('\n')
    const plain = eraseTypes(source).split('\n')
    expect(plain).toHaveLength(lines.length)
    // What TypeScript makes of these has words of its own.
    if (/enum|namespace|property|assignment/.test(construct)) continue
    const strayed = plain.flatMap((line, index) => {
      const own = new Set(lines[index]?.split(/\W+/))
      return (line.match(/\w+/g) ?? []).filter((word) => !own.has(word))
    })
    expect({ source, strayed }).toEqual({ source, strayed: [] })
  }
})

/** TypeScript 6.0.3, whose compiler has a JavaScript interface; the workspace's own has none. */
async function compiler(): Promise<(source: string) => string | undefined> {
  const tools = await installTools('typescript', { typescript: '6.0.3' })
  const ts = createRequire(join(tools, 'package.json'))('typescript')
  const compilerOptions = {
    target: 'esnext',
    module: 'esnext',
    verbatimModuleSyntax: true,
    useDefineForClassFields: true,
  }
  // Those that are about modules, not about how a program is written.
  const allowed = [1192, 1202, 1203, 1286, 1287, 1295]
  return (source) => {
    const done = ts.transpileModule(source, { fileName: 'a.ts', reportDiagnostics: true, compilerOptions })
    const isWrong = done.diagnostics.some(
      ({ code }: { code: number }) => code < 2000 && !allowed.includes(code),
    )
    return isWrong ? undefined : done.outputText
  }
}

function treeOrError(code: () => string): string {
  try {
    return treeOf(code())
  } catch (error) {
    return String(error)
  }
}

/** Without what links lead to: the workspace's packages link to one another, in more ways than can be gone. */
function realFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? realFiles(path) : [path]
  })
}

/** Files that are not compared, each with its reason. */
const exceptions: readonly { readonly sign: RegExp; readonly reason: string }[] = [
  {
    sign: /^[ \t]*@(?:unmanaged|inline|external|lazy|operator|global|builtin|unsafe|final|sealed)\b/m,
    reason: 'AssemblyScript: decorators are no part of what is read',
  },
]

test.runIf(isRequired('deep'))(
  'what is recorded is what TypeScript says, and so is every file of TypeScript on this machine',
  {
    timeout: 900_000,
  },
  async () => {
    const compile = await compiler()
    expect(
      programs.map(({ source }) => {
        const plain = compile(source)
        return plain === undefined ? null : digestOf(treeOf(plain))
      }),
    ).toEqual(recorded)
    const installed = join(root, 'node_modules/.pnpm')
    const files = [
      ...realFiles(installed),
      ...['packages', 'apps', 'tooling'].flatMap((folder): string[] => filesUnder(join(root, folder))),
    ].filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    const seen = new Set<string>()
    const different: string[] = []
    for (const file of files) {
      const source = readFileSync(file, 'utf8')
      if (seen.has(source) || exceptions.some(({ sign }) => sign.test(source))) continue
      seen.add(source)
      const plain = compile(source)
      if (plain === undefined) continue
      const [tree, other] = [() => eraseTypes(source), () => plain].map(treeOrError)
      if (tree !== other) different.push(`${file}: ${other?.slice(0, 80)}`)
    }
    console.info(
      `clean, types: ${seen.size} distinct files, ${different.length} whose trees differ from TypeScript's`,
    )
    expect(seen.size).toBeGreaterThan(500)
    expect(different).toEqual([])
  },
)
