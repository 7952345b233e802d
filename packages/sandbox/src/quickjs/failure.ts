import { codeFrame } from '@gencode/contract/errors'
import {
  type SandboxError,
  type SandboxErrorOptions,
  SandboxMemoryError,
  SandboxResultError,
  SandboxRuntimeError,
  SandboxSyntaxError,
} from '../errors.ts'
import { overran } from '../overran.ts'
import type { Stop } from './crossing.ts'
import { adviceFor } from './missing-names.ts'

/** What was compiled, as errors speak of it. */
export interface Subject {
  /** The name of the function, once it is known. */
  readonly entry: string
  /** The model's own text, whose lines errors name. */
  readonly original: string
  /** What stands before the code on its first line. */
  readonly columnOffset: number
  /** What the model wrote, where it is not JavaScript. */
  readonly language?: 'python'
  /** How much of the code's first line is no line of the model's, in characters. @default 0 */
  readonly prelude?: number
  /** Whether it is a whole program. @default false */
  readonly isProgram?: boolean
}

/** A thrown value of the guest, as plain text. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** What caused it, and what caused that, in short. */
  readonly causes: readonly string[]
  /** The reasons that an AggregateError gathers, in short. */
  readonly errors: readonly string[]
}

/** The limits that a message names. */
export interface Limits {
  readonly timeoutMs: number
  readonly memoryBytes: number
  readonly resultBytes: number
  readonly resultDepth: number
}

/** A flag of QuickJS's evaluation: nothing is run. */
export const parseOnly = 32

/** The name under which the guest's code stands in stacks. */
export const fileName = 'candidate.js'

const wholeProgram =
  'Give one complete program in plain JavaScript: `await` and `return` may stand at its top level, `import` may not.'
const place = /candidate\.js:(\d+)(?::(\d+))?/

/** The stack's lines that are of the model's code, and of nothing that it runs on. */
function ownLines({ columnOffset, prelude = 0 }: Subject, stack: string): string[] {
  return stack.split('\n').filter((text) => {
    const found = place.exec(text)
    const isPrelude = found?.[1] === '1' && Number(found[2]) - columnOffset <= prelude
    return found !== null && !isPrelude
  })
}

/** Where in the model's text a thrown value came from. */
function whereOf(subject: Subject, stack: string): Pick<SandboxErrorOptions, 'line' | 'column' | 'frame'> {
  const found = place.exec(ownLines(subject, stack)[0] ?? '')
  if (!found) return {}
  const lines = subject.original.split('\n')
  const line = Math.min(Math.max(1, Number(found[1])), lines.length)
  const raw = found[2] === undefined ? undefined : Number(found[2])
  const column =
    raw === undefined || subject.language === 'python' || Number(found[1]) > lines.length
      ? undefined
      : Math.max(1, line === 1 ? raw - subject.columnOffset : raw)
  return { line, column, frame: codeFrame(subject.original, line, column) }
}

function sentence(subject: Subject, line: number | undefined): string {
  if (line === undefined) return ''
  const text = (subject.original.split('\n')[line - 1] ?? '').trim()
  return ` on line ${line}${text === '' ? '' : ` (\`${text.length > 120 ? `${text.slice(0, 120)}...` : text}\`)`}`
}

function guestStackOf(subject: Subject, stack: string): string | undefined {
  const lines = ownLines(subject, stack)
    .map((line) => line.trim())
    .slice(0, 20)
    .map((line) =>
      line.replace(
        /candidate\.js:1:(\d+)/,
        (_all, column: string) => `${fileName}:1:${Math.max(1, Number(column) - subject.columnOffset)}`,
      ),
    )
  return lines.length === 0 ? undefined : lines.join('\n')
}

/** An overflow of the stack, in CPython's words. */
const recursionError = 'threw RecursionError: maximum recursion depth exceeded'

/** The typed error for what the guest threw. */
export function thrownError(
  subject: Subject,
  limits: Limits,
  thrown: Thrown,
  isParsing = false,
): SandboxError {
  const where = whereOf(subject, thrown.stack)
  const guestStack = guestStackOf(subject, thrown.stack)
  const on = sentence(subject, where.line)
  if (thrown.name === 'InternalError' && thrown.message.startsWith('out of memory'))
    return memoryError(limits, { ...where, guestStack })
  if (isParsing)
    return new SandboxSyntaxError({
      ...where,
      code: 'sandbox/syntax',
      feedback: `The code does not parse as JavaScript${on}: ${thrown.message}. ${subject.isProgram ? wholeProgram : 'Give one complete function in plain JavaScript.'}`,
    })
  const isStack = thrown.name === 'InternalError' && thrown.message === 'stack overflow'
  return new SandboxRuntimeError({
    ...where,
    guestStack,
    code: 'sandbox/runtime',
    feedback: isStack
      ? `${subject.entry} ${subject.language === 'python' ? recursionError : 'calls itself too deeply'}${on}. ${subject.isProgram ? 'It must end.' : 'It must end for every input.'}`
      : (missingFeedback(subject, thrown, on) ??
        `${subject.entry} threw ${whatOf(thrown)}${on}. ${subject.isProgram ? 'Catch what may fail, or do it another way.' : 'It must return a result for every input.'}`),
  })
}

/** What to say of a name that the code counts on and that is not there; `undefined` of any other failure. */
function missingFeedback(subject: Subject, { name, message }: Thrown, on: string): string | undefined {
  const missing = name === 'ReferenceError' ? /^'(.+)' is not defined$/.exec(message)?.[1] : undefined
  const advice = missing === undefined ? undefined : adviceFor(missing)
  return advice && `${subject.entry} uses ${missing}${on}, which does not exist here: ${advice}`
}

/** What was thrown, with the reasons it carries. */
function whatOf({ name, message, causes, errors }: Thrown): string {
  const head = [name, message].filter((part) => part !== '').join(': ') || 'a value without a message'
  const reasons = errors.length === 0 ? '' : ` (${errors.join('; ')})`
  return `${head}${reasons}${causes.map((cause) => `, caused by ${cause}`).join('')}`
}

function memoryError(limits: Limits, where: Partial<SandboxErrorOptions>): SandboxMemoryError {
  return new SandboxMemoryError({
    ...where,
    code: 'sandbox/memory',
    feedback: `The code needs more memory than the ${megabytes(limits.memoryBytes)} it may have. Do not build large strings or arrays.`,
  })
}

const megabytes = (bytes: number): string => `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`

/** The typed error for a crossing that was cut off. */
export function stopError(subject: Subject, limits: Limits, stop: Stop, timeoutMs: number): SandboxError {
  switch (stop.kind) {
    case 'timeout':
      return overran(subject.entry, timeoutMs)
    case 'memory':
      return memoryError(limits, {})
    case 'stack':
      return new SandboxRuntimeError({
        code: 'sandbox/runtime',
        feedback:
          subject.language === 'python'
            ? `${subject.entry} ${recursionError}. It must end for every input.`
            : `${subject.entry} overflowed the stack: it calls itself, or nests data, too deeply.`,
      })
    case 'crash':
      return new SandboxRuntimeError({
        code: 'sandbox/runtime',
        feedback: `${subject.entry} crashed ${subject.language === 'python' ? 'what it runs in' : 'the JavaScript engine'}. Write it without such tricks.`,
        cause: stop.cause,
      })
  }
}

/** The typed error for a function that is not there; where a class stands in its place, that is named. */
export function missingError(
  subject: Subject,
  wanted: string | undefined,
  classEntry?: string,
): SandboxSyntaxError {
  const instead =
    classEntry === undefined
      ? ''
      : ` There is a class in its place${wanted === undefined ? '' : ` (${wanted})`}, which cannot be called.`
  return new SandboxSyntaxError({
    code: 'sandbox/syntax',
    feedback:
      wanted === undefined
        ? `The code declares no function at top level.${instead} Give one named function.`
        : `The code declares no function named ${wanted} at top level.${instead} Name the function ${wanted}.`,
    frame: codeFrame(subject.original, 1),
  })
}

/** The typed error for a result that is not handed out; `problem` is the guest driver's word for it. */
export function resultError(
  subject: Subject,
  limits: Limits,
  problem: string,
  row?: number,
): SandboxResultError {
  const at = row === undefined ? '' : ` for row ${row} of the batch`
  const [what, instead] = describeProblem(subject, limits, problem)
  return new SandboxResultError({
    code: 'sandbox/result',
    feedback:
      subject.isProgram && problem === 'pending'
        ? `${subject.entry} waits for a promise that never settles: no call of the host and no timer is under way. ${instead}`
        : `${subject.entry} returned ${what}${at}. ${instead}`,
  })
}

/** What is wrong with a result, and what to do about it. */
function describeProblem(
  { language }: Subject,
  limits: Limits,
  problem: string,
): readonly [what: string, instead: string] {
  const plain = `It must return plain data: numbers, strings, booleans, ${language === 'python' ? 'lists and dicts' : 'arrays and objects'} of them.`
  switch (problem) {
    case 'size':
      return [
        `a result larger than ${limits.resultBytes} bytes`,
        'Return less: only what is needed of it, or a summary.',
      ]
    case 'depth':
      return [
        `a result that holds itself or is nested deeper than ${limits.resultDepth} levels`,
        'Return a flatter one.',
      ]
    case '__proto__':
      return ['an object with a property named __proto__', 'Give that property another name.']
    case 'pending':
      return ['a promise that never settles', 'Each promise that it awaits must be resolved or rejected.']
    case 'malformed':
      return ['a result that could not be read', plain]
    default:
      return [
        `a result with a ${problem.replace(/[^\w ]/g, '').slice(0, 40) || 'strange value'} in it`,
        plain,
      ]
  }
}
