import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Without the generated engine nothing here can run; the worker's program follows the sources. */
export async function setup(): Promise<void> {
  if (!existsSync(fileURLToPath(new URL('../generated/engine.js', import.meta.url))))
    throw new Error('packages/sandbox/generated is not there: run `pnpm turbo run wasm` first')
  await import('../wasm/bundle-worker.mjs' as string)
}
