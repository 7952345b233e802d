import {
  type Body,
  EdgeShape,
  type Fixture,
  PolygonShape,
  RevoluteJoint,
  type Vec2Value,
  World,
} from 'planck'
import type { Point } from '../render/scene.ts'

/** Pixels of Gymnasium's picture to a metre. */
export const scale = 30
const landerShape: readonly Point[] = [
  [-14, 17],
  [-17, 0],
  [-17, -10],
  [17, -10],
  [17, 0],
  [14, 17],
]
const legAway = 20 / scale
/** How far below the lander's centre its legs reach. */
export const legDown: number = 18 / scale
const legHalfWidth = 2 / scale
const legHalfHeight = 8 / scale
const groundBit = 0x0001

/** Metres of the lander's world, which is 600 by 400 pixels in Gymnasium. */
export const worldWidth: number = 600 / scale
export const worldHeight: number = 400 / scale

/**
 * The lander, its two legs and the ground, on planck, a Box2D in JavaScript. What planck does otherwise than
 * Box2D 2.3 is set right here: a polygon's centre of mass. A joint counts its angle from the leg's first one, as in pybox2d.
 */
export class LunarLanderWorld {
  readonly lander: Body
  readonly legs: readonly [Body, Body]
  /** The ground from left to right. */
  readonly terrain: readonly Point[]
  /** Whether each leg touches the ground. */
  readonly legContact: [boolean, boolean] = [false, false]
  /** Whether the lander itself has touched the ground. */
  crashed = false
  readonly #world: World

  constructor(gravity: number, terrain: readonly Point[]) {
    this.#world = new World({ gravity: { x: 0, y: gravity }, allowSleep: true })
    this.terrain = terrain
    const moon = this.#world.createBody()
    moon.createFixture(new EdgeShape({ x: 0, y: 0 }, { x: worldWidth, y: 0 }), { friction: 0.2 })
    for (const [index, start] of terrain.slice(0, -1).entries()) {
      const [x, y] = terrain[index + 1] as Point
      moon.createFixture(new EdgeShape({ x: start[0], y: start[1] }, { x, y }), { friction: 0.1 })
    }
    this.lander = this.#createPart({
      position: { x: worldWidth / 2, y: worldHeight },
      angle: 0,
      corners: landerShape.map(([x, y]) => ({ x: x / scale, y: y / scale })),
      density: 5,
      friction: 0.1,
      category: 0x0010,
    })
    this.legs = [this.#createLeg(-1), this.#createLeg(1)]
    this.#world.on('begin-contact', (contact) =>
      this.#touched(contact.getFixtureA(), contact.getFixtureB(), true),
    )
    this.#world.on('end-contact', (contact) =>
      this.#touched(contact.getFixtureA(), contact.getFixtureB(), false),
    )
  }

  /** One frame, with Gymnasium's 180 velocity and 60 position iterations. */
  step(): void {
    this.#world.step(1 / 50, 6 * 30, 2 * 30)
  }

  /** x, y, angle, velocities and angular velocity of the lander and of both legs. */
  get state(): number[] {
    return [this.lander, ...this.legs].flatMap((body) => {
      const { x, y } = body.getPosition()
      const velocity = body.getLinearVelocity()
      return [x, y, body.getAngle(), velocity.x, velocity.y, body.getAngularVelocity()]
    })
  }

  set state(state: readonly number[]) {
    for (const [index, body] of [this.lander, ...this.legs].entries()) {
      const [x = 0, y = 0, angle = 0, vx = 0, vy = 0, spin = 0] = state.slice(6 * index)
      body.setTransform({ x, y }, angle)
      body.setLinearVelocity({ x: vx, y: vy })
      body.setAngularVelocity(spin)
      body.setAwake(true)
    }
  }

  /** The outline of each body, for drawing. */
  get outlines(): Point[][] {
    return [this.lander, ...this.legs].map((body) => {
      const shape = body.getFixtureList()?.getShape() as PolygonShape
      return shape.m_vertices.map((corner): Point => {
        const { x, y } = body.getWorldPoint(corner)
        return [x, y]
      })
    })
  }

  #createLeg(side: -1 | 1): Body {
    const leg = this.#createPart({
      position: { x: worldWidth / 2 - side * legAway, y: worldHeight },
      angle: side * 0.05,
      corners: [
        { x: -legHalfWidth, y: -legHalfHeight },
        { x: legHalfWidth, y: -legHalfHeight },
        { x: legHalfWidth, y: legHalfHeight },
        { x: -legHalfWidth, y: legHalfHeight },
      ],
      density: 1,
      friction: 0.2,
      category: 0x0020,
    })
    this.#world.createJoint(
      new RevoluteJoint({
        bodyA: this.lander,
        bodyB: leg,
        localAnchorA: { x: 0, y: 0 },
        localAnchorB: { x: side * legAway, y: legDown },
        enableMotor: true,
        enableLimit: true,
        maxMotorTorque: 40,
        motorSpeed: 0.3 * side,
        lowerAngle: side === -1 ? 0.9 - 0.5 : -0.9,
        upperAngle: side === -1 ? 0.9 : -0.9 + 0.5,
      }),
    )
    return leg
  }

  #createPart(part: {
    position: Vec2Value
    angle: number
    corners: Vec2Value[]
    density: number
    friction: number
    category: number
  }): Body {
    const body = this.#world.createBody({ type: 'dynamic', position: part.position, angle: part.angle })
    body.createFixture(new PolygonShape(part.corners), {
      density: part.density,
      friction: part.friction,
      restitution: 0,
      filterCategoryBits: part.category,
      filterMaskBits: groundBit,
    })
    body.setMassData(massOf(part.corners, part.density))
    return body
  }

  #touched(a: Fixture, b: Fixture, begins: boolean): void {
    const bodies = [a.getBody(), b.getBody()]
    if (begins && bodies.includes(this.lander)) this.crashed = true
    for (const index of [0, 1] as const)
      if (bodies.includes(this.legs[index])) this.legContact[index] = begins
  }
}

/** Mass, centre of mass and moment of inertia about the origin of a polygon. */
function massOf(
  corners: readonly Vec2Value[],
  density: number,
): { mass: number; center: Vec2Value; I: number } {
  let area = 0
  let centerX = 0
  let centerY = 0
  let inertia = 0
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + 1) % corners.length] as Vec2Value
    const cross = a.x * b.y - b.x * a.y
    area += cross / 2
    centerX += (cross / 6) * (a.x + b.x)
    centerY += (cross / 6) * (a.y + b.y)
    inertia += (cross / 12) * (a.x * a.x + a.x * b.x + b.x * b.x + a.y * a.y + a.y * b.y + b.y * b.y)
  }
  // Corners in either direction.
  const sign = Math.sign(area)
  return {
    mass: density * area * sign,
    center: { x: centerX / area, y: centerY / area },
    I: density * inertia * sign,
  }
}
