import type { CleanedCode } from '@gencode/contract/types'
import {
  createSandboxWorker,
  type SandboxOptions,
  SandboxTimeoutError,
  type SandboxWorker,
  type WorkerBatchOptions,
  type WorkerCompileOptions,
  type WorkerFunction,
} from '@gencode/sandbox'

/** What a patient sandbox takes beside the options of a sandbox. */
export interface PatientOptions extends SandboxOptions {
  /** The deadline of the second try. */
  readonly patientMs: number
}

/**
 * A sandbox of one's own, for a busy machine: what overruns its deadline is tried once more with a longer one, in
 * another thread. What the function kept in module-level variables is not there in the second try.
 */
export async function createPatientSandbox(options: PatientOptions): Promise<SandboxWorker> {
  const { patientMs, ...limits } = options
  const quick = await createSandboxWorker(limits)
  const patient = await createSandboxWorker({ ...limits, timeoutMs: patientMs })

  async function compile<Arguments extends readonly unknown[], Result>(
    code: string | CleanedCode,
    options?: WorkerCompileOptions<Arguments, Result>,
  ): Promise<WorkerFunction<Arguments, Result>> {
    let slow: Promise<WorkerFunction<Arguments, Result>> | undefined
    const compileAgain = () => {
      slow ??= patient.compile(code, options)
      return slow
    }
    const fast = await quick.compile(code, options).catch(onTimeout(compileAgain))
    const run: typeof fast.run = (args, how) =>
      fast.run(args, how).catch(onTimeout(async () => (await compileAgain()).run(args, how)))
    const batch = (columns: Parameters<typeof fast.batch>[0], how?: WorkerBatchOptions) =>
      fast.batch(columns, how).catch(onTimeout(async () => (await compileAgain()).batch(columns, how)))
    const dispose = () => {
      fast.dispose()
      slow?.then((fn) => fn.dispose()).catch(() => {})
    }
    const { entry, params, source, tier } = fast
    const more = { entry, params, source, tier, run, batch: batch as typeof fast.batch, dispose }
    return Object.assign((...args: Arguments) => run(args), { ...more, [Symbol.dispose]: dispose })
  }

  const both = (each: (sandbox: SandboxWorker) => void) => () => [quick, patient].forEach(each)
  const dispose = both((sandbox) => sandbox.dispose())
  // A program calls the host, which a second try would do again: it has the longer time at once.
  const run: SandboxWorker['run'] = (program, how) => patient.run(program, how)
  const resume: SandboxWorker['resume'] = (suspended, answer, how) => patient.resume(suspended, answer, how)
  const reset = both((sandbox) => sandbox.reset())
  return {
    compile,
    run,
    resume,
    reset,
    dispose,
    [Symbol.dispose]: dispose,
    get tierMismatches() {
      return quick.tierMismatches + patient.tierMismatches
    },
  }
}

/** Another way where the time was up; any other failure is the caller's to know. */
function onTimeout<T>(tryAgain: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (!(error instanceof SandboxTimeoutError)) throw error
    return tryAgain()
  }
}
