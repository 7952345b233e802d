import { describe, expect, it } from 'vitest'
import { BaseEnv, checkEnv, Discrete, type Env, make, NormalizeObservation, registeredIds } from './index.ts'
import { envContract } from './testing.ts'

const subjects: [string, () => Env][] = [
  ...registeredIds().map((id): [string, () => Env] => [id, () => make(id)]),
  [
    'LunarLander-v3, continuous, in wind',
    () => make('LunarLander-v3', { continuous: true, enableWind: true }),
  ],
  ['Acrobot-v1 without a limit', () => make('Acrobot-v1', { maxEpisodeSteps: -1 })],
]

describe.each(subjects)('%s', (_name, create) => {
  for (const { name, run } of envContract(create)) it(name, run)
})

/** Everything repeats but the reward. */
class Moody extends BaseEnv<number, number> {
  readonly observationSpace = new Discrete(1)
  readonly actionSpace = new Discrete(1)
  #reward = 0

  reset() {
    return { observation: 0, info: {} }
  }

  step() {
    return { observation: 0, reward: this.#reward++, terminated: false, truncated: false, info: {} }
  }
}

/** Keeps no promise but the first two. */
class Careless extends BaseEnv<number, number> {
  readonly observationSpace = new Discrete(5)
  readonly actionSpace = new Discrete(2)
  #steps = 0

  reset() {
    this.#steps += 1
    return { observation: this.#steps % 5, info: {} }
  }

  step() {
    this.#steps += 1
    return { observation: this.#steps % 5, reward: Number.NaN, terminated: false, truncated: false, info: {} }
  }
}

describe('checkEnv', () => {
  it('passes what keeps its promises, wrapped or bare', () => {
    checkEnv(make('Pendulum-v1'))
    checkEnv(make('Taxi-v4').unwrapped)
  })

  it('names every promise that is broken', () => {
    expect(() => checkEnv(new Careless())).toThrow(
      /Careless breaks promises:\n- .*finite observation and reward.*NaN\n- .*repeats an episode/,
    )
  })

  it('sees that rewards do not repeat', () => {
    expect(() => checkEnv(new Moody())).toThrow(/repeats an episode/)
  })

  it('sees that a running normalisation is no function of the seed', () => {
    expect(() => checkEnv(new NormalizeObservation(make('CartPole-v1')))).toThrow(/repeats an episode/)
  })
})
