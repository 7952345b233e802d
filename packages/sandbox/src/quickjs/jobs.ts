import { checked, Refused, starved, thrownBy } from './guest-throw.ts'
import type { Machine } from './machine.ts'

/** Where a promise stands; `plain` where it is none. */
type PromiseState = 'plain' | 'pending' | 'fulfilled' | 'rejected'

const states: readonly PromiseState[] = ['pending', 'fulfilled', 'rejected']

/** Looked at within a crossing alone: what lies there need not be a promise. */
export function stateOf(machine: Machine, value: number): PromiseState {
  return states[machine.wasm.QTS_PromiseState(machine.at.context, value)] ?? 'plain'
}

/** What a settled promise holds. @throws GuestThrow, Refused what it was rejected with */
export function settledValue(machine: Machine, promise: number): number {
  const result = machine.wasm.QTS_PromiseResult(machine.at.context, promise)
  if (stateOf(machine, promise) === 'rejected') throw thrownBy(machine, result)
  return result
}

/** So many jobs are run between two looks at whether it is over. */
const jobsAtOnce = 8

/** Runs the guest's jobs until there are none, or `isOver` says so. What one throws is nobody's. */
export function runJobs(machine: Machine, isOver: () => boolean = () => false): void {
  const { wasm, at, memory } = machine
  const out = machine.allocate(4)
  while (!isOver()) {
    const ran = wasm.QTS_ExecutePendingJob(at.runtime, jobsAtOnce, out)
    const count = memory.numberAt(ran)
    if (count === undefined) machine.free(wasm.QTS_ResolveException(at.context, ran))
    wasm.free(ran)
    if (count === 0) break
  }
  wasm.free(out)
}

/** What a value settles to, where it is a promise. Frees what was given. @throws GuestThrow, Refused */
export function settled(machine: Machine, given: number): number {
  const value = checked(machine, given)
  if (stateOf(machine, value) === 'plain') return value
  runJobs(machine, () => stateOf(machine, value) !== 'pending')
  try {
    if (stateOf(machine, value) === 'pending')
      throw machine.wasRefusedMemory ? starved() : new Refused('pending')
    return settledValue(machine, value)
  } finally {
    machine.free(value)
  }
}
