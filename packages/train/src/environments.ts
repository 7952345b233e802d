import { actionSize, type Env, flattenInto, type RewardTask } from '@gencode/env'
import type { OpenEpisode, Witness } from './checkpoint.ts'
import { checkedStep, observeInto } from './observe.ts'
import type { Scorer } from './reward.ts'
import { createRows } from './rows.ts'
import type { TermWatch } from './terms.ts'
import type { Environments } from './trainer.ts'

/** Environments of a training, with what a checkpoint keeps of them. */
export interface ReplayableEnvironments extends Environments {
  /** The episode of each; null where none is under way. */
  episodes(): (OpenEpisode | null)[]
  /** Plays an episode to where it was, without scoring it. */
  replay(index: number, episode: OpenEpisode): void
  /** The first environment's present episode, or its last one, as far as it was scored. */
  witness(): Witness | null
}

/** What environments stand in. */
export interface EnvironmentsSetting {
  readonly envs: readonly Env[]
  readonly task: RewardTask
  readonly scorer: Scorer
  /** Told how many steps were taken, after each time; gives all so far. */
  counted(steps: number): number
  breathe(): Promise<void>
  /** Looks at the terms of some of the steps. */
  readonly watch?: TermWatch | undefined
}

/** Steps environments together and keeps what scoring needs of each step. */
export function createEnvironments(setting: EnvironmentsSetting): ReplayableEnvironments {
  const { envs, task, scorer, counted, breathe, watch } = setting
  const [first] = envs as readonly [Env]
  const { observationSpace: space, actionSpace } = first
  const count = envs.length
  const size = space.size
  const observations = new Float64Array(count * size)
  const running = new Uint8Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  const lengths = new Float64Array(count)
  const open = envs.map(() => ({ seed: 0, actions: [] as unknown[] }))
  const seesActions = actionSize(task, first)
  const rows = createRows(count, size, seesActions)
  let witnessed: number[] = []
  let taken = 0

  function reset(index: number, seed: number): void {
    const { observation } = (envs[index] as Env).reset({ seed })
    observeInto(task, space, observation, observations, index * size)
    running[index] = 1
    lengths[index] = 0
    open[index] = { seed, actions: [] }
    if (index === 0) witnessed = []
  }

  function stepOne(index: number, action: unknown) {
    const { observation, reward, ...step } = checkedStep(task, (envs[index] as Env).step(action))
    observeInto(task, space, observation, observations, index * size)
    lengths[index] = (lengths[index] as number) + 1
    running[index] = step.terminated || step.truncated ? 0 : 1
    terminated[index] = step.terminated ? 1 : 0
    truncated[index] = step.truncated ? 1 : 0
    open[index]?.actions.push(action)
    return { observation, reward, ...step, steps: lengths[index] as number }
  }

  return {
    count,
    size,
    observations,
    running,
    terminated,
    truncated,
    reset,
    step(actions) {
      rows.room()
      for (let index = 0; index < count; index++) {
        const action = actions[index]
        const step = stepOne(index, action)
        const put = (target: Float64Array, offset: number) => flattenInto(actionSpace, action, target, offset)
        rows.add(index, observations, step, task.success(step), seesActions > 0 ? put : undefined)
      }
      rows.next()
      taken = counted(count)
    },
    async score() {
      await breathe()
      const trace = rows.take()
      const { steps, scored, flags } = trace
      if (!watch?.isDue(taken)) return told(scorer.score(scored))
      const { rewards, components } = scorer.scoreTerms(scored)
      const all = told(rewards)
      watch.add(scored, components, all, taken)
      return all

      function told(rewards: Float64Array) {
        const byTime = trace.byTime(rewards)
        keepWitness(steps, byTime)
        return { ...flags, steps, rewards: byTime }
      }
    },
    episodes: () => open.map((episode, index) => (running[index] === 1 ? episode : null)),
    replay(index, { seed, actions }) {
      reset(index, seed)
      for (const action of actions) stepOne(index, action)
    },
    witness() {
      const { seed, actions } = open[0] as OpenEpisode
      return witnessed.length > 0 ? { seed, actions, rewards: witnessed } : null
    },
  }

  /** Keeps the rewards of the first environment's present episode, which are the last ones of it. */
  function keepWitness(steps: number, rewards: Float64Array): void {
    const missing = (open[0]?.actions.length ?? 0) - witnessed.length
    for (let step = Math.max(0, steps - missing); step < steps; step++)
      witnessed.push(rewards[step * count] as number)
  }
}
