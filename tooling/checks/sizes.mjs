import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspace.mjs'

/**
 * What `size-limit` measures by `.size-limit.js`, by the package's name; sizes in bytes.
 *
 * @returns {Promise<Map<string, { size: number, sizeLimit: number, passed: boolean }>>}
 */
export function sizes() {
  return new Promise((resolve, reject) =>
    execFile(join(root, 'node_modules/.bin/size-limit'), ['--json'], { cwd: root }, (error, output) => {
      try {
        resolve(new Map(JSON.parse(output).map((/** @type {{ name: string }} */ one) => [one.name, one])))
      } catch {
        reject(error ?? new Error(output))
      }
    }),
  )
}
