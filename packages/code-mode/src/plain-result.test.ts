import { afterAll, describe, expect, it } from 'vitest'
import { codeMode } from './index.ts'
import { plainResult } from './plain-result.ts'

class Money {
  readonly #currency = 'EUR'
  readonly amount: number
  constructor(amount: number) {
    this.amount = amount
  }
  shown(): string {
    return `${this.amount} ${this.#currency}`
  }
}

const tools = {
  place: () => ({ url: new URL('http://example.org/a'), at: new Date(0) }),
  price: () => [new Money(5)],
  fetched: () => new Response('body'),
  refused: () => Promise.reject({ code: 404, message: 'no such row' }),
  failed: () => Promise.reject({ code: 500 }),
}
const mode = codeMode({ tools })
afterAll(() => mode.dispose())

describe('what a tool gives', () => {
  it('is written as JSON where it can write itself, and an instance is its fields', async () => {
    const program = `
      const { url, at } = await tools.place()
      return [url, at.getTime(), (await tools.price())[0].amount]`
    expect(await mode.execute(program)).toEqual({ value: ['http://example.org/a', 0, 5] })
  })

  it('is refused by its name where it holds no data', async () => {
    expect(await mode.execute('return await tools.fetched()')).toEqual({
      error: expect.stringContaining('not a Response'),
    })
  })

  it('keeps dates, maps, sets, bytes, holes and cycles', () => {
    const cycle: Record<string, unknown> = { bytes: new Uint8Array([1]), at: new Date(1) }
    cycle.self = [cycle, new Map([['a', new Set([cycle])]])]
    expect(plainResult(cycle)).toEqual(cycle)
    expect(0 in (plainResult(new Array(2)) as unknown[])).toBe(false)
    expect(Object.keys(plainResult(JSON.parse('{"__proto__":1}')) as object)).toEqual(['__proto__'])
  })

  it('is told in its own words where it was thrown and is no Error', async () => {
    const told = (name: string) => `try { await tools.${name}() } catch (error) { return error.message }`
    expect(await mode.execute(told('refused'))).toEqual({ value: 'no such row' })
    expect(await mode.execute(told('failed'))).toEqual({ value: '{"code":500}' })
  })
})
