import { afterEach, describe, expect, it, vi } from 'vitest'
import { DivergedError, make } from '../index.ts'
import type { Body } from './body.ts'
import { physics } from './engine.ts'
import { World } from './world.ts'

const memoryBytes = (): number =>
  (physics() as unknown as { memory: WebAssembly.Memory }).memory.buffer.byteLength

function run(world: World, seconds: number): void {
  for (let step = 0; step < seconds * 50; step++) world.step(1 / 50, 30, 20)
}

/** Ground along the x axis, and a box that falls onto it. */
function fallingBox(options: { y?: number; restitution?: number } = {}): { world: World; box: Body } {
  const world = new World(0, -10)
  world.createBody({ isStatic: true }).addEdge([-50, 0], [50, 0])
  const box = world.createBody({ y: options.y ?? 2 })
  box.addBox(0.5, 0.5, { density: 1, restitution: options.restitution ?? 0 })
  return { world, box }
}

describe('a world', () => {
  it('lets a box fall, come to rest on the ground and fall asleep', () => {
    const { world, box } = fallingBox()
    run(world, 0.5)
    expect(box.velocityY).toBeCloseTo(-5, 4)
    run(world, 2)
    expect(box.y).toBeCloseTo(0.5, 1)
    expect(box.isAwake).toBe(false)
    box.applyImpulse(0, 3, box.x, box.y)
    expect(box.isAwake).toBe(true)
    world.dispose()
  })

  it('keeps a fast body from passing through the ground, and one that bounces comes back up', () => {
    const { world, box } = fallingBox({ y: 60, restitution: 0.8 })
    box.state = [0, 60, 0, 0, -90, 0]
    let lowest = box.y
    for (let step = 0; step < 100; step++) {
      world.step(1 / 50, 30, 20)
      lowest = Math.min(lowest, box.y)
    }
    expect(lowest).toBeGreaterThan(0.3)
    expect(box.velocityY).toBeGreaterThan(10)
    world.dispose()
  })

  it('tells of contacts that begin and end, in their order', () => {
    const { world, box } = fallingBox()
    const told: [boolean, boolean][] = []
    world.onContact = (a, b, begins) => told.push([[a, b].includes(box), begins])
    run(world, 2)
    box.state = [0, 5, 0, 0, 0, 0]
    world.step(1 / 50, 30, 20)
    expect(told).toEqual([
      [true, true],
      [true, false],
    ])
    world.dispose()
  })

  it('stacks boxes, which collide unless their masks say otherwise', () => {
    const { world, box } = fallingBox()
    const upper = world.createBody({ x: 0.1, y: 3.5 })
    upper.addBox(0.5, 0.5, { density: 1 })
    const ghost = world.createBody({ x: 0.2, y: 5 })
    ghost.addBox(0.5, 0.5, { density: 1, category: 2, mask: 4 })
    run(world, 2)
    expect(box.y).toBeCloseTo(0.5, 1)
    expect(upper.y).toBeCloseTo(1.5, 1)
    expect(ghost.y).toBeLessThan(-5)
    world.dispose()
  })

  it('takes a polygon’s corners in any order, and weighs their hull', () => {
    const world = new World(0, 0)
    const masses = [
      [0, 1, 2, 3, 4],
      [4, 2, 0, 1, 3],
    ].map((order) => {
      const corners = [
        [0, 0],
        [2, 0],
        [2, 1],
        [0, 1],
        [1, 0.5],
      ] as const
      const body = world.createBody({})
      body.addPolygon(
        order.map((index) => corners[index] as (typeof corners)[number]),
        { density: 3 },
      )
      return [body.mass, body.inertia]
    })
    // A rectangle of 2 by 1 about a corner: m (a² + b²) / 3.
    for (const [mass, inertia] of masses) {
      expect(mass).toBeCloseTo(6, 5)
      expect(inertia).toBeCloseTo(10, 4)
    }
    world.dispose()
  })

  it('holds a joint together and within its limits, driven by its motor', () => {
    const world = new World(0, 0)
    const [a, b] = [world.createBody({ x: -1 }), world.createBody({ x: 1 })]
    for (const body of [a, b]) body.addBox(0.9, 0.2, { density: 1 })
    const joint = world.createJoint({
      bodyA: a,
      bodyB: b,
      anchorA: [1, 0],
      anchorB: [-1, 0],
      lowerAngle: -0.5,
      upperAngle: 0.75,
      motorSpeed: 2,
      maxMotorTorque: 5,
    })
    run(world, 0.1)
    expect(joint.speed).toBeGreaterThan(0.5)
    run(world, 3)
    expect(joint.angle).toBeCloseTo(0.75, 1)
    joint.setMotor(-2, 5)
    run(world, 3)
    expect(joint.angle).toBeCloseTo(-0.5, 1)
    const [end, start] = [a.worldPoint([1, 0]), b.worldPoint([-1, 0])]
    expect(Math.hypot(end[0] - start[0], end[1] - start[1])).toBeLessThan(0.01)
    world.dispose()
  })

  it('casts rays at edges and polygons of the categories asked for', () => {
    const { world } = fallingBox()
    const post = world.createBody({ isStatic: true, x: 3 })
    post.addBox(0.5, 2, { category: 2 })
    expect(world.rayCast(0, 1, 10, 1, 2)).toBeCloseTo(0.25, 6)
    expect(world.rayCast(0, 1, 10, 1, 1)).toBe(1)
    expect(world.rayCast(-3, 1, -3, -1, 1)).toBe(0.5)
    world.dispose()
  })

  it('says so where it diverges, also for an environment', () => {
    const { world, box } = fallingBox()
    box.applyForce(1e300, 0)
    expect(() => run(world, 1)).toThrow(DivergedError)
    world.dispose()
    const env = make('LunarLander-v3', { enableWind: true, windPower: 1e200 })
    expect(() => env.reset({ seed: 1 })).toThrow(/diverged.*reset/)
    env.close()
  })

  it('goes on without a body that is destroyed, with its joints and contacts', () => {
    const { world, box } = fallingBox()
    const arm = world.createBody({ x: 1, y: 2 })
    arm.addBox(0.4, 0.1, { density: 1 })
    world.createJoint({
      bodyA: box,
      bodyB: arm,
      anchorA: [0.5, 0],
      anchorB: [-0.5, 0],
      lowerAngle: -1,
      upperAngle: 1,
      motorSpeed: 0,
      maxMotorTorque: 0,
    })
    run(world, 1)
    world.destroyBody(box)
    run(world, 1)
    expect(arm.y).toBeCloseTo(0.1, 1)
    world.dispose()
    world.dispose()
  })
})

describe('memory', () => {
  it('is given back by 1,000 environments that are made, reset, stepped and closed', () => {
    const lander = () => {
      const env = make('LunarLander-v3')
      for (let seed = 0; seed < 2; seed++) {
        env.reset({ seed })
        env.step(2)
      }
      env.close()
    }
    for (let count = 0; count < 10; count++) lander()
    const before = memoryBytes()
    for (let count = 0; count < 1000; count++) lander()
    expect(memoryBytes()).toBe(before)
  })
})

describe('where WebAssembly may not be compiled', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it('LunarLander names the directive that forbids it, and CartPole runs', async () => {
    vi.resetModules()
    class Forbidden {
      constructor() {
        throw new WebAssembly.CompileError('Refused to compile or instantiate WebAssembly module')
      }
    }
    vi.stubGlobal('WebAssembly', {
      ...WebAssembly,
      CompileError: WebAssembly.CompileError,
      Module: Forbidden,
    })
    const fresh = await import('../index.ts')
    const env = fresh.make('LunarLander-v3')
    expect(() => env.reset()).toThrow(fresh.ForbiddenCompilationError)
    expect(() => env.reset()).toThrow(/'wasm-unsafe-eval' to its script-src/)
    const pole = fresh.make('CartPole-v1')
    pole.reset({ seed: 1 })
    expect(pole.step(1).reward).toBe(1)
  })
})
