import { CodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { type Failure, feedbackMessage, GenCode, GenerationError } from '@gencode/core'
import { createSandboxWorker, type SandboxWorker, tierOf } from '@gencode/sandbox'
import type { CompiledReward } from '../play/meter.ts'
import { prepare, taskOf } from '../tasks/playable.ts'

/** What looking at a reward function gave. */
export type Examined =
  | {
      readonly isAccepted: true
      readonly reward: CompiledReward
      /** How many inputs it was tried on. */
      readonly probes: number
      /** Line of the function (index 0 is line 1) -> one-based line of the text. */
      readonly lineMap: readonly number[]
      /** The JavaScript that runs, where the function is Python. */
      readonly lowered?: string
      /** What was passed over or repaired, then suspicions. */
      readonly notes: readonly string[]
      /** Why it runs in QuickJS where it is called often; `undefined` where it is compiled then. */
      readonly tierReason: string | undefined
    }
  | Rejected

/** A function that was not accepted. */
export interface Rejected {
  readonly isAccepted: false
  readonly failure: Failure
  /** Word for word what a model would be told. */
  readonly message: string
  /** One-based line of the text that was given, where it is known. */
  readonly line?: number
}

let sandbox: Promise<SandboxWorker> | undefined

/** The page's one sandbox, in a worker: nothing that runs in it can stop the page. */
export function sharedSandbox(): Promise<SandboxWorker> {
  sandbox ??= createSandboxWorker({ size: 2 }).catch((error: unknown) => {
    // The next look tries again: a network may have failed.
    sandbox = undefined
    throw error
  })
  return sandbox
}

/** Cleans, compiles and probes a text, as an answer of a model would be. */
export async function examine(taskId: string, text: string): Promise<Examined> {
  await prepare(taskId)
  const task = taskOf(taskId)
  let cleaned: CleanedCode | undefined
  const genCode = new GenCode(task, undefined, {
    sandbox: await sharedSandbox(),
    onEvent: (event) => {
      if (event.type === 'cleaned') cleaned = event.cleaned
    },
  })
  try {
    const { rewardFunction, attempts, language, code, prelude = 0 } = await genCode.get(text)
    const { warnings = [], rewards = [] } = attempts.at(-1) ?? {}
    const notes = [...(cleaned?.warnings ?? []), ...warnings.map(({ feedback }) => feedback)]
    const lineMap = cleaned?.lineMap ?? []
    const { entry, source } = rewardFunction
    const { tierReason } = await tierOf(source, { entry, contract: task.contract })
    const lowered = language === 'python' ? { lowered: code.slice(prelude).trim() } : {}
    return {
      isAccepted: true,
      reward: rewardFunction,
      probes: rewards.length,
      lineMap,
      notes,
      tierReason,
      ...lowered,
    }
  } catch (error) {
    const attempt = error instanceof GenerationError ? error.attempts.at(-1) : undefined
    if (!attempt?.error) throw error
    const { error: failure, original = attempt.code } = attempt
    return rejected(taskId, text, failure, cleaned?.lineMap, original, attempt.language === 'python')
  }
}

/** What a failure of code means to who wrote it. */
function rejected(
  taskId: string,
  text: string,
  failure: Failure,
  lineMap: readonly number[] = [],
  original?: string,
  isPython = false,
): Rejected {
  const line = failure.line === undefined ? undefined : lineIn(text, failure.line, lineMap, original)
  return {
    isAccepted: false,
    failure,
    message: feedbackMessage(failure, taskOf(taskId).contract, false, isPython ? 'python' : 'javascript'),
    ...(line === undefined ? {} : { line }),
  }
}

/** The failure of a call long after a function was accepted. @throws what is no `CodeError` */
export function failedLater(
  taskId: string,
  text: string,
  error: unknown,
  lineMap: readonly number[],
): Rejected {
  if (!(error instanceof CodeError)) throw error
  return rejected(taskId, text, error.toJSON(), lineMap)
}

/** Errors speak in the lines of the unwrapped code; the editor shows the text around it as well. */
function lineIn(text: string, line: number, lineMap: readonly number[], original?: string): number {
  const mapped = lineMap[line - 1]
  if (mapped !== undefined) return mapped
  const start = original ? text.indexOf(original) : 0
  const before = start > 0 ? text.slice(0, start).split('\n').length - 1 : 0
  return Math.min(text.split('\n').length, before + line)
}
