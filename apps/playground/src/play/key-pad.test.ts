import { describe, expect, it } from 'vitest'
import { playableOf } from '../tasks/playable.ts'
import { createKeyPad } from './key-pad.ts'

describe('the key pad', () => {
  it('holds the last push of the cart, and waits for the first of each episode', () => {
    const pad = createKeyPad(playableOf('CartPole-v1'))
    expect(pad.action()).toBeUndefined()
    expect(pad.press('ArrowRight')).toBe(true)
    expect(pad.action()).toBe(1)
    pad.release('ArrowRight')
    expect(pad.action()).toBe(1)
    expect(pad.press('x')).toBe(false)
    pad.restart()
    expect(pad.action()).toBeUndefined()
  })

  it('rests while no key is held', () => {
    const pad = createKeyPad(playableOf('MountainCar-v0'))
    expect(pad.action()).toBe(1)
    pad.press('ArrowLeft')
    pad.press('ArrowRight')
    expect(pad.action()).toBe(2)
    pad.release('ArrowRight')
    expect(pad.action()).toBe(0)
    pad.release('ArrowLeft')
    expect(pad.action()).toBe(1)
  })

  it('lets go of all keys at once, and knows letters whatever their case', () => {
    const pad = createKeyPad(playableOf('MountainCar-v0'))
    pad.press('ArrowLeft')
    pad.press('ArrowRight')
    pad.action()
    pad.releaseAll()
    expect(pad.action()).toBe(1)
    const taxi = createKeyPad(playableOf('Taxi-v4'))
    expect(taxi.press('P')).toBe(true)
    expect(taxi.action()).toBe(4)
  })

  it('waits for a key on a grid: one press, one step', () => {
    const pad = createKeyPad(playableOf('FrozenLake-v1'))
    expect(pad.action()).toBeUndefined()
    pad.press('ArrowDown')
    pad.press('ArrowDown')
    expect([pad.action(), pad.action()]).toEqual([1, undefined])
  })
})
