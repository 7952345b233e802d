import type { Checkpoint } from './checkpoint.ts'
import { TrainError } from './errors.ts'
import { evaluateIn } from './evaluate.ts'
import type { TrainedPolicy } from './policy/saved-policy.ts'
import { openProblem } from './problem.ts'
import type { TrainingProgress } from './run.ts'
import type { SeedJob, SeedResult } from './seed-job.ts'
import type { CurvePoint, Trainer } from './trainer.ts'
import { untilAborted } from './until-aborted.ts'

/**
 * Trains on one seed and measures the policy. The same job gives the same result to the bit, in every thread
 * and engine, also where it goes on from a checkpoint.
 *
 * @throws what the reward function throws; the signal's reason
 */
export async function trainSeed(
  job: SeedJob,
  report: (progress: TrainingProgress) => void,
  signal?: AbortSignal,
): Promise<SeedResult> {
  const { task, trainer, seed, episodes, until = Infinity } = job
  signal?.throwIfAborted()
  const from = job.checkpoint && (await trueCheckpoint(job, job.checkpoint, signal))
  const problem = await openProblem(job, signal, from)
  const clock = createClock(problem)
  try {
    const updates = trainer.train(problem, from?.state)
    if (typeof updates?.next !== 'function') throw misfit(trainer)
    const curve: CurvePoint[] = [...(from?.curve ?? [])]
    let policy: TrainedPolicy | undefined
    let checkpoint: Checkpoint | undefined
    while (!policy) {
      const next = await untilAborted(signal, updates.next())
      if (next.done) {
        policy = next.value
        break
      }
      const { point, snapshot } = next.value ?? {}
      if (!point || !snapshot) throw misfit(trainer)
      curve.push(point)
      report({ seed, budget: problem.budget, secondsLeft: clock.secondsLeft(), ...point })
      if (problem.environmentSteps < until || problem.environmentSteps >= problem.budget) continue
      const stopped = snapshot()
      policy = stopped.policy
      checkpoint = problem.checkpoint(curve, stopped)
    }
    const measured = await evaluateIn(problem.env, policy, task, { episodes, seed, signal })
    return {
      seed,
      successRate: measured.successRate,
      interval: measured.interval,
      episodes,
      environmentSteps: problem.environmentSteps,
      assessmentSteps: problem.assessmentSteps,
      evaluationSteps: measured.environmentSteps,
      environmentReturn: measured.environmentReturn,
      metrics: measured.metrics,
      curve,
      policy,
      ...(job.terms && { terms: problem.terms }),
      ...(checkpoint && { checkpoint }),
    }
  } finally {
    problem.close()
  }
}

/** The checkpoint, where the training can go on from it; else undefined: the seed starts over. */
async function trueCheckpoint(
  job: SeedJob,
  checkpoint: Checkpoint,
  signal: AbortSignal | undefined,
): Promise<Checkpoint | undefined> {
  if (checkpoint.version !== 1)
    throw new TrainError(`A checkpoint of version ${checkpoint.version} is none that this version knows`)
  const problem = await openProblem(job, signal)
  try {
    return (await problem.isTrueTo(checkpoint)) ? checkpoint : undefined
  } finally {
    problem.close()
  }
}

function misfit({ id }: Trainer): TrainError {
  return new TrainError(
    `The trainer ${id} is none: its train gives { point, snapshot } after each update, as an async generator does`,
  )
}

/** Estimates how long the rest takes at the pace so far. */
function createClock(problem: { readonly environmentSteps: number; readonly budget: number }) {
  const startedAt = performance.now()
  const before = problem.environmentSteps
  return {
    secondsLeft(): number {
      const { environmentSteps, budget } = problem
      const seconds = (performance.now() - startedAt) / 1000
      return (seconds * Math.max(0, budget - environmentSteps)) / Math.max(1, environmentSteps - before)
    },
  }
}
