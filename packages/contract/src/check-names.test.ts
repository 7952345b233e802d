import { describe, expect, it } from 'vitest'
import { checkNames, type NamesOf } from './check-names.ts'
import { GencodeError } from './errors.ts'

interface Options {
  readonly size?: number | undefined
  readonly seed?: number | undefined
}

class OwnError extends GencodeError {
  static override readonly marker = 'OwnError'
}

const names: NamesOf<Options> = { size: true, seed: true }

describe('options by their names', () => {
  it('lets pass those that there are, and what is undefined', () => {
    expect(() => checkNames('make', names, {})).not.toThrow()
    expect(() =>
      checkNames('make', names, { size: 3, seed: undefined, sise: undefined } as Options),
    ).not.toThrow()
  })

  it.each(['sise', 'constructor', '__proto__'])('refuses %s, and says which there are', (name) => {
    const options = Object.fromEntries([[name, 3]]) as Options
    expect(() => checkNames('make', names, options)).toThrow(
      new GencodeError(`make has no option ${name}; it has size, seed`),
    )
  })

  it('throws the error of who asks', () => {
    expect(() => checkNames('make', names, { sise: 3 } as Options, OwnError)).toThrow(OwnError)
  })
})
