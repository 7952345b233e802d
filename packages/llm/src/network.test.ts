import { describe, expect, it } from 'vitest'
import { networkFault, retryAfterMs } from './network.ts'

const withCode = (code: string) => Object.assign(new Error('refused'), { code })

describe('a fault of the network', () => {
  it.each([
    ['ECONNREFUSED', true, false],
    ['ENETUNREACH', true, false],
    ['ETIMEDOUT', true, true],
    ['UND_ERR_SOCKET', false, false],
  ])('%s is known by its code, however deep it stands', (code, isUnreachable, mayPass) => {
    const thrown = new TypeError('fetch failed', { cause: new Error('inner', { cause: withCode(code) }) })
    expect(networkFault(thrown)).toEqual({ code, isUnreachable, mayPass })
  })

  it.each(['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'])(
    'in a browser is known by its message: %s',
    (message) => {
      expect(networkFault(new TypeError(message))).toEqual({ isUnreachable: true, mayPass: false })
    },
  )

  it.each([[new TypeError('network error')], [new Error('Failed to fetch')], ['a text'], [undefined]])(
    'is no missing server where nothing says so: %s',
    (thrown) => {
      expect(networkFault(thrown)).toEqual({ isUnreachable: false, mayPass: false })
    },
  )
})

describe('Retry-After', () => {
  it('is seconds, or a date', () => {
    expect(retryAfterMs('0.2')).toBe(200)
    expect(retryAfterMs('-3')).toBe(0)
    expect(retryAfterMs(new Date(Date.now() + 20_000).toUTCString())).toBeGreaterThan(18_000)
    expect(retryAfterMs('2001-01-01T00:00:00Z')).toBe(0)
  })

  it.each([null, undefined, '', ' ', 'soon'])('asks for nothing where it is %j', (header) => {
    expect(retryAfterMs(header)).toBeUndefined()
  })
})
