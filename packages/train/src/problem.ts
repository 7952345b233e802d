import type { Env, SpaceJson } from '@gencode/env'
import { createBreath } from './breath.ts'
import { createEnvironments, type ReplayableEnvironments } from './environments.ts'
import { playEpisode } from './episode.ts'
import { TrainError } from './errors.ts'
import { episodeSeed, stream } from './random.ts'
import { openScorer } from './reward.ts'
import type { SeedJob } from './train-seed.ts'
import type { TrainingProblem } from './trainer.ts'

/** A problem with what it holds. */
export interface OpenProblem extends TrainingProblem {
  /** An environment for the caller's own use, once training has ended. */
  readonly env: Env
  /** Environment steps that assessments took. */
  readonly assessmentSteps: number
  close(): void
}

/** Environment steps that most tasks are learned in: 500,000 where actions are numbers, else 100,000. */
function defaultBudget(actionSpace: SpaceJson): number {
  return actionSpace.type === 'Box' ? 500_000 : 100_000
}

/** Opens a job's environments, and its reward in a sandbox of its own. @throws SandboxError where it does not compile */
export async function openProblem(job: SeedJob, signal: AbortSignal | undefined): Promise<OpenProblem> {
  const { task, reward, seed } = job
  const envs: Env[] = []
  const close = (): void => {
    for (const env of envs) env.close()
  }
  try {
    const env = await task.makeEnv()
    envs.push(env)
    const scorer = await openScorer(reward, task, job.sandbox)
    const breathe = createBreath(signal)
    const actionSpace = env.actionSpace.toJSON()
    let environmentSteps = 0
    let assessmentSteps = 0
    let training: ReplayableEnvironments | undefined
    let assessing: ReplayableEnvironments | undefined
    return {
      seed,
      observationSpace: env.observationSpace.toJSON(),
      actionSpace,
      budget: job.budget ?? task.trainer?.budget ?? defaultBudget(actionSpace),
      env,
      breathe,
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
          const another = await task.makeEnv()
          envs.push(another)
          own.push(another)
        }
        training = createEnvironments(own, task, scorer, (steps) => (environmentSteps += steps), breathe)
        return training
      },
      async assess(act, episodes) {
        if (!assessing) {
          const another = await task.makeEnv()
          envs.push(another)
          assessing = createEnvironments(
            [another],
            task,
            scorer,
            (steps) => (assessmentSteps += steps),
            breathe,
          )
        }
        const starts = stream(seed, 'assessment')
        let sum = 0
        for (let episode = 0; episode < episodes; episode++)
          sum += (await playEpisode(assessing, act, episodeSeed(starts))).return
        return sum / episodes
      },
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
