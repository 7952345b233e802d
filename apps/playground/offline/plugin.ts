import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Larger files are kept when they are first used: MuJoCo is. */
const mostBytes = 1_500_000

/** Writes the service worker, which knows the names of all that was built. */
export function offline(): Plugin {
  return {
    name: 'gencode-offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const small = Object.entries(bundle).filter(([, output]) => {
          const content = output.type === 'asset' ? output.source : output.code
          return content.length < mostBytes
        })
        const files = ['./', './icon.svg', './manifest.webmanifest', ...small.map(([name]) => `./${name}`)]
          .filter((name) => name !== './index.html')
          .sort()
        const source = readFileSync(fileURLToPath(new URL('service-worker.js', import.meta.url)), 'utf8')
        const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: source.replace('__VERSION__', version).replace('__FILES__', JSON.stringify(files)),
        })
      },
    },
  }
}
