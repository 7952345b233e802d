import { CleanError, cleanResponse } from '@gencode/clean'
import { fingerprint } from '@gencode/clean/fingerprint'
import { type Contract, type Language, pythonName } from '@gencode/contract'
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
  options: {
    /** The names that were asked for, in each language, the most wanted first. */
    readonly entry: string | readonly string[]
    readonly params: readonly string[]
    readonly languages: readonly Language[]
  },
) => CleanedCode

/** What functions may be written in where nobody says. */
export const anyLanguage: readonly Language[] = ['javascript', 'python']

/** What an answer is examined with. */
export interface Examiner {
  readonly task: Task
  readonly sandbox: Sandbox
  readonly clean?: CleanFunction | undefined
  /** @default ['javascript', 'python'] */
  readonly languages?: readonly Language[] | undefined
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

/** What the cleaner is told to look for: the names as each language writes them. */
export function wantedFunction(
  { name, parameters }: Task['contract'],
  languages: readonly Language[] = anyLanguage,
): Parameters<CleanFunction>[1] {
  const names = languages.map((language) => (language === 'python' ? pythonName(name) : name))
  const [entry = name, ...others] = new Set(names)
  return {
    entry: others.length === 0 ? entry : [entry, ...others],
    params: parameters.map((parameter) => parameter.name),
    languages,
  }
}

/** Step 1: the one function of an answer. @throws CleanError */
export function cleanAnswer(
  response: string,
  { task, clean = cleanResponse, languages }: Pick<Examiner, 'task' | 'clean' | 'languages'>,
): CleanedCode {
  return clean(response, wantedFunction(task.contract, languages))
}

/** Python as JavaScript; who never meets any never loads what does it. @throws PythonError */
async function lowered(code: CleanedCode, { task }: Pick<Examiner, 'task'>): Promise<CleanedCode> {
  if (code.language !== 'python' || code.lowered) return code
  const { lowerPython } = await import('@gencode/python')
  return lowerPython(code, { contract: task.contract as Contract })
}

type Kept = Pick<Verdict, 'code' | 'entry' | 'original' | 'language' | 'prelude' | 'params'>

/** Step 2: the function, callable, in an isolate of its own. @throws PythonError, SandboxError */
export function compileCode(
  code: CleanedCode | Kept,
  { task, sandbox }: Pick<Examiner, 'task' | 'sandbox'>,
): Promise<RunnableFunction> {
  const contract = task.contract as Contract
  return twiceIfLate(async () => {
    if ('source' in code) return sandbox.compile(await lowered(code, { task }), { contract })
    const { code: text = '', entry } = code
    const python = loweredOf(code)
    if (python) return sandbox.compile(python, { contract })
    return sandbox.compile(text, { contract, ...(entry === undefined ? {} : { entry }) })
  })
}

/** What a verdict keeps of lowered Python, whose errors then speak of the Python. */
function loweredOf({ code, entry, original, language, prelude, params = [] }: Kept): CleanedCode | undefined {
  if (language !== 'python' || code === undefined || original === undefined || entry === undefined)
    return undefined
  const kept = {
    source: code,
    original,
    language,
    lowered: true,
    entry,
    params,
    warnings: [],
    lineMap: [],
  } as const
  return prelude === undefined ? kept : { ...kept, prelude }
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

function codeOf(cleaned: CleanedCode): Kept {
  const { entry, source, original, language, lowered: isLowered, prelude, params } = cleaned
  if (language === 'python' && !isLowered) return { entry, original, language }
  return {
    entry,
    code: source,
    ...(original === source ? {} : { original }),
    ...(language === 'python' ? { language, params } : {}),
    ...(prelude === undefined ? {} : { prelude }),
  }
}

/** Near-equal code has the same; of Python what was made of it counts, or itself. */
function fingerprintOf({ source, language, lowered: isLowered, prelude = 0 }: CleanedCode): string {
  if (language === 'python' && !isLowered) return source
  return fingerprint(source.slice(prelude))
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
    cleaned = await lowered(cleaned, examiner)
    onCleaned?.(cleaned)
    fn = await compileCode(cleaned, examiner)
    onCompiled?.(fn)
    const report = await probe(fn, examiner)
    onProbed?.(report)
    return {
      fn,
      verdict: { ...codeOf(cleaned), fingerprint: fingerprintOf(cleaned), ...report, ...took() },
    }
  } catch (error) {
    await fn?.dispose()
    if (!(error instanceof CodeError)) throw error
    const broken = brokenCode(error)
    const report = error instanceof SuspicionError ? error.report : { warnings: [] }
    return {
      cause: error,
      // Answers without any code are near-equal when they lack it in the same way.
      verdict: {
        ...(cleaned ? codeOf(cleaned) : broken === undefined ? {} : { original: broken }),
        fingerprint: cleaned
          ? fingerprintOf(cleaned)
          : broken === undefined
            ? error.code
            : fingerprint(broken),
        error: failureOf(error),
        ...report,
        ...took(),
      },
    }
  }
}
