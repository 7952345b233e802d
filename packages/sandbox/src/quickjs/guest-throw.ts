import { Orderly } from './crossing.ts'
import type { Thrown } from './failure.ts'
import type { Machine } from './machine.ts'

/** A thrown value of the guest, or a result that the driver refused. */
export class GuestThrow extends Orderly {
  readonly thrown: Thrown
  /** Whether it was thrown before anything ran. */
  readonly isParsing: boolean

  constructor(thrown: Thrown, isParsing = false) {
    super('thrown')
    this.thrown = thrown
    this.isParsing = isParsing
  }
}

/** A result that is not handed out. */
export class Refused extends Orderly {
  readonly problem: string
  readonly row: number | undefined

  constructor(problem: string, row?: number) {
    super(problem)
    this.problem = problem
    this.row = row
  }
}

const mostReasons = 5

/** What QuickJS throws where there is no memory left; without any for an error, it throws `null`. */
const outOfMemory: Thrown = {
  name: 'InternalError',
  message: 'out of memory',
  stack: '',
  causes: [],
  errors: [],
}

/** A value of the guest that is no exception; frees what was given. @throws GuestThrow, Refused */
export function checked(machine: Machine, value: number): number {
  if (!machine.memory.isException(value)) return value
  const error = machine.wasm.QTS_ResolveException(machine.at.context, value)
  machine.wasm.free(value)
  throw thrownBy(machine, error)
}

/** What the guest threw, as plain text; frees it. Runs guest code. */
export function thrownBy(machine: Machine, error: number): GuestThrow | Refused {
  if (error === 0) return new GuestThrow(outOfMemory)
  if (machine.memory.isNull(error) && machine.wasRefusedMemory) {
    machine.free(error)
    return new GuestThrow(outOfMemory)
  }
  const described = machine.call(machine.at.describe, [error])
  machine.free(error)
  if (machine.memory.isException(described)) return new GuestThrow(outOfMemory)
  let parsed: Record<string, unknown>
  try {
    parsed = JSON.parse(machine.stringOf(described, 2 ** 17)) as Record<string, unknown>
  } catch {
    parsed = { name: 'Error', message: 'an error that could not be read' }
  }
  machine.free(described)
  const { refused, row } = parsed
  if (refused !== undefined)
    return new Refused(textOf(refused), typeof row === 'number' && row >= 0 ? row : undefined)
  return new GuestThrow({
    name: textOf(parsed.name),
    message: textOf(parsed.message),
    stack: textOf(parsed.stack),
    causes: textsOf(parsed.causes),
    errors: textsOf(parsed.errors),
  })
}

/** The memory that a promise needed to settle was not there. */
export function starved(): GuestThrow {
  return new GuestThrow(outOfMemory)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 4000) : '')
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.slice(0, mostReasons).map((each) => textOf(each).slice(0, 300)) : []
