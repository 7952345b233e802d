import { expect, test, vi } from 'vitest'
import { onAbort } from './on-abort.ts'

test('a hundred that wait for one signal are one listener, and each is told once', () => {
  const controller = new AbortController()
  const listen = vi.spyOn(controller.signal, 'addEventListener')
  const told: number[] = []
  const stops = Array.from({ length: 100 }, (_, index) => onAbort(controller.signal, () => told.push(index)))
  stops[7]?.()
  controller.abort()
  controller.abort()
  expect(listen).toHaveBeenCalledOnce()
  expect(told).toEqual(Array.from({ length: 100 }, (_, index) => index).filter((index) => index !== 7))
})

test('without a signal nothing happens', () => {
  expect(() => onAbort(undefined, () => {})()).not.toThrow()
})
