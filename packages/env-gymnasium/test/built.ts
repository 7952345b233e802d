import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** Builds this package as it stands into one file beside its Python and its worker, for programs of their own; gives its path. */
export async function built(): Promise<string> {
  const file = fileURLToPath(new URL('../.cache/built.mjs', import.meta.url))
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../src/index.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    logLevel: 'silent',
  })
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  return file
}
