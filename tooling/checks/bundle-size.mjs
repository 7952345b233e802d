import { builtinModules } from 'node:module'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/**
 * What an entry costs a page: its bundle with everything it imports, minified and gzipped, in bytes. The sandbox's
 * engine, a binary that is loaded at the first use, is not in it.
 *
 * @param {string} entry a built file
 */
export async function bundleBytes(entry) {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    external: [...builtinModules, /^node:/, '#engine'],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ minify: true })
  await bundle.close()
  return output.reduce(
    (sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code, { level: 9 }).length : 0),
    0,
  )
}
