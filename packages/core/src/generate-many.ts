import { GencodeError } from '@gencode/contract/errors'
import type { State } from './attempt.ts'
import { GenerationError, RunMismatchError } from './errors.ts'
import type { RunHeader } from './journal.ts'
import { type Refinement, refine } from './loop.ts'
import type { RunOptions } from './options.ts'
import type { Task } from './request.ts'
import type { Turn } from './turn.ts'

/** What `generateMany` may be given. */
export interface GenerateManyOptions extends RunOptions {
  /** How many are asked for at once. @default 4 */
  readonly concurrency?: number
  /** Kept in the run's first line, to be found again. */
  readonly meta?: unknown
}

/** What became of all candidates. */
export interface ManyStates {
  /** Functions that are all different, in the candidates' order. */
  readonly accepted: readonly State[]
  /** Candidates whose function was near-equal to an earlier one's. */
  readonly duplicates: readonly State[]
  /** Candidates without a function, in their order. */
  readonly failed: readonly GenerationError[]
}

/** Refines n candidates, so many at once. What each becomes does not depend on when the others end. */
export async function generateMany(
  n: number,
  { concurrency = 4, run, meta }: GenerateManyOptions,
  first: Turn,
  refinement: Refinement,
  task: Task,
): Promise<ManyStates> {
  for (const [name, value] of Object.entries({ n, concurrency }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new GencodeError(`generateMany: ${name} is a whole number from 1, not ${value}`)
  if (run)
    checkHeader(run, {
      task: task.id,
      seed: refinement.seed,
      n,
      models: refinement.models.map((chat) => chat.model.id),
      meta,
    })

  const results = new Array<State | GenerationError>(n)
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < n) {
      const candidate = next++
      const own = { ...refinement, candidate, index: candidate + 1, seed: refinement.seed + 1009 * candidate }
      results[candidate] = await refine(own, first).catch((error: unknown) => {
        if (error instanceof GenerationError) return error
        next = n
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(n, concurrency) }, worker))
  return sorted(results)
}

function sorted(results: readonly (State | GenerationError)[]): ManyStates {
  const accepted = new Map<string, State>()
  const duplicates: State[] = []
  const failed: GenerationError[] = []
  for (const result of results) {
    if (result instanceof GenerationError) failed.push(result)
    else {
      const { fingerprint } = result.attempts.at(-1) as State['attempts'][number]
      if (accepted.has(fingerprint)) duplicates.push(result)
      else accepted.set(fingerprint, result)
    }
  }
  return { accepted: [...accepted.values()], duplicates, failed }
}

type About = Pick<RunHeader, 'task' | 'seed' | 'n' | 'models' | 'meta'>

/** Writes the first line of a new run; of one that is there, checks that it is the same. */
function checkHeader(run: NonNullable<RunOptions['run']>, about: About): void {
  const header = run.lines.find((line) => line.type === 'run')
  if (!header) {
    run.append({ type: 'run', format: 1, versions: {}, startedAt: new Date().toISOString(), ...about })
    return
  }
  for (const key of ['task', 'seed'] as const)
    if (header[key] !== about[key])
      throw new RunMismatchError(
        `The run was made with ${key} ${header[key]}, not ${about[key]}: resume it with ${header[key]}, or begin a new run`,
      )
}
