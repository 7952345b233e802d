import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Without the generated engine nothing here can run. */
export function setup(): void {
  if (!existsSync(fileURLToPath(new URL('../generated/engine.js', import.meta.url))))
    throw new Error('packages/env-mujoco/generated is not there: run `pnpm turbo run wasm` first')
}
