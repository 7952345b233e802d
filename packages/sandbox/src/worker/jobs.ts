import { GencodeError } from '@gencode/contract/errors'
import type { Asked } from './protocol.ts'
import type { Thread } from './spawn.ts'

/** A group takes about so long, as far as one can tell, and is no larger. */
const groupMs = 4
const mostInGroup = 64
const mostLookedAt = 256

/** Something for a worker to do. */
export interface Task {
  readonly message: Asked
  readonly timeoutMs: number
  /** Names the function in a time-out's message. */
  readonly entry: string
  readonly signal: AbortSignal | undefined
  /** The thread that must do it; any, where there is none. */
  readonly held?: Held
}

/** A place for a run in one of the threads. */
export interface Held {
  readonly slot: Slot
}

/** A task in a pool. */
export interface Job extends Task {
  resolve(value: unknown): void
  reject(error: unknown): void
  /** Its group was lost with its thread: it is done by itself, so that only the guilty one fails. */
  isAlone?: boolean
}

/** A thread of a pool. */
export interface Slot {
  thread: Thread
  ready: Promise<void>
  /** What its thread was given and has not answered, in order. */
  jobs: Job[]
  timer: ReturnType<typeof setTimeout> | undefined
  /** When its thread began what is not answered yet, and how long a job took of late. */
  since: number
  meanMs: number
  /** The functions that it has compiled. */
  readonly known: WeakSet<object>
  /** How many runs have their guests in it. */
  runs: number
  isGone: boolean
}

/**
 * The next jobs for a thread, taken from the queue: the one that waits longest, and as many small ones with it as take a few
 * milliseconds, of functions that the thread knows or that none does yet. None where it has enough to do; a thread that is nearly
 * done with small ones gets more beforehand, so that it need not wait.
 */
export function takeJobs(queue: Job[], slot: Slot, threads: number): Job[] {
  const at = queue.findIndex(({ held }) => held === undefined || held.slot === slot)
  const first = queue[at]
  if (!first || (slot.jobs.length > 0 && !(isGroupable(first) && isNearlyDone(slot)))) return []
  queue.splice(at, 1)
  const jobs = [first]
  if (isGroupable(first)) {
    const most = Math.min(mostInGroup, Math.ceil(queue.length / threads), groupMs / slot.meanMs)
    const left = queue.splice(0, mostLookedAt).filter((job) => {
      const isTaken = jobs.length < most && isGroupable(job) && isFor(slot, job)
      if (isTaken) jobs.push(job)
      return !isTaken
    })
    queue.unshift(...left)
  }
  for (const { message } of jobs) if (message.kind === 'work') slot.known.add(message.definition)
  return jobs
}

/** Elsewhere a function would be compiled once more. */
const isFor = ({ known }: Slot, { message }: Job): boolean =>
  message.kind === 'work' && (message.work.kind === 'compile' || known.has(message.definition))

const isNearlyDone = ({ jobs, meanMs }: Slot): boolean =>
  jobs.length * meanMs < groupMs / 2 && jobs.every(isGroupable)

/** A run's turns belong to its own thread, one by one. */
const isGroupable = ({ message, isAlone }: Job): boolean => message.kind === 'work' && !isAlone

/** What a run is told whose thread was ended. */
export const lostRun = (): GencodeError =>
  new GencodeError('The thread of this run was ended: another of its guests did not stop')
