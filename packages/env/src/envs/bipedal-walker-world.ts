import type { Body, Surface } from '../physics/body.ts'
import type { RevoluteJoint } from '../physics/revolute-joint.ts'
import { World } from '../physics/world.ts'
import type { Point } from '../render/scene.ts'
import { cos, sin } from '../sine-cosine.ts'
import { scale, startPad, type Terrain, terrainHeight, terrainStep } from './bipedal-walker-terrain.ts'

/** What hips and knees are driven with at most, in N m. */
export const motorTorque = 80
const hullShape: readonly Point[] = [
  [-30, 9],
  [6, 9],
  [34, 1],
  [34, -8],
  [-30, -8],
]
const legDown = -8 / scale
const legWidth = 8 / scale
const legHeight = 34 / scale
const startX = (terrainStep * startPad) / 2
const startY = terrainHeight + 2 * legHeight
const groundBit = 0x0001
const partBit = 0x0020
const ground: Surface = { friction: 2.5, category: groundBit }
const legSurface: Surface = { density: 1, category: partBit, mask: groundBit }

/** Where each lidar beam ends, from the hull: ten of them, from straight down to nearly straight ahead. */
const beams = Array.from({ length: 10 }, (_, index): Point => {
  const range = 160 / scale
  return [sin((1.5 * index) / 10) * range, cos((1.5 * index) / 10) * range]
})

/** The bodies of an episode. Its legs are thigh and shin of the one side, then of the other; its joints hip and knee of each. */
interface Walker {
  readonly terrain: readonly Body[]
  readonly hull: Body
  readonly legs: readonly Body[]
  readonly joints: readonly RevoluteJoint[]
}

/**
 * The walker on its terrain. As in Gymnasium one world goes on over all episodes, with new bodies in it: what is left of the
 * last (the shape of its tree, the length of its step) has a part in the bits of the next.
 */
export class BipedalWalkerWorld {
  /** Whether the hull has touched the ground. */
  hasFallen = false
  /** Whether each shin touches the ground. */
  readonly footContact: [boolean, boolean] = [false, false]
  readonly #world = new World(0, -10)
  #walker: Walker | undefined

  constructor() {
    this.#world.onContact = (a, b, begins) => this.#touched([a, b], begins)
  }

  get hull(): Body {
    return this.walker.hull
  }

  /** @throws TypeError before the first `rebuild` */
  get walker(): Walker {
    if (!this.#walker) throw new TypeError('There is no walker yet')
    return this.#walker
  }

  /**
   * Takes the last episode's bodies away, and makes those of the next.
   *
   * @param push the force on the hull in the first step, in N
   */
  rebuild(terrain: Terrain, push: number): void {
    if (this.#walker) this.#destroy(this.#walker)
    this.hasFallen = false
    this.footContact.fill(false)
    const made = this.#createTerrain(terrain)
    const hull = this.#world.createBody({ x: startX, y: startY })
    hull.addPolygon(
      hullShape.map(([x, y]): Point => [x / scale, y / scale]),
      { density: 5, friction: 0.1, category: partBit, mask: groundBit },
    )
    hull.applyForce(push, 0)
    const legs: Body[] = []
    const joints: RevoluteJoint[] = []
    for (const side of [-1, 1]) {
      const thigh = this.#createLeg(side, startY - legHeight / 2 - legDown, legWidth / 2)
      joints.push(
        this.#join(hull, thigh, { anchor: legDown, lowerAngle: -0.8, upperAngle: 1.1, motorSpeed: side }),
      )
      const shin = this.#createLeg(side, startY - (legHeight * 3) / 2 - legDown, (0.8 * legWidth) / 2)
      joints.push(
        this.#join(thigh, shin, {
          anchor: -legHeight / 2,
          lowerAngle: -1.6,
          upperAngle: -0.1,
          motorSpeed: 1,
        }),
      )
      legs.push(thigh, shin)
    }
    this.#walker = { terrain: made.reverse(), hull, legs, joints }
  }

  /** One frame, with Gymnasium's 180 velocity and 60 position iterations. */
  step(): void {
    this.#world.step(1 / 50, 6 * 30, 2 * 30)
  }

  /** Which share of its range, 0 to 1, each beam goes until it meets the ground. */
  get lidar(): number[] {
    const { x, y } = this.hull
    return beams.map(([right, down]) => this.#world.rayCast(x, y, x + right, y - down, groundBit))
  }

  /** x, y, angle, velocities and angular velocity of the hull, and of thigh and shin of both sides. */
  get state(): number[] {
    return [this.hull, ...this.walker.legs].flatMap((body) => body.state)
  }

  set state(state: readonly number[]) {
    for (const [index, body] of [this.hull, ...this.walker.legs].entries())
      body.state = state.slice(6 * index, 6 * index + 6)
  }

  dispose(): void {
    this.#world.dispose()
  }

  #destroy({ terrain, hull, legs }: Walker): void {
    for (const body of [...terrain, hull, ...legs]) this.#world.destroyBody(body)
  }

  #createTerrain({ ground: points, obstacles }: Terrain): Body[] {
    const blocks = obstacles.map((corners) => {
      const body = this.#world.createBody({ isStatic: true })
      body.addPolygon(corners, ground)
      return body
    })
    const edges = points.slice(0, -1).map((start, index) => {
      const body = this.#world.createBody({ isStatic: true })
      body.addEdge(start, points[index + 1] as Point, ground)
      return body
    })
    return [...blocks, ...edges]
  }

  #createLeg(side: number, y: number, halfWidth: number): Body {
    const leg = this.#world.createBody({ x: startX, y, angle: side * 0.05 })
    leg.addBox(halfWidth, legHeight / 2, legSurface)
    return leg
  }

  #join(
    upper: Body,
    lower: Body,
    options: { anchor: number; lowerAngle: number; upperAngle: number; motorSpeed: number },
  ): RevoluteJoint {
    const { anchor, ...rest } = options
    return this.#world.createJoint({
      bodyA: upper,
      bodyB: lower,
      anchorA: [0, anchor],
      anchorB: [0, legHeight / 2],
      maxMotorTorque: motorTorque,
      ...rest,
    })
  }

  #touched(bodies: readonly Body[], begins: boolean): void {
    const { hull, legs } = this.walker
    if (begins && bodies.includes(hull)) this.hasFallen = true
    for (const side of [0, 1] as const)
      if (bodies.includes(legs[2 * side + 1] as Body)) this.footContact[side] = begins
  }
}
