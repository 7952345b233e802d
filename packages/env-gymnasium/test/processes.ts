import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a process is there, and not only as the entry of a dead one. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    // No /proc here (then the kill above has the word), or gone meanwhile.
    return process.platform !== 'linux'
  }
}

/** Waits until a process is gone; false where it stays. */
export async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (isRunning(pid)) {
    if (performance.now() > deadline) return false
    await sleep(10)
  }
  return true
}

/** What a call throws, and after how long. */
export function timed(call: () => unknown): { readonly error: unknown; readonly milliseconds: number } {
  const start = performance.now()
  try {
    call()
  } catch (error) {
    return { error, milliseconds: performance.now() - start }
  }
  return { error: undefined, milliseconds: performance.now() - start }
}
