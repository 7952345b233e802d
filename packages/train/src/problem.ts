import { type Env, observationSize, type SpaceJson } from '@gencode/env'
import { breathe } from './breath.ts'
import type { Checkpoint } from './checkpoint.ts'
import { createEnvironments, type ReplayableEnvironments } from './environments.ts'
import { playEpisode } from './episode.ts'
import { TrainError } from './errors.ts'
import { openEnv } from './open-env.ts'
import { episodeSeed, stream } from './random.ts'
import { openScorer } from './reward.ts'
import type { SeedJob } from './seed-job.ts'
import { createTermWatch, type TermPoint } from './terms.ts'
import type { CurvePoint, Snapshot, TrainingProblem } from './trainer.ts'

/** A problem with what it holds. */
export interface OpenProblem extends TrainingProblem {
  /** An environment for the caller's own use, once training has ended. */
  readonly env: Env
  /** Environment steps that assessments took. */
  readonly assessmentSteps: number
  readonly terms: readonly TermPoint[]
  /** Whether the reward function gives an episode of the checkpoint the rewards that it had then, from a clean start. */
  isTrueTo(checkpoint: Checkpoint): Promise<boolean>
  checkpoint(curve: readonly CurvePoint[], snapshot: Snapshot): Checkpoint
  close(): void
}

/** Environment steps that most tasks are learned in: 500,000 where actions are numbers, else 100,000. */
function defaultBudget(actionSpace: SpaceJson): number {
  return actionSpace.type === 'Box' ? 500_000 : 100_000
}

/**
 * Opens a job's environments, and its reward in a sandbox of its own.
 *
 * @param from where it goes on; its environments are then found as they were
 * @throws SandboxError where it does not compile; EnvError where the task describes other observations than the environment's
 */
export async function openProblem(
  job: SeedJob,
  signal: AbortSignal | undefined,
  from?: Checkpoint,
): Promise<OpenProblem> {
  const { task, reward, seed } = job
  const envs: Env[] = []
  const close = (): void => {
    for (const env of envs) env.close()
  }
  try {
    const env = await openEnv(task, signal)
    envs.push(env)
    if (reward.kind === 'code' || reward.kind === 'host') observationSize(task, env)
    const scorer = await openScorer(reward, task, job.sandbox)
    const actionSpace = env.actionSpace.toJSON()
    const budget = job.budget ?? task.trainer?.budget ?? defaultBudget(actionSpace)
    const watch = job.terms && createTermWatch(job.terms, budget, from?.terms)
    const setting = { task, scorer, breathe: () => breathe(signal) }
    let environmentSteps = from?.environmentSteps ?? 0
    let assessmentSteps = from?.assessmentSteps ?? 0
    let training: ReplayableEnvironments | undefined
    let assessing: ReplayableEnvironments | undefined
    return {
      seed,
      observationSpace: env.observationSpace.toJSON(),
      actionSpace,
      budget,
      env,
      breathe: setting.breathe,
      get environmentSteps() {
        return environmentSteps
      },
      get assessmentSteps() {
        return assessmentSteps
      },
      async environments(count) {
        if (training) throw new TrainError('A trainer opens its environments once')
        const own = [env]
        while (own.length < count) {
          const another = await openEnv(task, signal)
          envs.push(another)
          own.push(another)
        }
        training = createEnvironments({
          ...setting,
          envs: own,
          watch,
          counted: (steps) => {
            environmentSteps += steps
            return environmentSteps
          },
        })
        for (const [index, episode] of (from?.episodes ?? []).entries())
          if (episode) training.replay(index, episode)
        return training
      },
      async assess(act, episodes) {
        if (!assessing) {
          const another = await openEnv(task, signal)
          envs.push(another)
          assessing = createEnvironments({
            ...setting,
            envs: [another],
            counted: (steps) => {
              assessmentSteps += steps
              return assessmentSteps
            },
          })
        }
        const starts = stream(seed, 'assessment')
        let sum = 0
        for (let episode = 0; episode < episodes; episode++)
          sum += (await playEpisode(assessing, act, episodeSeed(starts))).return
        return sum / episodes
      },
      get terms() {
        return watch?.points ?? []
      },
      async isTrueTo({ witness }) {
        if (!witness) return true
        const again = createEnvironments({ ...setting, envs: [env], counted: (steps) => steps })
        again.reset(0, witness.seed)
        for (const action of witness.actions.slice(0, witness.rewards.length)) again.step([action])
        const { rewards } = await again.score()
        return witness.rewards.every((reward, step) => rewards[step] === reward)
      },
      checkpoint: (curve, { state }) => ({
        version: 1,
        environmentSteps,
        assessmentSteps,
        episodes: training?.episodes() ?? [],
        witness: training?.witness() ?? null,
        curve,
        terms: watch?.points ?? [],
        state,
      }),
      close() {
        scorer.dispose()
        close()
      },
    }
  } catch (error) {
    close()
    throw error
  }
}
