import type { BestState } from '../best-policy.ts'
import { TrainError } from '../errors.ts'
import { fromBase64, toBase64 } from '../policy/base64.ts'
import type { ReturnsState } from '../returns.ts'
import type { LearnerState } from './learner.ts'
import type { ReplayState } from './replay.ts'

/** All that a training goes on from. */
export interface DqnState {
  readonly update: number
  /** Steps until the target network becomes the learned one. */
  readonly untilTarget: number
  /** Episodes that have been started. */
  readonly started: number
  readonly learner: LearnerState
  readonly replay: ReplayState
  readonly returns: ReturnsState
  readonly best: BestState
}

/** As plain JSON. */
export function packed({ learner, ...rest }: DqnState): unknown {
  const { parameters, target, adam } = learner
  return {
    ...rest,
    learner: {
      parameters: toBase64(parameters),
      target: toBase64(target),
      adam: { steps: adam.steps, first: toBase64(adam.first), second: toBase64(adam.second) },
    },
  }
}

/** @throws TrainError where it is none */
export function unpacked(state: unknown): DqnState {
  const { learner, ...rest } = state as Omit<DqnState, 'learner'> & { learner: Record<string, unknown> }
  const adam = learner.adam as Record<string, unknown>
  return {
    ...rest,
    learner: {
      parameters: numbers(learner.parameters),
      target: numbers(learner.target),
      adam: { steps: adam.steps as number, first: numbers(adam.first), second: numbers(adam.second) },
    },
  }
}

function numbers(text: unknown): Float32Array {
  const read = typeof text === 'string' ? fromBase64(text) : undefined
  if (!read) throw new TrainError('The state to go on from is no state of DQN')
  return read
}
