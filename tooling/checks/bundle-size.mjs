import { builtinModules } from 'node:module'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/**
 * What an entry costs a page: its bundle with everything it imports, minified and gzipped, in bytes. Binaries that are
 * fetched beside it (`.wasm`) are not in it.
 *
 * @param {string} entry a built file
 * @param {readonly string[]} external modules that are not counted
 */
export async function bundleBytes(entry, external = []) {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    external: [...builtinModules, /^node:/, ...external],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ minify: true })
  await bundle.close()
  return output.reduce(
    (sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code, { level: 9 }).length : 0),
    0,
  )
}
