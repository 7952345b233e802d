import { builtinModules } from 'node:module'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/**
 * What an entry costs a page: its bundle with everything it imports, minified and gzipped, in bytes. The sandbox's
 * engine and its worker's program, which are loaded at the first use, are not in it.
 *
 * @param {string} entry a built file
 */
export async function bundleBytes(entry) {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    external: [...builtinModules, /^node:/, /^#/],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ minify: true })
  await bundle.close()
  return output.reduce(
    (sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code, { level: 9 }).length : 0),
    0,
  )
}
