import { SandboxTimeoutError } from './errors.ts'

/** What is said of a guest that overran its deadline, whether it stopped by itself or was killed. */
export function overran(entry: string, timeoutMs: number): SandboxTimeoutError {
  return new SandboxTimeoutError({
    code: 'sandbox/timeout',
    feedback: `${entry} did not end within ${timeoutMs} ms. It must not loop without an end, nor do so much work.`,
  })
}
