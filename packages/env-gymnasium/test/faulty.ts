import { type GymnasiumEnv, type GymnasiumOptions, gymnasium } from '../src/index.ts'
import { faulty } from './parts.ts'

/** The deadline of the calls of a faulty environment. */
export const timeoutMs = 1500
/** How much later than its deadline a call may come back, on a machine that is busy with other tests. */
export const slackMs = 1000

const open: GymnasiumEnv[] = []

/** The environment of `faulty_envs.py` with one fault. */
export async function makeFaulty(
  fault: string,
  options: GymnasiumOptions & { num?: undefined } = {},
): Promise<GymnasiumEnv> {
  const base = { ...faulty, kwargs: { fault }, timeoutMs, startTimeoutMs: 30_000 }
  const env = await gymnasium('Faulty-v0', { ...base, ...options })
  open.push(env)
  return env
}

/** The same after a reset and a good step, and its process. */
export async function startFaulty(fault: string): Promise<{ env: GymnasiumEnv; pid: number }> {
  const env = await makeFaulty(fault)
  env.reset({ seed: 1 })
  env.step(0)
  return { env, pid: env.metadata.pid }
}

/** Closes what the two functions above made. */
export function closeFaulty(): void {
  for (const env of open.splice(0)) env.close()
}
