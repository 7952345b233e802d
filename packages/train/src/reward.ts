import { type RewardResult, rewardOf } from '@gencode/contract'
import type { CleanedCode } from '@gencode/contract/types'
import type { RewardTask } from '@gencode/env'
import {
  createSandbox,
  type NumberColumn,
  type SandboxedFunction,
  type SandboxedFunctionInfo,
  type SandboxOptions,
} from '@gencode/sandbox'
import { TrainError } from './errors.ts'
import type { ScoredRows } from './rows.ts'
import type { Components } from './terms.ts'

/** A reward function of the host's own: trusted, run as it is, row by row. */
export type HostReward = (
  observations: number[],
  isSuccess: boolean,
  isFailure: boolean,
  action?: number[],
) => RewardResult

/**
 * What to train with: a compiled function (its source is compiled anew for each seed, so that what it keeps in
 * variables starts clean), cleaned code, source text, a function of the host's, `'environment'` for the
 * environment's own reward, or `'constant'` for 0 at every step.
 */
export type RewardFunction =
  | SandboxedFunctionInfo
  | CleanedCode
  | HostReward
  | 'environment'
  | 'constant'
  | (string & {})

/** A reward in the form in which it travels to a worker (but for `host`, which can't). */
export type RewardForm =
  | { readonly kind: 'environment' }
  | { readonly kind: 'constant' }
  | { readonly kind: 'code'; readonly code: string | CleanedCode; readonly entry?: string }
  | { readonly kind: 'host'; readonly reward: HostReward }

/** Scores steps. */
export interface Scorer {
  /** The reward of each row; valid until the next call. @throws SandboxError, ContractError */
  score(rows: ScoredRows): Float64Array
  /** The same, with the rewards' named terms. */
  scoreTerms(rows: ScoredRows): { readonly rewards: Float64Array; readonly components: Components }
  dispose(): void
}

/** @throws TrainError for anything that is no reward function */
export function rewardForm(reward: RewardFunction): RewardForm {
  if (reward === 'environment') return { kind: 'environment' }
  if (reward === 'constant') return { kind: 'constant' }
  if (typeof reward === 'string') return { kind: 'code', code: reward }
  if (typeof reward === 'function') {
    const { source, entry } = reward as unknown as Partial<SandboxedFunctionInfo>
    return typeof source === 'string' && typeof entry === 'string'
      ? { kind: 'code', code: source, entry }
      : { kind: 'host', reward: reward as HostReward }
  }
  if (typeof reward === 'object' && reward !== null && typeof reward.source === 'string')
    return 'original' in reward
      ? { kind: 'code', code: plainCode(reward) }
      : { kind: 'code', code: reward.source, entry: reward.entry }
  throw new TrainError(
    'A reward function is a compiled or cleaned function, source text, a function, "environment" or "constant"',
  )
}

/** The cleaned code without whatever else its object holds, so that it can be posted to a worker. */
function plainCode(code: CleanedCode): CleanedCode {
  const { source, original, language, entry, params, warnings, lineMap, lowered } = code
  const plain = { source, original, language, entry, params, warnings, lineMap }
  return lowered === undefined ? plain : { ...plain, lowered }
}

/**
 * A deadline is wall time, a batch has thousands of rows, and training keeps every core busy: only a function that never ends
 * should miss it, or a reward would be refused for what else the machine did.
 */
const trainingTimeoutMs = 10_000

/**
 * Opens a scorer from a clean start, in a sandbox of its own where the reward is code.
 *
 * @throws SandboxError where the code does not compile
 */
export async function openScorer(
  form: RewardForm,
  task: RewardTask,
  options: SandboxOptions = {},
): Promise<Scorer> {
  switch (form.kind) {
    case 'environment':
      return plainScorer(({ rewards }) => rewards)
    case 'constant':
      return plainScorer(({ rows }) => new Float64Array(rows))
    case 'host':
      return hostScorer(form.reward, task)
    case 'code': {
      const sandbox = await createSandbox({ timeoutMs: trainingTimeoutMs, tier: 'compiled', ...options })
      try {
        const fn = sandbox.compile(form.code, {
          contract: task.contract,
          ...(form.entry === undefined ? {} : { entry: form.entry }),
        })
        const columnsOf = createColumns(fn)
        return {
          score: (rows) => fn.batch(columnsOf(rows)),
          scoreTerms: (rows) => fn.batch(columnsOf(rows), { components: true }),
          dispose: () => sandbox.dispose(),
        }
      } catch (error) {
        sandbox.dispose()
        throw error
      }
    }
  }
}

/** Puts rows where the function reads them, in memory that is used again. */
function createColumns(fn: Pick<SandboxedFunction, 'buffers'>): (rows: ScoredRows) => NumberColumn[] {
  let capacity = 0
  let columns: NumberColumn[] = []
  return ({ rows, observations, isSuccess, isFailure, actions }) => {
    if (rows > capacity) {
      capacity = Math.max(rows, 2 * capacity)
      columns = fn.buffers(capacity)
    }
    return [observations, isSuccess, isFailure, actions].slice(0, columns.length).map((from, place) => {
      const column = (columns[place] as NumberColumn).subarray(0, from.length) as NumberColumn
      column.set(from)
      return column
    })
  }
}

function plainScorer(score: Scorer['score']): Scorer {
  return { score, scoreTerms: (rows) => ({ rewards: score(rows), components: {} }), dispose() {} }
}

function hostScorer(reward: HostReward, task: RewardTask): Scorer {
  const scoreTerms: Scorer['scoreTerms'] = ({ rows, observations, isSuccess, isFailure, actions }) => {
    const rowOf = (all: Float64Array, row: number): number[] => {
      const size = all.length / rows
      return Array.from(all.subarray(row * size, (row + 1) * size))
    }
    const rewards = new Float64Array(rows)
    const components: Record<string, Float64Array> = {}
    for (let row = 0; row < rows; row++) {
      const result = task.contract.checkResult(
        reward(
          rowOf(observations, row),
          isSuccess[row] === 1,
          isFailure[row] === 1,
          ...(task.action ? [rowOf(actions, row)] : []),
        ),
      )
      rewards[row] = rewardOf(result)
      if (typeof result === 'number') continue
      for (const [name, value] of Object.entries(result.components)) {
        components[name] ??= new Float64Array(rows)
        components[name][row] = value
      }
    }
    return { rewards, components }
  }
  return { score: (rows) => scoreTerms(rows).rewards, scoreTerms, dispose() {} }
}
