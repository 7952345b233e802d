import { ensure, envPromises } from './check-env.ts'
import type { Env } from './env.ts'
import { InvalidActionError, OrderError } from './errors.ts'

/** One promise of the interface; `run` throws where it is broken. */
export interface ContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/** What a guarded environment promises on top, as `make` gives it. */
const guards: typeof envPromises = [
  {
    name: 'refuses a step before the first reset',
    check: (env) => expectThrown(() => env.step(env.actionSpace.sample()), OrderError),
  },
  {
    name: 'refuses a step after the end, until the next reset',
    check(env) {
      env.reset({ seed: 1 })
      const limit = Math.min(env.spec.maxEpisodeSteps ?? 5000, 5000)
      for (let steps = 1; ; steps++) {
        const { terminated, truncated } = env.step(env.actionSpace.sample())
        if (terminated || truncated) break
        // An environment without a time limit need not end.
        if (steps === limit)
          return ensure(env.spec.maxEpisodeSteps === undefined, `it is truncated at ${limit} steps`)
      }
      expectThrown(() => env.step(env.actionSpace.sample()), OrderError)
      env.reset()
      env.step(env.actionSpace.sample())
    },
  },
  {
    name: 'refuses actions that are none, and goes on',
    check(env) {
      env.reset({ seed: 1 })
      const none: unknown[] = [undefined, Number.NaN, 'left', [Number.NaN], new Array(99).fill(0), -1e6]
      for (const action of none) expectThrown(() => env.step(action), InvalidActionError)
      env.step(env.actionSpace.sample())
    },
  },
  {
    name: 'refuses a seed that is none',
    check(env) {
      for (const seed of [-1, 0.5, Number.NaN]) expectThrown(() => env.reset({ seed }), Error)
    },
  },
  {
    name: 'closes, twice if need be, and is then of no use',
    check(env) {
      env.reset({ seed: 1 })
      env.close()
      env.close()
      expectThrown(() => env.step(env.actionSpace.sample()), OrderError)
      expectThrown(() => env.reset(), OrderError)
    },
  },
]

/**
 * The promises of `Env` as cases for any test runner, for environments that guard themselves as those of `make`:
 *
 * ```ts
 * for (const { name, run } of envContract(() => make('CartPole-v1'))) test(name, run)
 * ```
 *
 * @param create called for each case; the environment is closed after it
 */
export function envContract(create: () => Env | Promise<Env>): readonly ContractCase[] {
  return [...envPromises, ...guards].map(({ name, check }) => ({
    name,
    async run() {
      const env = await create()
      try {
        check(env)
      } finally {
        env.close()
      }
    },
  }))
}

function expectThrown(run: () => unknown, type: new (...args: never[]) => Error): void {
  let thrown: unknown
  try {
    run()
  } catch (error) {
    thrown = error
  }
  ensure(
    thrown instanceof type,
    `it throws ${type.name}, not ${thrown === undefined ? 'nothing' : String(thrown)}`,
  )
}
