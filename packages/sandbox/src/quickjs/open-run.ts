import { SandboxImageError } from '../errors.ts'
import type { Definition } from './definition.ts'
import type { Delta, Image } from './delta.ts'
import { GuestFunction } from './guest-function.ts'
import { GuestRun } from './guest-run.ts'
import type { Answer } from './host-calls.ts'
import { programStart, programSubject } from './program.ts'
import type { Realm } from './realm.ts'
import type { GuestCall } from './turn.ts'
import type { Packed } from './values.ts'

/** What a guest is to run. */
export type RunTask =
  | { readonly kind: 'function'; readonly definition: Definition; readonly args: readonly unknown[] }
  | { readonly kind: 'program'; readonly source: string; readonly original: string; readonly input: Packed }
  | ResumeTask

/** A run to go on with, from an image that was checked as far as the host can. */
export interface ResumeTask {
  readonly kind: 'resume'
  readonly original: string
  readonly delta: Delta
  readonly value: number
  readonly nextId: number
  readonly virtualMs: number
  /** The slots in which calls wait. */
  readonly slots: readonly number[]
}

/** What a run is given beside its task. */
export interface OpenOptions {
  readonly timeoutMs: number
  readonly answer: (call: GuestCall) => Answer | undefined
}

/**
 * Puts a task into a guest that is free.
 *
 * @param base the memory that images differ from
 * @throws SandboxImageError; GencodeError where arguments do not fit
 */
export function openRun(realm: Realm, base: () => Image, task: RunTask, options: OpenOptions): GuestRun {
  if (task.kind === 'function') return functionRun(realm, task.definition, task.args, options)
  const readStructured = (value: number): unknown => {
    const taken = realm.take(value)
    realm.machine.free(value)
    return taken
  }
  const shared = { ...options, realm, subject: programSubject(task.original), read: readStructured }
  if (task.kind === 'program') {
    return new GuestRun({
      ...shared,
      prepare: () => realm.clear(),
      start: programStart(realm, task.source, task.input),
    })
  }
  const problem = realm.machine.deltaProblem(task.delta)
  if (problem) throw new SandboxImageError(`The image cannot be resumed here: ${problem}`)
  return new GuestRun({
    ...shared,
    prepare: () => {
      realm.clear()
      realm.machine.load(base(), task.delta)
      realm.virtualMs = task.virtualMs
    },
    from: task,
  })
}

function functionRun(
  realm: Realm,
  definition: Definition,
  args: readonly unknown[],
  options: OpenOptions,
): GuestRun {
  const fn = new GuestFunction(realm, realm.options, definition)
  const arrive = fn.arrival(args)
  return new GuestRun({
    ...options,
    realm,
    subject: definition.subject,
    prepare: () => fn.begin(),
    start: () => {
      fn.evaluate()
      return arrive()
    },
    read: (value) => realm.readSettled(value),
  })
}
