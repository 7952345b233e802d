import { SandboxTimeoutError } from '@gencode/sandbox'

/** Tries once more what was late: a sandbox's deadline is wall time, and the machine may have been busy. */
export async function twiceIfLate<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SandboxTimeoutError)) throw error
    return await work()
  }
}
