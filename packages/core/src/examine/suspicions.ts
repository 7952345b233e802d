import type { Warning } from './failure.ts'
import type { RewardProbes } from './gather-probes.ts'

/** What may be wrong with a reward function that runs. */
export type SuspicionCode =
  /** The same reward for every probe. */
  | 'probe/constant'
  /** The same reward for nearly every step of the rollouts. */
  | 'probe/saturated'
  /** Rewards beyond a million. */
  | 'probe/huge-scale'
  /** One named term, or a few extreme rewards, dwarf everything else. */
  | 'probe/dominated'
  /** `isSuccess` makes no difference, though the task can be won by it. */
  | 'probe/ignores-success'
  /** `isFailure` makes no difference, though the task can be lost. */
  | 'probe/ignores-failure'

/** Whether a suspicion is an error, a warning (the usual), or not looked for. */
export type Severities = Readonly<Partial<Record<SuspicionCode, 'error' | 'warning' | 'off'>>>

/** What a reward function gave for the probes. */
export interface ProbeOutput {
  readonly rewards: Float64Array
  readonly components: Readonly<Record<string, Float64Array>>
}

type Check = (output: ProbeOutput, probes: RewardProbes) => string | undefined

const saturatedShare = 0.95
const hugeReward = 1e6
const dominatedShare = 0.99
const explodingRatio = 1000

const checks: Readonly<Record<SuspicionCode, Check>> = {
  'probe/constant': ({ rewards }) =>
    rewards.every((reward) => reward === rewards[0])
      ? `The reward is ${rewards[0]} for all ${rewards.length} inputs that were tried, so nothing can be learned from it. Make it depend on the observations.`
      : undefined,

  'probe/saturated'({ rewards }, probes) {
    const ordinary = ordinaryRows(probes)
    if (ordinary.length === 0) return undefined
    const [value, count] = mostCommon(ordinary.map((row) => rewards[row] as number))
    if (count < saturatedShare * ordinary.length || rewards.every((reward) => reward === rewards[0]))
      return undefined
    return `${percent(count / ordinary.length)} of the ordinary steps of an episode get the same reward, ${value}. Make it change smoothly with the observations.`
  },

  'probe/huge-scale'({ rewards }) {
    const largest = largestOf(rewards)
    return largest > hugeReward
      ? `Rewards reach ${largest.toPrecision(3)}. Keep each within about -100 to 100.`
      : undefined
  },

  'probe/dominated'({ rewards, components }, probes) {
    const ordinary = ordinaryRows(probes)
    const sizes = Object.entries(components).map(
      ([name, terms]) =>
        [name, ordinary.reduce((sum, row) => sum + Math.abs(terms[row] as number), 0)] as const,
    )
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    const largest = sizes.find(([, size]) => size > dominatedShare * total)
    if (sizes.length > 1 && largest)
      return `The term ${largest[0]} makes up ${percent(largest[1] / total)} of the reward, so the other terms (${sizes
        .filter(([name]) => name !== largest[0])
        .map(([name]) => name)
        .join(', ')}) hardly count. Bring the terms to one scale.`

    const sorted = ordinary.map((row) => Math.abs(rewards[row] as number)).sort((a, b) => a - b)
    const usual = sorted[Math.floor(sorted.length * 0.75)] ?? 0
    const extreme = sorted.at(-1) ?? 0
    return usual > 0 && extreme > explodingRatio * usual
      ? `One reward is ${extreme.toPrecision(3)} while most are under ${usual.toPrecision(3)}: a term explodes. Bound it, for instance with np.clip or Math.exp(-x).`
      : undefined
  },

  'probe/ignores-success': ({ rewards }, { flags, outcomes }) =>
    outcomes.success && flags.every(({ plain, success }) => rewards[plain] === rewards[success])
      ? 'isSuccess makes no difference to the reward. Add a bonus for reaching the goal.'
      : undefined,

  'probe/ignores-failure': ({ rewards }, { flags, outcomes }) =>
    outcomes.failure && flags.every(({ plain, failure }) => rewards[plain] === rewards[failure])
      ? 'isFailure makes no difference to the reward. Add a penalty for failing.'
      : undefined,
}

/** Looks for what is suspicious about rewards that are all finite: first those that are errors, then the warnings. */
export function suspicions(
  output: ProbeOutput,
  probes: RewardProbes,
  severities: Severities = {},
): { readonly errors: Warning[]; readonly warnings: Warning[] } {
  const errors: Warning[] = []
  const warnings: Warning[] = []
  for (const [code, check] of Object.entries(checks) as [SuspicionCode, Check][]) {
    const severity = severities[code] ?? 'warning'
    const feedback = severity === 'off' ? undefined : check(output, probes)
    if (feedback !== undefined) (severity === 'error' ? errors : warnings).push({ code, feedback })
  }
  return { errors, warnings }
}

/** The steps of the rollouts that end nothing. */
function ordinaryRows({ rollouts, columns: [, isSuccess, isFailure] }: RewardProbes): number[] {
  return Array.from({ length: rollouts }, (_, row) => row).filter((row) => !isSuccess[row] && !isFailure[row])
}

function mostCommon(values: readonly number[]): [value: number, count: number] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0])
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0.99 && share < 1 ? 1 : 0)} %`
}
