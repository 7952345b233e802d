import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '@gencode/llm/node'
import * as z from 'zod'
import { UsageError } from './exit.ts'
import { loadModule } from './load-module.ts'

const configSchema = z.strictObject({
  /** The task's id, such as `CartPole-v1` or `gymnasium:Hopper-v5`. */
  env: z.string().optional(),
  /** A file that exports a task of one's own. */
  task: z.string().optional(),
  /** A model, such as `ollama:qwen2.5-coder`. */
  model: z.string().optional(),
  /** Models to turn to when the first one is stuck. */
  fallback: z.array(z.string()).optional(),
  maxAttempts: z.int().positive().optional(),
  seed: z.int().nonnegative().optional(),
  /** Tokens that all attempts together may cost. */
  budget: z.int().positive().optional(),
  /** How many candidates `generate` makes. */
  n: z.int().positive().optional(),
  /** Seeds (policies) that a training is measured on. */
  seeds: z.int().positive().optional(),
})

/** What a `gencode.config` file may hold. */
export type Config = z.output<typeof configSchema>

const names = ['ts', 'js', 'mjs', 'json'].map((extension) => `gencode.config.${extension}`)

/**
 * Reads `gencode.config.{ts,js,mjs,json}` of a folder; `{}` where there is none.
 *
 * @throws UsageError where it can't be read or holds what it may not
 */
export async function loadConfig(folder: string): Promise<Config> {
  const name = names.find((each) => existsSync(join(folder, each)))
  if (!name) return {}
  const file = join(folder, name)
  const parsed = configSchema.safeParse(await readConfig(file))
  if (parsed.success) return parsed.data
  throw new UsageError(`${name} has what it may not have.\n${z.prettifyError(parsed.error)}`)
}

/** The flags, and from the config what they leave open. A task on the command line replaces the config's, whichever kind it is. */
export function withConfig<
  Flags extends { readonly env?: string | undefined; readonly task?: string | undefined },
>(flags: Flags, config: Config): Omit<Config, keyof Flags> & Flags {
  const { env, task, ...rest } = config
  const hasTask = flags.env !== undefined || flags.task !== undefined
  return { ...rest, ...(hasTask ? {} : { env, task }), ...flags }
}

async function readConfig(file: string): Promise<unknown> {
  if (!file.endsWith('.json')) {
    const module = await loadModule(file)
    return module.default ?? module.config
  }
  try {
    return JSON.parse(await readText(file))
  } catch (cause) {
    throw new UsageError(`${file} is no valid JSON: ${(cause as Error).message}`, { cause })
  }
}
