import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/**
 * Builds a file of this package, with all that it imports as it stands in the sources, into one for Node alone;
 * gives its path, one folder below the package's, where its Python and its worker are found as from `dist`.
 *
 * @param file such as `src/index.ts`
 */
export async function built(file: string): Promise<string> {
  const output = fileURLToPath(new URL(`../.cache/${file.replaceAll('/', '-')}.mjs`, import.meta.url))
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`../${file}`, import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
    logLevel: 'silent',
  })
  await bundle.write({ file: output, format: 'esm' })
  await bundle.close()
  return output
}
