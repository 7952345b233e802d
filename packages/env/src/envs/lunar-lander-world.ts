import type { Body } from '../physics/body.ts'
import { World } from '../physics/world.ts'
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
const groundBit = 0x0001

/** Metres of the lander's world, which is 600 by 400 pixels in Gymnasium. */
export const worldWidth: number = 600 / scale
export const worldHeight: number = 400 / scale

/** The lander, its two legs and the ground. */
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
    this.#world = new World(0, gravity)
    this.terrain = terrain
    const moon = this.#world.createBody({ isStatic: true })
    moon.addEdge([0, 0], [worldWidth, 0])
    for (const [index, start] of terrain.slice(0, -1).entries())
      moon.addEdge(start, terrain[index + 1] as Point, { friction: 0.1 })
    this.lander = this.#world.createBody({ x: worldWidth / 2, y: worldHeight })
    const outline = landerShape.map(([x, y]): Point => [x / scale, y / scale])
    this.lander.addPolygon(outline, { density: 5, friction: 0.1, category: 0x0010, mask: groundBit })
    this.legs = [this.#createLeg(-1), this.#createLeg(1)]
    this.#world.onContact = (a, b, begins) => this.#touched([a, b], begins)
  }

  /** One frame, with Gymnasium's 180 velocity and 60 position iterations. */
  step(): void {
    this.#world.step(1 / 50, 6 * 30, 2 * 30)
  }

  /** x, y, angle, velocities and angular velocity of the lander and of both legs. */
  get state(): number[] {
    return [this.lander, ...this.legs].flatMap((body) => body.state)
  }

  set state(state: readonly number[]) {
    for (const [index, body] of [this.lander, ...this.legs].entries())
      body.state = state.slice(6 * index, 6 * index + 6)
  }

  /** The outline of each body, for drawing. */
  get outlines(): Point[][] {
    return [this.lander, ...this.legs].flatMap((body) => body.outlines)
  }

  dispose(): void {
    this.#world.dispose()
  }

  #createLeg(side: -1 | 1): Body {
    const leg = this.#world.createBody({
      x: worldWidth / 2 - side * legAway,
      y: worldHeight,
      angle: side * 0.05,
    })
    leg.addBox(2 / scale, 8 / scale, { density: 1, category: 0x0020, mask: groundBit })
    this.#world.createJoint({
      bodyA: this.lander,
      bodyB: leg,
      anchorA: [0, 0],
      anchorB: [side * legAway, legDown],
      lowerAngle: side === -1 ? 0.9 - 0.5 : -0.9,
      upperAngle: side === -1 ? 0.9 : -0.9 + 0.5,
      motorSpeed: 0.3 * side,
      maxMotorTorque: 40,
    })
    return leg
  }

  #touched(bodies: readonly Body[], begins: boolean): void {
    if (begins && bodies.includes(this.lander)) this.crashed = true
    for (const index of [0, 1] as const)
      if (bodies.includes(this.legs[index])) this.legContact[index] = begins
  }
}
