import { GymnasiumError, type GymnasiumFault } from './errors.ts'
import { pipLine } from './python.ts'

/** A failure as Python tells it. */
interface Failure {
  readonly code: string
  readonly message: string
  readonly python?: string
  readonly pip?: string | null
  readonly nearest?: readonly string[]
  readonly traceback?: string
}

/**
 * The error for a failure that Python tells: what happened, and what to do.
 *
 * @param doing the request that failed
 */
export function failure(id: string, told: unknown, doing = 'making it'): GymnasiumError {
  const { code, message, python = 'python3', pip, nearest = [], traceback } = told as Failure
  const error = (text: string): GymnasiumError =>
    new GymnasiumError(`${id}: ${text}`, { code: `gymnasium/${code}` as GymnasiumFault, traceback })
  switch (code) {
    case 'gymnasium-missing':
      return error(`${message} in ${python}; install it: ${pipLine(python, 'gymnasium>=1')}`)
    case 'dependency-missing':
      return error(`${message}${pip ? `; install it: ${pipLine(python, pip)}` : ''}`)
    case 'import-failed':
      return error(`${message}; say by the option path in which folder it is`)
    case 'unknown-environment': {
      const meant = nearest.length > 0 ? `did you mean ${nearest.join(' or ')}? ` : ''
      return error(
        `${message}; ${meant}One of your own is made known by the Python module that registers it: 'its_module:Its-v0', or the option imports`,
      )
    }
    case 'exception':
      return error(`Python raised an exception in ${doing}: ${message}`)
    default:
      return error(message)
  }
}
