import { RunMismatchError } from '@gencode/core'
import { GymnasiumError } from '@gencode/env-gymnasium'
import { describe, expect, it } from 'vitest'
import { MissingPartError, UsageError } from './exit.ts'
import { failure } from './failure.ts'

describe('a failed command', () => {
  it.each([
    ['a wrong flag', new UsageError('x'), 2],
    ['a run of another task', new RunMismatchError('x'), 2],
    ['a part that is missing', new MissingPartError('x'), 3],
    ['Python that ended', new GymnasiumError('x', { code: 'gymnasium/process-ended' }), 3],
  ])('by %s ends with its status and its own words', (_name, error, status) => {
    expect(failure(error)).toMatchObject({ status, message: 'x' })
  })

  it('by Ctrl-C is an interruption', () => {
    const { reason } = AbortSignal.abort()
    expect(failure(reason)).toMatchObject({ status: 130, message: 'Interrupted.' })
  })

  it('by what nobody thought of asks for a report, with the stack', () => {
    const { status, message } = failure(new TypeError('x is no function'))
    expect(status).toBe(1)
    expect(message).toMatch(/please report it.*\nTypeError: x is no function\n/)
  })
})
