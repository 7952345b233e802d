import { unpacker } from '../packed.ts'
import { toBase64 } from '../policy/base64.ts'

/** Steps to learn from again and again; the oldest make room for new ones. */
export interface Replay {
  /** How many there are. */
  readonly size: number
  /** Observations before each step, `width` numbers each. */
  readonly before: Float32Array
  /** Those after it. */
  readonly after: Float32Array
  /** The index of each action. */
  readonly actions: Float32Array
  readonly rewards: Float32Array
  /** 1 where nothing comes after. */
  readonly terminal: Float32Array
  /** Remembers the observation before a step and the action; gives its place. */
  begin(observation: ArrayLike<number>, action: number): number
  /** What came of it. */
  end(place: number, observation: ArrayLike<number>, isTerminal: boolean): void
  snapshot(): ReplayState
}

/** As plain JSON: base64 of what there is. */
export interface ReplayState {
  readonly added: number
  readonly numbers: readonly string[]
}

/** @param width numbers of an observation */
export function createReplay(capacity: number, width: number, state?: ReplayState): Replay {
  const make = (each: number): Float32Array => new Float32Array(capacity * each)
  const columns = [make(width), make(width), make(1), make(1), make(1)] as const
  const [before, after, actions, rewards, terminal] = columns
  let added = state?.added ?? 0
  const { floats } = unpacker('DQN')
  for (const [index, text] of (state?.numbers ?? []).entries()) columns[index]?.set(floats(text))
  const filled = (): number => Math.min(added, capacity)
  return {
    get size() {
      return filled()
    },
    before,
    after,
    actions,
    rewards,
    terminal,
    begin(observation, action) {
      const place = added++ % capacity
      for (let index = 0; index < width; index++) before[place * width + index] = observation[index] as number
      actions[place] = action
      return place
    },
    end(place, observation, isTerminal) {
      for (let index = 0; index < width; index++) after[place * width + index] = observation[index] as number
      terminal[place] = isTerminal ? 1 : 0
    },
    snapshot: () => ({
      added,
      numbers: columns.map((column, index) =>
        toBase64(column.subarray(0, filled() * (index < 2 ? width : 1))),
      ),
    }),
  }
}
