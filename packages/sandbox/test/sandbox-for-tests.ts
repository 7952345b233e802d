import { createSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts'

export type { CodeError } from '@gencode/contract/errors'

/** A sandbox with time enough for a busy machine. */
export function createSandboxForTests(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox({ timeoutMs: 10_000, ...options })
}
