import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Env, make, Rng } from '../index.ts'

/** Episodes of `fixtures/box2d_episodes.py`: a hash of every number of every step. */
interface Kind {
  readonly id: string
  readonly options: Readonly<Record<string, unknown>>
  readonly policy: 'heuristic' | 'random'
  readonly episodes: readonly {
    readonly seed: number
    readonly steps: number
    /** In base64: bytes, or single-precision numbers; absent where they are random. */
    readonly actions?: string
    readonly last: readonly number[]
    readonly hash: string
  }[]
}

type Action = number | Float32Array
type Numbered = Env<Float32Array, Action>

const kinds: Kind[] = JSON.parse(readFileSync(new URL('../../fixtures/box2d.json', import.meta.url), 'utf8'))

function actionsOf(env: Numbered, { seed, steps, actions }: Kind['episodes'][number]): Action[] {
  const { actionSpace } = env
  if (actions === undefined) {
    const rng = new Rng(seed + 1000)
    return Array.from({ length: steps }, () =>
      actionSpace.kind === 'Discrete'
        ? rng.integers(4)
        : Float32Array.from({ length: actionSpace.size }, () => rng.uniform(-1, 1)),
    )
  }
  const bytes = Uint8Array.from(Buffer.from(actions, 'base64'))
  if (actionSpace.kind === 'Discrete') return [...bytes]
  const numbers = new Float32Array(bytes.buffer)
  return Array.from({ length: steps }, (_, step) =>
    numbers.slice(step * actionSpace.size, (step + 1) * actionSpace.size),
  )
}

describe.each(kinds)('$id with $options, $policy actions', ({ id, options, episodes }) => {
  it('is Gymnasium’s in every bit of bodies, observation, reward and end', () => {
    const env = make(id, options) as Numbered
    for (const episode of episodes) {
      const hash = createHash('sha256')
      let row: number[] = []
      const add = (observation: Float32Array, reward: number, terminated: boolean, truncated: boolean) => {
        row = [...observation, ...(env.state as number[]), reward, Number(terminated), Number(truncated)]
        hash.update(new Uint8Array(Float64Array.from(row).buffer))
      }
      add(env.reset({ seed: episode.seed }).observation, 0, false, false)
      for (const action of actionsOf(env, episode)) {
        const { observation, reward, terminated, truncated } = env.step(action)
        add(observation, reward, terminated, truncated)
      }
      expect(row).toEqual(episode.last)
      expect(hash.digest('hex').slice(0, 16)).toBe(episode.hash)
    }
    env.close()
  })
})
