import type { Outcome } from '@gencode/env'

/** Steps as a scorer reads them: one episode after another, as far as they go. */
export interface ScoredRows {
  readonly rows: number
  /** The observation after each step, flattened: rows x size, row-major. */
  readonly observations: Float64Array
  /** 1 where the task's rule called the step a success. */
  readonly isSuccess: Uint8Array
  /** 1 where it called it a failure. */
  readonly isFailure: Uint8Array
  /** The action of each step, flattened: rows x size; empty where reward functions don't see it. */
  readonly actions: Float64Array
  /** The environment's own reward of each step. */
  readonly rewards: Float64Array
}

/** What is kept of one step beside its observation. */
interface StepFacts {
  readonly reward: number
  readonly terminated: boolean
  readonly truncated: boolean
}

/** The steps that were taken together, of so many environments each. */
interface TakenRows {
  readonly steps: number
  /** In the order of the environments, each one's steps in the order of time: what a function keeps goes on from step to step. */
  readonly scored: ScoredRows
  /** By time. */
  readonly flags: {
    readonly terminated: Uint8Array
    readonly truncated: Uint8Array
    readonly isSuccess: Uint8Array
  }
  /** Numbers of the scored rows in the order of time. */
  byTime(numbers: Float64Array): Float64Array
}

/** Collects the steps of environments, time after time, in arrays that are used again. */
export interface Rows {
  /** Makes room for one more step of each. */
  room(): void
  /** @param putAction writes the numbers of the action from an offset on */
  add(
    index: number,
    observations: Float64Array,
    facts: StepFacts,
    outcome: Outcome,
    putAction?: (target: Float64Array, offset: number) => void,
  ): void
  /** Ends the step. */
  next(): void
  /** All rows since the last call; valid until the next one is added. */
  take(): TakenRows
}

/** @param size numbers of an observation; `actionSize` those of an action that are kept */
export function createRows(count: number, size: number, actionSize = 0): Rows {
  let capacity = 512
  let steps = 0
  const make = (rows: number) => ({
    observations: new Float64Array(rows * size),
    isSuccess: new Uint8Array(rows),
    isFailure: new Uint8Array(rows),
    actions: new Float64Array(rows * actionSize),
    rewards: new Float64Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
  })
  let kept = make(capacity * count)
  let ordered = count > 1 ? make(capacity * count) : undefined

  function grow(): void {
    capacity *= 2
    const larger = make(capacity * count)
    for (const name of Object.keys(kept) as (keyof typeof kept)[]) larger[name].set(kept[name] as never)
    kept = larger
    if (ordered) ordered = make(capacity * count)
  }

  const widths = { observations: size, actions: actionSize, isSuccess: 1, isFailure: 1, rewards: 1 } as const

  /** Rows by environment out of rows by time. */
  function byEnvironment(from: ArrayLike<number>, to: Float64Array | Uint8Array, width: number): void {
    for (let index = 0; index < count; index++)
      for (let step = 0; step < steps; step++)
        for (let place = 0; place < width; place++)
          to[(index * steps + step) * width + place] = from[(step * count + index) * width + place] as number
  }

  return {
    room() {
      if (steps === capacity) grow()
    },
    add(index, observations, { reward, terminated, truncated }, { isSuccess, isFailure }, putAction) {
      const row = steps * count + index
      putAction?.(kept.actions, row * actionSize)
      for (let place = 0; place < size; place++)
        kept.observations[row * size + place] = observations[index * size + place] as number
      kept.rewards[row] = reward
      kept.terminated[row] = terminated ? 1 : 0
      kept.truncated[row] = truncated ? 1 : 0
      kept.isSuccess[row] = isSuccess ? 1 : 0
      kept.isFailure[row] = isFailure ? 1 : 0
    },
    next() {
      steps++
    },
    take() {
      const taken = steps
      const rows = taken * count
      const source = ordered ?? kept
      if (ordered)
        for (const name of Object.keys(widths) as (keyof typeof widths)[])
          byEnvironment(kept[name], ordered[name], widths[name])
      steps = 0
      return {
        steps: taken,
        scored: {
          rows,
          observations: source.observations.subarray(0, rows * size),
          isSuccess: source.isSuccess.subarray(0, rows),
          isFailure: source.isFailure.subarray(0, rows),
          actions: source.actions.subarray(0, rows * actionSize),
          rewards: source.rewards.subarray(0, rows),
        },
        flags: {
          terminated: kept.terminated.subarray(0, rows),
          truncated: kept.truncated.subarray(0, rows),
          isSuccess: kept.isSuccess.subarray(0, rows),
        },
        byTime(numbers) {
          if (count === 1) return numbers
          return Float64Array.from(
            { length: rows },
            (_, row) => numbers[(row % count) * taken + Math.floor(row / count)] as number,
          )
        },
      }
    },
  }
}
