import { expect, test } from 'vitest'
import { CleanError, cleanResponse } from './index.ts'

test('the function comes out of a fence, types gone, lines kept', () => {
  const cleaned = cleanResponse(
    'Sure!\n```ts\ninterface A { b: number }\nexport const rewardFn = (\n  o: number[],\n): number => o[0]!\n```\nBye',
  )
  expect(cleaned.entry).toBe('rewardFn')
  expect(cleaned.language).toBe('typescript')
  expect(cleaned.source.split('\n')).toHaveLength(4)
  expect(cleaned.lineMap).toEqual([3, 4, 5, 6])
  expect(new Function(`${cleaned.source}\nreturn rewardFn([3])`)()).toBe(3)
})

test('an answer without code is a CleanError', () => {
  expect(() => cleanResponse('I think that the reward should be high.')).toThrow(CleanError)
})
