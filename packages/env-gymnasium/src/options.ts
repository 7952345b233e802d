import { InvalidOptionError } from '@gencode/env'

/** How `gymnasium` starts Python and makes the environment. */
export interface GymnasiumOptions {
  /**
   * The Python to run.
   * @default $GENCODE_PYTHON, else the activated virtual environment's, else that of a `.venv` in this folder or one above it, else `python3`, `python`
   */
  readonly python?: string | undefined
  /** How many copies to step together: gives a `VectorEnv`. @default one plain `Env` */
  readonly num?: number | undefined
  /** Keyword arguments of `gymnasium.make`, in Python's own spelling. @default {} */
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined
  /** Python modules to import first, which register environments of your own. @default [] */
  readonly imports?: readonly string[] | undefined
  /** Folders in which `imports` are looked for, before Python's own. @default the working folder, after Python's own */
  readonly path?: readonly string[] | undefined
  /** Deadline of every call (start, reset, step, render), in milliseconds; past it the process is killed. @default 30_000 */
  readonly timeoutMs?: number | undefined
  /** Deadline of the start alone, in milliseconds: imports take seconds on a cold machine. @default timeoutMs */
  readonly startTimeoutMs?: number | undefined
  /**
   * How Gymnasium steps `num` copies: one after another (`'sync'`), or by the environment's own vectorised
   * implementation where it has one (faster, but its random numbers are no longer those of single environments).
   * @default 'sync'
   */
  readonly vectorization?: 'sync' | 'vector_entry_point' | undefined
  /** Environment variables on top of this process's own. @default {} */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** Gets what the Python process prints, whenever this thread's event loop turns. @default dropped, but for an error's last words */
  readonly onOutput?: ((text: string) => void) | undefined
  /** Gives up the start. */
  readonly signal?: AbortSignal | undefined
}

/** Longest timer of a JavaScript engine, in milliseconds. */
const longest = 2 ** 31 - 1

/** @throws InvalidOptionError */
export function checkOptions(id: string, options: GymnasiumOptions): void {
  const complain = (what: string, given: unknown): never => {
    throw new InvalidOptionError(`gymnasium(${JSON.stringify(id)}): ${what}, not ${shown(given)}`)
  }
  if (typeof id !== 'string' || id.trim() === '')
    complain("an environment's id is a text such as 'Hopper-v5'", id)
  const { num, kwargs, timeoutMs, startTimeoutMs, vectorization } = options
  if (num !== undefined && !(Number.isSafeInteger(num) && num > 0)) complain('num is a positive integer', num)
  for (const [name, value] of Object.entries({ timeoutMs, startTimeoutMs }))
    if (value !== undefined && !(value > 0 && value <= longest))
      complain(`${name} is a positive number of milliseconds`, value)
  if (kwargs !== undefined && (typeof kwargs !== 'object' || kwargs === null || Array.isArray(kwargs)))
    complain('kwargs is an object', kwargs)
  for (const name of ['imports', 'path'] as const) {
    const value = options[name]
    if (value !== undefined && !(Array.isArray(value) && value.every((each) => typeof each === 'string')))
      complain(`${name} is an array of texts`, value)
  }
  if (vectorization !== undefined && !['sync', 'vector_entry_point'].includes(vectorization))
    complain("vectorization is 'sync' or 'vector_entry_point'", vectorization)
}

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
