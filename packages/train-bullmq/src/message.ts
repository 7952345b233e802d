import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { TrainError, type TrainingJob, type TrainingProgress } from '@gencode/train'
import * as z from 'zod'

/** The most that a job may weigh as JSON; a checkpoint of a large replay memory is the largest part. */
const maxJobBytes = 64 * 1024 * 1024

const settings = z.record(z.string(), z.unknown())
const reference = z.union([
  z.strictObject({ id: z.string().max(200), options: settings.optional() }),
  z.strictObject({
    module: z.string().max(2_000),
    id: z.string().max(200).optional(),
    export: z.string().max(200).optional(),
    args: z.array(z.unknown()).optional(),
  }),
])
const trainer = z.union([
  z.strictObject({ id: z.string().max(200), settings: settings.optional() }),
  z.strictObject({
    module: z.string().max(2_000),
    export: z.string().max(200),
    settings: settings.optional(),
  }),
])
const count = z.number().int().nonnegative()

/** What a producer sends. The training itself checks what is inside settings, code and checkpoint. */
const message = z.strictObject({
  format: z.literal(1),
  versions: z.record(z.string(), z.string().max(100)),
  job: z.strictObject({
    task: reference,
    trainer,
    reward: z.looseObject({ kind: z.enum(['code', 'environment', 'constant']) }),
    seed: z.number(),
    budget: z.number().positive().optional(),
    episodes: count,
    sandbox: settings.optional(),
    terms: settings.optional(),
    until: z.number().optional(),
    checkpoint: settings.optional(),
  }),
  /** The worker that must not do it: it did it before. */
  avoid: z.string().max(200).optional(),
})

/** A job on its way. */
export interface JobMessage {
  readonly format: 1
  readonly versions: Readonly<Record<string, string>>
  readonly job: TrainingJob
  readonly avoid?: string | undefined
}

/** @throws TrainError for what is no job */
export function readMessage(data: unknown): JobMessage {
  const checked = message.safeParse(data)
  if (checked.success) return data as JobMessage
  const { path, message: why } = checked.error.issues[0] as z.core.$ZodIssue
  throw new TrainError(`The queue holds what is no job: ${path.join('.') || 'it'}: ${why}`)
}

/** @throws TrainError for a job that is too large to be sent */
export function jobMessage(job: TrainingJob, versions: Readonly<Record<string, string>>): JobMessage {
  const plain = JSON.parse(JSON.stringify(job)) as TrainingJob
  const bytes = Buffer.byteLength(JSON.stringify(plain))
  if (bytes > maxJobBytes)
    throw new TrainError(`A job of ${bytes} bytes is too large for a queue; at most ${maxJobBytes} are sent`)
  return { format: 1, versions, job: plain }
}

/** The same for the same training, whoever asks for it: a hash of the job, its modules' contents and the versions. */
export function jobKey({ versions, job, avoid }: JobMessage): string {
  const modules = modulesOf(job).map((module) => (module.startsWith('file:') ? contentOf(module) : module))
  const hash = createHash('sha256')
    .update(canonical([1, versions, job, modules]))
    .digest('hex')
    .slice(0, 40)
  return avoid === undefined ? hash : `${hash}-again`
}

/** The modules that a worker has to load for a job. */
export function modulesOf({ task, trainer: by }: TrainingJob): string[] {
  return [task, by].flatMap((one) => ('module' in one ? [String(one.module)] : []))
}

function contentOf(url: string): string {
  try {
    return createHash('sha256')
      .update(readFileSync(new URL(url)))
      .digest('hex')
  } catch {
    // It is elsewhere: the worker says what is wrong with it.
    return url
  }
}

/** JSON with the keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}

/** What a worker reports while it trains: the updates since it last did. */
export interface ProgressMessage {
  readonly points: readonly TrainingProgress[]
}

/** What a worker leaves for the producer, beside the result. */
export interface DoneMessage {
  readonly worker: string
}
