import type { Env } from './env.ts'
import { EnvError } from './errors.ts'
import { flattenObservation } from './flatten.ts'
import { Rng } from './random/rng.ts'

/** One promise of the interface; it throws an EnvError where the environment breaks it. */
export interface EnvPromise {
  readonly name: string
  check(env: Env): void
}

const seed = 12345

/** What every environment promises, guarded by `make` or not. */
export const envPromises: readonly EnvPromise[] = [
  {
    name: 'has a name, and spaces that contain their own samples',
    check(env) {
      ensure(typeof env.spec?.id === 'string' && env.spec.id !== '', 'spec.id is a name')
      for (const name of ['observationSpace', 'actionSpace'] as const) {
        const space = env[name]
        ensure(typeof space?.sample === 'function', `${name} is a space`)
        ensure(space.contains(space.sample(new Rng(seed))), `${name} contains what it samples`)
      }
    },
  },
  {
    name: 'starts with an observation of its space and an info object',
    check(env) {
      const { observation, info } = env.reset({ seed })
      ensure(env.observationSpace.contains(observation), `the observation is ${env.observationSpace.text}`)
      ensure(isObject(info), 'info is an object')
    },
  },
  {
    name: 'gives steps with a finite observation and reward, two flags and an info object',
    check(env) {
      for (const { observation, reward, terminated, truncated, info } of rollout(env, 20).steps) {
        const flat = flattenObservation(env.observationSpace, observation)
        ensure(flat.every(Number.isFinite), `the observation is finite: ${flat}`)
        ensure(Number.isFinite(reward), `the reward is a finite number: ${reward}`)
        ensure(typeof terminated === 'boolean' && typeof truncated === 'boolean', 'the flags are booleans')
        ensure(isObject(info), 'info is an object')
      }
    },
  },
  {
    name: 'repeats an episode from the same seed and actions, with small and huge seeds',
    check(env) {
      if (env.spec?.nondeterministic) return
      for (const each of [seed, 2n ** 70n]) {
        const [first, second] = [rollout(env, 20, each), rollout(env, 20, each)]
        ensure(same(first.flat, second.flat), `two episodes with seed ${each} are the same`)
        const outcome = ({ steps }: ReturnType<typeof rollout>): number[][] =>
          steps.map(({ reward, terminated, truncated }) => [reward, Number(terminated), Number(truncated)])
        ensure(same(outcome(first), outcome(second)), `two episodes with seed ${each} have the same rewards`)
      }
    },
  },
  {
    name: 'never changes an observation that it has given',
    check(env) {
      const { steps, flat } = rollout(env, 10)
      const later = steps.map(({ observation }) => flattenObservation(env.observationSpace, observation))
      ensure(same(later, flat), 'an earlier observation is as it was')
    },
  },
  {
    name: 'draws a scene or nothing after a reset',
    check(env) {
      env.reset({ seed })
      const scene = env.render()
      ensure(
        scene === undefined || (Array.isArray(scene.shapes) && scene.right > scene.left),
        'render gives a scene',
      )
    },
  },
]

/**
 * Checks that an environment keeps the interface's promises; for an environment of one's own, in its tests.
 *
 * @throws EnvError, naming every promise that it breaks
 */
export function checkEnv(env: Env): void {
  const broken = envPromises.flatMap(({ name, check }) => {
    try {
      check(env)
      return []
    } catch (error) {
      return [`- An environment ${name}: ${error instanceof Error ? error.message : String(error)}`]
    }
  })
  if (broken.length > 0)
    throw new EnvError(`${env.spec?.id ?? 'The environment'} breaks promises:\n${broken.join('\n')}`)
}

/** So many random steps, over as many episodes as they take. */
function rollout(env: Env, count: number, from: number | bigint = seed) {
  const rng = new Rng(seed)
  env.reset({ seed: from })
  const steps: ReturnType<Env['step']>[] = []
  const flat: number[][] = []
  for (let index = 0; index < count; index++) {
    const step = env.step(env.actionSpace.sample(rng))
    steps.push(step)
    flat.push(flattenObservation(env.observationSpace, step.observation))
    if (step.terminated || step.truncated) env.reset()
  }
  return { steps, flat }
}

function same(a: readonly number[][], b: readonly number[][]): boolean {
  return a.every((row, index) => row.every((value, at) => Object.is(value, b[index]?.[at])))
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** @throws EnvError */
export function ensure(condition: boolean, promise: string): void {
  if (!condition) throw new EnvError(`this does not hold: ${promise}`)
}
