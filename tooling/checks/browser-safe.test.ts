import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { reachOf } from './browser-graph.ts'
import { workspaces } from './workspace.mjs'

/** Packages whose root entry runs in a browser, and what that entry must not carry. */
const browserSafe: Readonly<Record<string, readonly string[]>> = {
  '@gencode/contract': [],
  '@gencode/clean': ['zod'],
  '@gencode/python': ['zod'],
  '@gencode/sandbox': ['zod'],
  '@gencode/code-mode': ['zod', 'ai', '@modelcontextprotocol/sdk'],
  '@gencode/env': [],
  '@gencode/env-mujoco': [],
  '@gencode/llm': [],
  '@gencode/llm-ai-sdk': ['ai', '@ai-sdk/provider'],
  '@gencode/llm-ollama': [],
  '@gencode/core': ['ollama', 'ai', 'node-llama-cpp'],
  '@gencode/train': ['@gencode/core', '@gencode/llm'],
}

const there = workspaces().filter(({ name }) => name in browserSafe)

describe.each(there)('the root entry of $name', ({ name, path }) => {
  const check = async (entry: string, conditions: readonly string[]) => {
    const { node, packages } = await reachOf(entry, conditions)
    expect(node).toEqual([])
    expect(browserSafe[name]?.filter((heavy) => packages.has(heavy))).toEqual([])
  }

  test('is free of Node in its sources', async () => {
    await check(join(path, 'src/index.ts'), ['@gencode/source'])
  })

  const built = join(path, 'dist/index.js')
  test.skipIf(!existsSync(built))('is free of Node as built', async () => {
    await check(built, [])
  })
})

test('the entry without zod that clean and sandbox build on stays so', async () => {
  const contract = there.find(({ name }) => name === '@gencode/contract')
  for (const entry of ['errors', 'types', 'helpers']) {
    const { packages } = await reachOf(join(contract?.path ?? '', `src/${entry}.ts`), ['@gencode/source'])
    expect(packages).not.toContain('zod')
  }
})

describe('the check of browser-safe entries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-browser-safe-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (name: string, source: string) => writeFileSync(join(folder, name), source)

  test('finds Node and packages behind other files and dynamic imports', async () => {
    write('index.ts', "import { a } from './deep.ts'\nconsole.log(a)")
    write('deep.ts', "export { a } from './deeper.ts'\nexport type { B } from 'left-pad'")
    write('deeper.ts', "export const a = () => import('node:fs')\nexport { readFile } from 'fs/promises'\n")
    write('types.ts', "import type { B } from 'node:fs'\nexport const b: B | undefined = undefined")
    const { node, packages } = await reachOf(join(folder, 'index.ts'))
    expect(node.map((found) => found.split(' -> ')[1]).sort()).toEqual(['fs/promises', 'node:fs'])
    expect([...packages]).toEqual([])
    expect((await reachOf(join(folder, 'types.ts'))).node).toEqual([])
  })
})
