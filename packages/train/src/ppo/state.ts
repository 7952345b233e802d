import type { BestState } from '../best-policy.ts'
import { TrainError } from '../errors.ts'
import { fromBase64, toBase64 } from '../policy/base64.ts'
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
  return {
    ...rest,
    agent: {
      parameters: toBase64(parameters),
      adam: { steps: adam.steps, first: toBase64(adam.first), second: toBase64(adam.second) },
      random,
    },
  }
}

/** @throws TrainError where it is none */
export function unpacked(state: unknown): PpoState {
  const { agent, ...rest } = state as Omit<PpoState, 'agent'> & { agent: Record<string, unknown> }
  const adam = agent.adam as Record<string, unknown>
  return {
    ...rest,
    agent: {
      parameters: numbers(agent.parameters),
      adam: { steps: adam.steps as number, first: numbers(adam.first), second: numbers(adam.second) },
      random: agent.random as number[],
    },
  }
}

function numbers(text: unknown): Float32Array {
  const read = typeof text === 'string' ? fromBase64(text) : undefined
  if (!read) throw new TrainError('The state to go on from is no state of PPO')
  return read
}
