import type { BestState } from '../best-policy.ts'
import { packedAdam, unpacker } from '../packed.ts'
import { toBase64 } from '../policy/base64.ts'
import type { ReturnsState } from '../returns.ts'
import type { RunningState } from '../running-statistics.ts'
import type { AgentState } from './agent.ts'
import type { RewardScaleState } from './reward-scale.ts'

/** All that a training goes on from. */
export interface PpoState {
  readonly update: number
  /** Episodes that have been started. */
  readonly started: number
  readonly agent: AgentState
  readonly observer: RunningState | null
  readonly returns: ReturnsState
  readonly rewardScale: RewardScaleState | null
  readonly best: BestState
}

/** As plain JSON. */
export function packed({ agent, ...rest }: PpoState): unknown {
  const { parameters, adam, random } = agent
  return { ...rest, agent: { parameters: toBase64(parameters), adam: packedAdam(adam), random } }
}

/** @throws TrainError where it is none */
export function unpacked(state: unknown): PpoState {
  const { fields, floats, adam } = unpacker('PPO')
  const { agent, ...rest } = fields(state)
  const { parameters, random, ...others } = fields(agent)
  return {
    ...(rest as unknown as Omit<PpoState, 'agent'>),
    agent: { parameters: floats(parameters), adam: adam(others.adam), random: random as number[] },
  }
}
