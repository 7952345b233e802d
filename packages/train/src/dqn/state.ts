import type { BestState } from '../best-policy.ts'
import { packedAdam, unpacker } from '../packed.ts'
import { toBase64 } from '../policy/base64.ts'
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
      adam: packedAdam(adam),
    },
  }
}

/** @throws TrainError where it is none */
export function unpacked(state: unknown): DqnState {
  const { fields, floats, adam } = unpacker('DQN')
  const { learner, ...rest } = fields(state)
  const { parameters, target, ...others } = fields(learner)
  return {
    ...(rest as unknown as Omit<DqnState, 'learner'>),
    learner: { parameters: floats(parameters), target: floats(target), adam: adam(others.adam) },
  }
}
