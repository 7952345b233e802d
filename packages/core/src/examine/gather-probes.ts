import { boundValue, type ObservationDoc } from '@gencode/contract'
import { checkNumbers } from '@gencode/contract/check-numbers'
import {
  actionSize,
  type Env,
  flattenObservation,
  type Outcome,
  observationSize,
  type RewardTask,
  type SuccessInput,
} from '@gencode/env'

/** How probes are gathered. */
export interface ProbeOptions {
  /** At least 20. @default 200 */
  readonly count?: number
  /** Of the rollouts. @default 0 */
  readonly seed?: number
}

/** Three probes that differ in their flags alone, as rows. */
interface FlagProbe {
  readonly plain: number
  readonly success: number
  readonly failure: number
}

/** The calls that every reward function of a task is tried with. */
export interface RewardProbes {
  readonly rows: number
  /** Row-major, as `batch` takes them: observations, isSuccess, isFailure, and action where the contract asks for it. */
  readonly columns:
    | readonly [Float64Array, Uint8Array, Uint8Array]
    | readonly [Float64Array, Uint8Array, Uint8Array, Float64Array]
  /** Rows `0` to `rollouts - 1` are steps of episodes: first, middle and last ones, with their true flags. */
  readonly rollouts: number
  readonly flags: readonly FlagProbe[]
  /** Pairs of rows with the same input, which must give the same reward. */
  readonly repeats: readonly (readonly [row: number, again: number])[]
  /** Which flags a last step of an episode can carry. */
  readonly outcomes: { readonly success: boolean; readonly failure: boolean }
}

interface Step {
  readonly observation: readonly number[]
  readonly isSuccess: boolean
  readonly isFailure: boolean
  /** Flattened; empty where reward functions don't see it. */
  readonly action: readonly number[]
}

interface Rollouts {
  readonly episodes: readonly (readonly Step[])[]
  readonly outcomes: RewardProbes['outcomes']
}

const gathered = new WeakMap<RewardTask, Map<string, Promise<RewardProbes>>>()

const fewestProbes = 20

/** The probes of a task; gathered once for each task and options. @throws GencodeError for too few */
export function probesOf(
  task: RewardTask,
  { count = 200, seed = 0 }: ProbeOptions = {},
): Promise<RewardProbes> {
  checkNumbers({ whole: true, from: fewestProbes }, { 'probes.count': count })
  const ofTask = gathered.get(task) ?? new Map<string, Promise<RewardProbes>>()
  gathered.set(task, ofTask)
  const key = `${count} ${seed}`
  const known = ofTask.get(key) ?? gatherProbes(task, count, seed)
  ofTask.set(key, known)
  // A failure (no Python yet) must not stick.
  known.catch(() => ofTask.delete(key))
  return known
}

async function gatherProbes(task: RewardTask, count: number, seed: number): Promise<RewardProbes> {
  const { episodes, outcomes } = await rollouts(task, seed)
  const perEpisode = Math.max(3, Math.floor(count / 2 / episodes.length))
  const steps = episodes.flatMap((episode) => spread(episode, perEpisode)).slice(0, Math.floor(count / 2))
  const rows: Step[] = [...steps]

  const flags = spread(steps, Math.max(2, Math.floor(count / 20))).map(
    ({ observation, action }): FlagProbe => {
      const plain = rows.push({ observation, action, isSuccess: false, isFailure: false }) - 1
      const success = rows.push({ observation, action, isSuccess: true, isFailure: false }) - 1
      const failure = rows.push({ observation, action, isSuccess: false, isFailure: true }) - 1
      return { plain, success, failure }
    },
  )

  const room = count - rows.length - Math.floor(count / 10)
  const action = steps[0]?.action ?? []
  const ends = corners(
    task.action ?? [],
    steps.map((step) => step.action),
  )
  for (const [index, observation] of spread(
    corners(
      task.observationDocs,
      steps.map((step) => step.observation),
    ),
    room,
  ).entries())
    rows.push({
      observation,
      action: ends[index % ends.length] ?? action,
      isSuccess: false,
      isFailure: false,
    })

  const repeats: [number, number][] = []
  for (let row = 0; rows.length < count; row++) {
    rows.push(rows[row] as Step)
    repeats.push([row, rows.length - 1])
  }

  const width = task.observationDocs.length
  const plain = [
    new Float64Array(rows.length * width),
    Uint8Array.from(rows, (row) => Number(row.isSuccess)),
    Uint8Array.from(rows, (row) => Number(row.isFailure)),
  ] as const
  const columns: RewardProbes['columns'] = task.action
    ? [...plain, Float64Array.from(rows.flatMap((row) => row.action))]
    : plain
  rows.forEach((row, index) => {
    plain[0].set(row.observation, index * width)
  })
  return { rows: rows.length, columns, rollouts: steps.length, flags, repeats, outcomes }
}

const episodeCount = 10
const longestEpisode = 250

/** Seeded episodes of random actions, in an environment of their own. */
async function rollouts(task: RewardTask, seed: number): Promise<Rollouts> {
  const env = (await task.makeEnv()) as Env
  try {
    return playRandom(env, task, seed)
  } finally {
    env.close()
  }
}

/** @throws EnvError where the task describes other observations or actions than the environment's */
function playRandom(env: Env, task: RewardTask, seed: number): Rollouts {
  observationSize(task, env)
  const seesActions = actionSize(task, env) > 0
  const seen = { success: false, failure: false }
  const judge = (step: SuccessInput): Outcome => {
    const outcome = task.success(step)
    seen.success ||= outcome.isSuccess
    seen.failure ||= outcome.isFailure
    return outcome
  }
  const play = (episode: number): Step[] => {
    env.reset({ seed: seed + episode })
    const steps: Step[] = []
    for (let count = 1; count <= longestEpisode; count++) {
      const action = env.actionSpace.sample()
      const step = { ...env.step(action), steps: count }
      steps.push({
        observation: flattenObservation(env.observationSpace, step.observation),
        action: seesActions ? flattenObservation(env.actionSpace, action) : [],
        ...judge(step),
      })
      if (step.terminated || step.truncated) return steps
      // Random actions rarely reach a goal; the rule itself says what an episode that ends here would be.
      if (count === longestEpisode) judge({ ...step, terminated: true })
    }
    return steps
  }
  env.actionSpace.seed(seed)
  return { episodes: Array.from({ length: episodeCount }, (_, episode) => play(episode)), outcomes: seen }
}

/** Every tenth probe, as columns. */
export function someRows({ rows, columns }: RewardProbes): (Float64Array | Uint8Array)[] {
  return columns.map((column) => {
    const width = column.length / rows
    return column.filter((_value, index) => Math.floor(index / width) % 10 === 0)
  })
}

/** So many of the items, evenly spaced, the first and the last among them. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  if (count < 2) return items.slice(0, Math.max(0, count))
  return Array.from(
    { length: count },
    (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))] as Item,
  )
}

/** A bound past this is no bound: Gymnasium writes the largest float32 where there is none. */
const unbounded = 1e6

/** The origin, all bounds at once, and each number at its documented bounds beside a typical observation. */
function corners(docs: readonly ObservationDoc[], typicals: readonly (readonly number[])[]): number[][] {
  if (docs.length === 0) return []
  const seen = docs.map((_, index) =>
    Math.max(1, ...typicals.map((typical) => Math.abs(typical[index] ?? 0))),
  )
  const low = docs.map((doc, index) =>
    Math.max(boundValue(doc.low), ownLimit(doc.low, seen[index] as number, -1)),
  )
  const high = docs.map((doc, index) =>
    Math.min(boundValue(doc.high), ownLimit(doc.high, seen[index] as number, 1)),
  )
  const origin = docs.map((_, index) => Math.min(Math.max(0, low[index] as number), high[index] as number))
  const typical = typicals[0] ?? origin
  const single = docs.flatMap((_, index) => [
    typical.with(index, low[index] as number),
    typical.with(index, high[index] as number),
  ])
  return [origin, low, high, ...single]
}

function ownLimit(bound: ObservationDoc['low'], seen: number, sign: 1 | -1): number {
  const value = boundValue(bound)
  return Math.abs(value) > unbounded ? sign * 3 * seen : value
}
