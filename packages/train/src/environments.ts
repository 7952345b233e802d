import { type Env, flattenInto, type RewardTask } from '@gencode/env'
import type { Scorer } from './reward.ts'
import { createRows } from './rows.ts'
import type { Environments } from './trainer.ts'

/** An episode that can be played again to where it is. */
interface OpenEpisode {
  readonly seed: number
  readonly actions: readonly unknown[]
}

/** Environments of a training, with what a checkpoint keeps of them. */
export interface ReplayableEnvironments extends Environments {
  /** The episode of each; undefined where none is under way. */
  episodes(): (OpenEpisode | undefined)[]
  /** Plays an episode to where it was, without scoring it. */
  replay(index: number, episode: OpenEpisode): void
  /** The first environment's present episode, or its last one, as far as it was scored. */
  witness(): Witness | undefined
}

/** An episode with the rewards that it got, by which a reward function shows whether it is the same one again. */
interface Witness extends OpenEpisode {
  readonly rewards: readonly number[]
}

/**
 * Steps environments together and keeps what scoring needs of each step.
 *
 * @param counted told the number of steps after each of them
 */
export function createEnvironments(
  envs: readonly Env[],
  task: RewardTask,
  scorer: Scorer,
  counted: (steps: number) => void,
  breathe: () => Promise<void>,
): ReplayableEnvironments {
  const [{ observationSpace: space }] = envs as readonly [Env]
  const count = envs.length
  const size = space.size
  const observations = new Float64Array(count * size)
  const running = new Uint8Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  const lengths = new Float64Array(count)
  const open = envs.map(() => ({ seed: 0, actions: [] as unknown[] }))
  const rows = createRows(count, size)
  let witnessed: number[] = []

  function reset(index: number, seed: number): void {
    const { observation } = (envs[index] as Env).reset({ seed })
    flattenInto(space, observation, observations, index * size)
    running[index] = 1
    lengths[index] = 0
    open[index] = { seed, actions: [] }
    if (index === 0) witnessed = []
  }

  function stepOne(index: number, action: unknown) {
    const { observation, reward, ...step } = (envs[index] as Env).step(action)
    flattenInto(space, observation, observations, index * size)
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
        const step = stepOne(index, actions[index])
        rows.add(index, observations, step, task.success(step))
      }
      rows.next()
      counted(count)
    },
    async score() {
      await breathe()
      const trace = rows.take()
      const rewards = trace.byTime(scorer.score(trace.scored))
      keepWitness(trace.steps, rewards)
      return { ...trace.flags, steps: trace.steps, rewards }
    },
    episodes: () => open.map((episode, index) => (running[index] ? episode : undefined)),
    replay(index, { seed, actions }) {
      reset(index, seed)
      for (const action of actions) stepOne(index, action)
    },
    witness() {
      const { seed, actions } = open[0] as OpenEpisode
      return witnessed.length > 0 ? { seed, actions, rewards: witnessed } : undefined
    },
  }

  /** Keeps the rewards of the first environment's present episode, which are the last ones of it. */
  function keepWitness(steps: number, rewards: Float64Array): void {
    const missing = (open[0]?.actions.length ?? 0) - witnessed.length
    for (let step = Math.max(0, steps - missing); step < steps; step++)
      witnessed.push(rewards[step * count] as number)
  }
}
