import { CleanError, cleanResponse } from '@gencode/clean'
import { fingerprint } from '@gencode/clean/fingerprint'
import type { Contract } from '@gencode/contract'
import { CodeError, GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import type { Sandbox } from '@gencode/sandbox'
import type { Task } from '../ask/request.ts'
import type { RunnableFunction, Verdict } from '../attempt.ts'
import { failureOf } from './failure.ts'
import { type ProbeOptions, probesOf } from './gather-probes.ts'
import { twiceIfLate } from './late.ts'
import { probeExamples } from './probe-examples.ts'
import { type ProbeReport, probeReward, SuspicionError } from './probe-reward.ts'
import type { Severities } from './suspicions.ts'

/** Takes the function out of an answer; `cleanResponse` of `@gencode/clean`, or another one. */
export type CleanFunction = (
  response: string,
  options: { readonly entry: string; readonly params: readonly string[] },
) => CleanedCode

/** What an answer is examined with. */
export interface Examiner {
  readonly task: Task
  readonly sandbox: Sandbox
  readonly clean?: CleanFunction | undefined
  readonly probes?: ProbeOptions | undefined
  readonly suspicions?: Severities | undefined
}

/** The steps on the way, as they are done. */
export interface StepListener {
  onCleaned?(cleaned: CleanedCode): void
  onCompiled?(fn: RunnableFunction): void
  onProbed?(report: ProbeReport): void
}

/** What became of an answer: a verdict with the accepted function, or with the error. */
export type Examination = { readonly verdict: Verdict } & (
  | { readonly fn: RunnableFunction }
  | { readonly cause: CodeError }
)

/** What the cleaner is told to look for. */
export function wantedFunction({ name, parameters }: Task['contract']): Parameters<CleanFunction>[1] {
  return { entry: name, params: parameters.map((parameter) => parameter.name) }
}

/** Step 1: the one function of an answer. @throws CleanError */
export function cleanAnswer(
  response: string,
  { task, clean = cleanResponse }: Pick<Examiner, 'task' | 'clean'>,
): CleanedCode {
  return clean(response, wantedFunction(task.contract))
}

/** Step 2: the function, callable, in an isolate of its own. @throws SandboxError */
export function compileCode(
  code: CleanedCode | Pick<Verdict, 'code' | 'entry'>,
  { task, sandbox }: Pick<Examiner, 'task' | 'sandbox'>,
): Promise<RunnableFunction> {
  const contract = task.contract as Contract
  return twiceIfLate(async () => {
    if ('source' in code) return sandbox.compile(code, { contract })
    const { code: text = '', entry } = code
    return sandbox.compile(text, { contract, ...(entry === undefined ? {} : { entry }) })
  })
}

/** Step 3: the function tried on the task. @throws CodeError */
export async function probe(fn: RunnableFunction, examiner: Omit<Examiner, 'clean'>): Promise<ProbeReport> {
  if (typeof fn.batch !== 'function')
    throw new GencodeError(
      'Probes need a compiled function (compileRewardFunction); call any other one with arguments',
    )
  const { task, sandbox, probes, suspicions } = examiner
  if (task.kind === 'examples') return probeExamples(fn, task, probes?.seed)
  const trial = { fn, contract: task.contract as Contract, probes: await probesOf(task, probes) }
  return probeReward(trial, sandbox, suspicions)
}

function codeOf({ entry, source, original }: CleanedCode): Pick<Verdict, 'entry' | 'code' | 'original'> {
  return { entry, code: source, ...(original === source ? {} : { original }) }
}

/** The code of an answer that holds some, though it could not be cleaned out. */
function brokenCode(error: CodeError): string | undefined {
  const hasCode = ['clean/syntax', 'clean/truncated', 'clean/no-function', 'clean/unsupported-import']
  return error instanceof CleanError && hasCode.includes(error.code) ? error.original : undefined
}

/** All three steps: what an answer is worth. Anything that a model could mend ends in the verdict. */
export async function examine(
  response: string,
  examiner: Examiner,
  { onCleaned, onCompiled, onProbed }: StepListener = {},
): Promise<Examination> {
  const start = performance.now()
  const took = () => ({ examinedMs: performance.now() - start })
  let cleaned: CleanedCode | undefined
  let fn: RunnableFunction | undefined
  try {
    cleaned = cleanAnswer(response, examiner)
    onCleaned?.(cleaned)
    fn = await compileCode(cleaned, examiner)
    onCompiled?.(fn)
    const report = await probe(fn, examiner)
    onProbed?.(report)
    return {
      fn,
      verdict: { ...codeOf(cleaned), fingerprint: fingerprint(cleaned.source), ...report, ...took() },
    }
  } catch (error) {
    await fn?.dispose()
    if (!(error instanceof CodeError)) throw error
    const broken = brokenCode(error)
    const text = cleaned?.source ?? broken
    const report = error instanceof SuspicionError ? error.report : { warnings: [] }
    return {
      cause: error,
      // Answers without any code are near-equal when they lack it in the same way.
      verdict: {
        ...(cleaned ? codeOf(cleaned) : broken === undefined ? {} : { original: broken }),
        fingerprint: text === undefined ? error.code : fingerprint(text),
        error: failureOf(error),
        ...report,
        ...took(),
      },
    }
  }
}
