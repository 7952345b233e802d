import type { Rng, SpaceJson } from '@gencode/env'
import { TrainError } from '../errors.ts'

/** How a stretch of a flattened observation enters a policy. */
export type Input =
  /** A Discrete: one number, in the policy one input for each of its values. */
  | { readonly type: 'one-hot'; readonly n: number; readonly start: number }
  /** Numbers, each less `center` and times `scale`. */
  | { readonly type: 'numbers'; readonly center: readonly number[]; readonly scale: readonly number[] }

/** How a policy's outputs become an action. */
export type Output =
  /** The greatest output's index, from `start`. */
  | { readonly type: 'choice'; readonly n: number; readonly start: number }
  /** One choice after another, as an array. */
  | { readonly type: 'choices'; readonly n: readonly number[]; readonly start: readonly number[] }
  /** 1 for each output above 0. */
  | { readonly type: 'switches'; readonly n: number }
  /** Each output is put between its bounds: -1 is `low`, 1 is `high`, beyond is clipped; as it is without bounds. */
  | {
      readonly type: 'numbers'
      readonly low: readonly (number | null)[]
      readonly high: readonly (number | null)[]
    }
  /** Each output as it is, in the action's own units, clipped to its bounds where it has them. */
  | {
      readonly type: 'clipped'
      readonly low: readonly (number | null)[]
      readonly high: readonly (number | null)[]
    }

const finite = (bound: number | 'inf' | '-inf'): bound is number =>
  typeof bound === 'number' && Math.abs(bound) < 1e6

/** The inputs of a policy for an observation space: bounded numbers are scaled to -1 to 1, others left as they are. */
export function inputsOf(space: SpaceJson): readonly Input[] {
  switch (space.type) {
    case 'Discrete':
      return [{ type: 'one-hot', n: space.n, start: space.start }]
    case 'MultiDiscrete':
      return space.nvec.map((n, index) => ({ type: 'one-hot', n, start: space.start[index] ?? 0 }))
    case 'MultiBinary': {
      const size = space.shape.reduce((product, length) => product * length, 1)
      return [{ type: 'numbers', center: new Array(size).fill(0.5), scale: new Array(size).fill(2) }]
    }
    case 'Box': {
      const center: number[] = []
      const scale: number[] = []
      for (const [index, low] of space.low.entries()) {
        const high = space.high[index] as number | 'inf' | '-inf'
        const bounded = finite(low) && finite(high) && low < high
        center.push(bounded ? (low + high) / 2 : 0)
        scale.push(bounded ? 2 / (high - low) : 1)
      }
      return [{ type: 'numbers', center, scale }]
    }
    case 'Tuple':
      return space.spaces.flatMap(inputsOf)
    case 'Dict':
      return Object.values(space.spaces).flatMap(inputsOf)
  }
}

/** The same, but every number as it is. */
export function plainInputsOf(space: SpaceJson): readonly Input[] {
  return inputsOf(space).map((input) =>
    input.type === 'one-hot'
      ? input
      : { type: 'numbers', center: input.center.map(() => 0), scale: input.scale.map(() => 1) },
  )
}

/** The output of a policy for an action space, with numbers in the action's own units. @throws TrainError as `outputOf` */
export function plainOutputOf(space: SpaceJson): Output {
  if (space.type !== 'Box') return outputOf(space)
  const bound = (bounds: readonly (number | 'inf' | '-inf')[]): (number | null)[] =>
    bounds.map((each) => (finite(each) ? each : null))
  return { type: 'clipped', low: bound(space.low), high: bound(space.high) }
}

/** The output of a policy for an action space. @throws TrainError for a Tuple or Dict */
export function outputOf(space: SpaceJson): Output {
  switch (space.type) {
    case 'Discrete':
      return { type: 'choice', n: space.n, start: space.start }
    case 'MultiDiscrete':
      return { type: 'choices', n: space.nvec, start: space.start }
    case 'MultiBinary':
      return { type: 'switches', n: space.shape.reduce((product, length) => product * length, 1) }
    case 'Box': {
      const bounded = space.low.map((low, index) => finite(low) && finite(space.high[index] ?? 'inf'))
      const bound = (bounds: readonly (number | 'inf' | '-inf')[]): (number | null)[] =>
        bounds.map((each, index) => (bounded[index] ? (each as number) : null))
      return { type: 'numbers', low: bound(space.low), high: bound(space.high) }
    }
    default:
      throw new TrainError(
        `Policies act in Discrete, Box, MultiDiscrete and MultiBinary spaces, not in a ${space.type}; wrap the environment so that its action is one of these`,
      )
  }
}

/** How many numbers of a flattened observation the inputs read. */
export function observationSize(inputs: readonly Input[]): number {
  return inputs.reduce((sum, input) => sum + (input.type === 'one-hot' ? 1 : input.center.length), 0)
}

/** How many inputs they make. */
export function inputSize(inputs: readonly Input[]): number {
  return inputs.reduce((sum, input) => sum + (input.type === 'one-hot' ? input.n : input.center.length), 0)
}

/** How many outputs an action needs. */
export function outputSize(output: Output): number {
  switch (output.type) {
    case 'choice':
    case 'switches':
      return output.n
    case 'choices':
      return output.n.reduce((sum, n) => sum + n, 0)
    case 'numbers':
    case 'clipped':
      return output.low.length
  }
}

/** Writes a flattened observation's inputs. */
export function encode(inputs: readonly Input[], observation: ArrayLike<number>, into: Float64Array): void {
  let from = 0
  let to = 0
  for (const input of inputs) {
    if (input.type === 'one-hot') {
      into.fill(0, to, to + input.n)
      const place = (observation[from++] as number) - input.start
      if (place >= 0 && place < input.n) into[to + place] = 1
      to += input.n
    } else
      for (let index = 0; index < input.center.length; index++)
        into[to++] =
          ((observation[from++] as number) - (input.center[index] as number)) * (input.scale[index] as number)
  }
}

/** The action that outputs stand for. */
export function decode(output: Output, values: ArrayLike<number>): unknown {
  switch (output.type) {
    case 'choice':
      return output.start + greatest(values, 0, output.n)
    case 'choices': {
      let from = 0
      return output.n.map((n, index) => {
        const choice = (output.start[index] as number) + greatest(values, from, n)
        from += n
        return choice
      })
    }
    case 'switches':
      return Array.from(values, (value) => (value > 0 ? 1 : 0))
    case 'numbers':
      return Array.from(values, (value, index) => {
        const low = output.low[index] ?? null
        const high = output.high[index] ?? null
        if (low === null || high === null) return value
        return Math.min(high, Math.max(low, low + ((value + 1) / 2) * (high - low)))
      })
    case 'clipped':
      return output.low.map((_, index) => clipped(output, index, values[index] as number))
  }
}

function clipped({ low, high }: Output & { type: 'clipped' }, index: number, value: number): number {
  return Math.min(high[index] ?? Infinity, Math.max(low[index] ?? -Infinity, value))
}

/**
 * How many numbers an action that was drawn is: the index of each choice (from 0), 0 or 1 for each switch, or the
 * numbers, not yet clipped.
 */
export function drawnSize(output: Output): number {
  if (output.type === 'choice') return 1
  return output.type === 'choices' ? output.n.length : outputSize(output)
}

/** The action whose numbers were drawn. */
export function drawnAction(output: Output, drawn: ArrayLike<number>, from: number): unknown {
  const at = (index: number): number => drawn[from + index] as number
  switch (output.type) {
    case 'choice':
      return output.start + at(0)
    case 'choices':
      return output.start.map((start, index) => start + at(index))
    case 'switches':
      return Array.from({ length: output.n }, (_, index) => at(index))
    case 'numbers':
      return decode(
        output,
        output.low.map((_, index) => at(index)),
      )
    case 'clipped':
      return output.low.map((_, index) => clipped(output, index, at(index)))
  }
}

function greatest(values: ArrayLike<number>, from: number, n: number): number {
  let best = 0
  for (let index = 1; index < n; index++)
    if ((values[from + index] as number) > (values[from + best] as number)) best = index
  return best
}

/** A uniformly random action. */
export function randomAction(output: Output, rng: Rng): unknown {
  return decode(
    output,
    Float64Array.from({ length: outputSize(output) }, () => rng.uniform(-1, 1)),
  )
}

/** Inputs whose numbers have mean 0 and standard deviation 1 over these flattened observations. */
export function standardised(
  inputs: readonly Input[],
  seen: readonly (readonly number[])[],
): readonly Input[] {
  let from = 0
  return inputs.map((input) => {
    if (input.type === 'one-hot') {
      from++
      return input
    }
    const center: number[] = []
    const scale: number[] = []
    for (const _ of input.center) {
      const mean = seen.reduce((sum, row) => sum + (row[from] as number), 0) / seen.length
      const variance = seen.reduce((sum, row) => sum + ((row[from] as number) - mean) ** 2, 0) / seen.length
      center.push(mean)
      scale.push(variance > 0 ? 1 / Math.sqrt(variance) : 1)
      from++
    }
    return { ...input, center, scale }
  })
}
