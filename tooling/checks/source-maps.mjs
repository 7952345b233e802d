import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The sources that a package's source maps name, but neither they nor the package hold.
 *
 * @param {string} folder of the unpacked package
 * @param {readonly string[]} files in it
 */
export function missingSources(folder, files) {
  return files
    .filter((file) => file.endsWith('.map'))
    .flatMap((file) => {
      /** @type {{ sources: string[], sourcesContent?: (string | null)[] }} */
      const { sources, sourcesContent } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      return sources
        .filter((_, index) => typeof sourcesContent?.[index] !== 'string')
        .map((source) => join(dirname(file), source))
        .filter((source) => source.startsWith('..') || !existsSync(join(folder, source)))
    })
}
