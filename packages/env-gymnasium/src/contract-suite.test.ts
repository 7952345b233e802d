import { envContract } from '@gencode/env/testing'
import { describe, it } from 'vitest'
import { hasPackage, hasPython } from '../test/parts.ts'
import { gymnasium } from './index.ts'

const subjects: readonly (readonly [id: string, isThere: boolean, kwargs?: Record<string, unknown>])[] = [
  ['CartPole-v1', hasPython],
  ['Pendulum-v1', hasPython],
  ['MountainCar-v0', hasPython],
  ['Hopper-v5', hasPackage('mujoco')],
  // With its 50 vehicles a step takes a good part of a second on a busy machine.
  ['highway-v0', hasPackage('highway-env'), { config: { vehicles_count: 5, duration: 15 } }],
  ['LunarLander-v3', hasPackage('box2d')],
]

/** The promises that the built-in environments keep, kept by Python's. */
for (const [id, isThere, kwargs = {}] of subjects)
  describe.runIf(isThere)(`${id} in Python`, () => {
    for (const { name, run } of envContract(() => gymnasium(id, { kwargs }))) it(name, run)
  })
