import type { Sandbox } from '@gencode/sandbox'
import type { Task } from '../ask/request.ts'
import type { Turn } from '../ask/turn.ts'
import type { AnySandbox, State } from '../attempt.ts'
import { GenerationError } from '../errors.ts'
import { ofCandidate, type Refinement, refine } from '../loop.ts'
import type { RunOptions } from '../options.ts'

/** What `generateMany` may be given. */
export interface GenerateManyOptions extends RunOptions {
  /** How many are asked for at once. @default 4 */
  readonly concurrency?: number
  /** Kept in the run's first line, to be found again. */
  readonly meta?: unknown
}

/** What became of all candidates. */
export interface ManyStates<Of extends Task = Task, Made extends AnySandbox = Sandbox> {
  /** Functions that are all different, in the candidates' order. */
  readonly accepted: readonly State<Of, Made>[]
  /** Candidates whose function was near-equal to an earlier one's. */
  readonly duplicates: readonly State<Of, Made>[]
  /** Candidates without a function, in their order. */
  readonly failed: readonly GenerationError[]
}

/** Refines n candidates, so many at once. What each becomes does not depend on when the others end. */
export async function generateMany(
  n: number,
  { concurrency = 4 }: GenerateManyOptions,
  first: Turn,
  refinement: Refinement,
): Promise<ManyStates> {
  const results = new Array<State | GenerationError>(n)
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < n) {
      const candidate = next++
      results[candidate] = await refine(ofCandidate(refinement, candidate), first).catch((error: unknown) => {
        if (error instanceof GenerationError) return error
        next = n
        throw error
      })
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: Math.min(n, concurrency) }, worker))
  const broken = workers.find((each) => each.status === 'rejected')
  if (broken) throw broken.reason
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
