import { GencodeError } from '@gencode/contract/errors'
import type { Asked } from './protocol.ts'
import type { Thread } from './spawn.ts'

/** A group takes about so long, as far as one can tell, and is no larger. */
const groupMs = 4
const mostInGroup = 64

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
  /** How many runs have their guests in it. */
  runs: number
  isGone: boolean
}

/** The next jobs for a thread, taken from the queue: several where many wait, as many small ones as take a few milliseconds. */
export function takeJobs(queue: Job[], slot: Slot, threads: number): Job[] {
  const at = queue.findIndex(({ held }) => held === undefined || held.slot === slot)
  const [first] = at < 0 ? [] : queue.splice(at, 1)
  if (!first) return []
  const fair = Math.ceil(queue.length / threads)
  const most = isGroupable(first) ? Math.min(mostInGroup, fair, groupMs / slot.meanMs) : 1
  const jobs = [first]
  while (jobs.length < most && queue[0] && isGroupable(queue[0])) jobs.push(queue.shift() as Job)
  return jobs
}

/** A run's turns belong to its own thread, one by one. */
const isGroupable = ({ message, isAlone }: Job): boolean => message.kind === 'work' && !isAlone

/** What a run is told whose thread was ended. */
export const lostRun = (): GencodeError =>
  new GencodeError('The thread of this run was ended: another of its guests did not stop')
