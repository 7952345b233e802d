import { describe, expect, it } from 'vitest'
import { checkNumbers, type NumberRule } from './check-numbers.ts'
import { GencodeError } from './errors.ts'

class OwnError extends GencodeError {
  static override readonly marker = 'OwnError'
}

const said = (rule: NumberRule, value: unknown): string => {
  try {
    checkNumbers(rule, { size: value })
  } catch (error) {
    expect(error).toBeInstanceOf(GencodeError)
    return (error as Error).message
  }
  return 'fine'
}

describe('a number among options', () => {
  it.each<[NumberRule, unknown, string]>([
    [{}, -0.5, 'fine'],
    [{}, undefined, 'fine'],
    [{}, Number.NaN, 'size is a number, not NaN'],
    [{ from: 1 }, 1, 'fine'],
    [{ from: 0 }, Number.POSITIVE_INFINITY, 'fine'],
    [{ from: 1 }, 0.9, 'size is a number from 1, not 0.9'],
    [{ above: 0 }, 0, 'size is a number above 0, not 0'],
    [{ above: 0, to: 1 }, 1, 'fine'],
    [{ above: 0, to: 1 }, 1.1, 'size is a number above 0 and up to 1, not 1.1'],
    [{ from: 1, to: 256, whole: true }, 257, 'size is a whole number from 1 to 256, not 257'],
    [{ from: 1, whole: true }, 1.5, 'size is a whole number from 1, not 1.5'],
    [{ whole: true }, 2 ** 53, 'size is a whole number, not 9007199254740992'],
    [{ whole: true, from: 0 }, Number.POSITIVE_INFINITY, 'size is a whole number from 0, not Infinity'],
    [{ from: 1 }, '5', 'size is a number from 1, not "5"'],
    [{ from: 1 }, null, 'size is a number from 1, not null'],
    [{ from: 1 }, [5], 'size is a number from 1, not [5]'],
    [{ from: 1 }, 5n, 'size is a number from 1, not 5'],
    [{ from: 1 }, () => 5, 'size is a number from 1, not function'],
  ])('%o with %o: %s', (rule, value, message) => {
    expect(said(rule, value)).toBe(message)
  })

  it('is shown by its type where it can’t be shown', () => {
    const round: unknown[] = []
    round.push(round)
    expect(said({ from: 1 }, round)).toBe('size is a number from 1, not object')
  })

  it('is refused by its name, with the error of who asked', () => {
    expect(() => checkNumbers({ from: 1 }, { good: 1, bad: 0, worse: -1 }, OwnError)).toThrow(
      new OwnError('bad is a number from 1, not 0'),
    )
  })
})
