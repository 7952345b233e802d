import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../bin/gencode.js', import.meta.url))
const isInstalled = script.includes('node_modules')

/** A line that calls this command again as it was called: neither npx nor a clone puts `gencode` on the PATH. */
export function gencodeLine(...args: readonly string[]): string {
  const clone = `node ${relative(process.cwd(), script)}`
  const command = !isInstalled ? clone : process.env.npm_command === 'exec' ? 'npx @gencode/cli' : 'gencode'
  return [command, ...args].join(' ')
}
