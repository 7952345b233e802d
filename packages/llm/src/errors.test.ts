import { GencodeError } from '@gencode/contract/errors'
import { describe, expect, it } from 'vitest'
import * as errors from './errors.ts'

describe('a model error', () => {
  it('is known across two copies of the package', async () => {
    // A query makes the module a second time.
    const specifier = './errors.ts?copy'
    const copy = (await import(specifier)) as typeof errors
    expect(copy.ModelError).not.toBe(errors.ModelError)
    const error = new copy.ModelUnavailableError('gone', { reason: 'unreachable' })
    expect(error).toBeInstanceOf(errors.ModelUnavailableError)
    expect(error).toBeInstanceOf(errors.ModelError)
    expect(error).toBeInstanceOf(GencodeError)
    expect(error).not.toBeInstanceOf(errors.BudgetError)
    expect(error.name).toBe('ModelUnavailableError')
  })

  it('says whether another try may help', () => {
    const retryable = errors.modelFailures.filter((reason) => new errors.ModelError('', { reason }).retryable)
    expect(retryable).toEqual(['rate-limited', 'server', 'protocol', 'cut-off'])
    expect(new errors.ModelError('', { reason: 'failed', retryable: true }).retryable).toBe(true)
  })
})
