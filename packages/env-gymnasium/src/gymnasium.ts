import { GymnasiumEnv } from './gymnasium-env.ts'
import { GymnasiumVectorEnv } from './gymnasium-vector-env.ts'
import type { GymnasiumOptions } from './options.ts'
import { Session } from './session.ts'

/**
 * Makes any environment of Python's Gymnasium, in a Python process of its own. Starting is asynchronous; what
 * it gives is called synchronously, like the built-in environments. `close` it: until then its process stays,
 * though it neither keeps Node running nor outlives it.
 *
 * @typeParam Observation what its observation space holds; @default unknown
 * @typeParam Action what its action space holds; @default unknown
 * @param id such as `'Hopper-v5'`, or `'my_module:MyEnv-v0'`
 * @throws GymnasiumError, InvalidOptionError
 */
export function gymnasium(
  id: string,
  options: GymnasiumOptions & { readonly num: number },
): Promise<GymnasiumVectorEnv>
export function gymnasium<Observation = unknown, Action = unknown>(
  id: string,
  options?: GymnasiumOptions & { readonly num?: undefined },
): Promise<GymnasiumEnv<Observation, Action>>
export async function gymnasium(
  id: string,
  options: GymnasiumOptions = {},
): Promise<GymnasiumEnv | GymnasiumVectorEnv> {
  const session = await Session.start(id, options)
  return options.num === undefined ? new GymnasiumEnv(session) : new GymnasiumVectorEnv(session, options.num)
}
