import type { Point } from '../render/scene.ts'
import type { Engine } from './engine.ts'

/** What a surface is like, and what it collides with. */
export interface Surface {
  /** In kg/m². @default 0, which weighs nothing */
  readonly density?: number
  /** @default 0.2 */
  readonly friction?: number
  /** 0 does not bounce. @default 0 */
  readonly restitution?: number
  /** The categories that it belongs to, a bit each. @default 1 */
  readonly category?: number
  /** The categories that it collides with. @default all sixteen */
  readonly mask?: number
}

/** How a body is made. */
export interface BodyOptions {
  /** Static bodies never move. @default false */
  readonly isStatic?: boolean
  /** @default 0 */
  readonly x?: number
  /** @default 0 */
  readonly y?: number
  /** @default 0 */
  readonly angle?: number
}

/** A rigid body, in metres, kilograms, seconds and radians; what is read is what single precision holds. */
export class Body {
  /** Its name in the engine. */
  readonly at: number
  readonly #engine: Engine
  readonly #world: number
  readonly #shapes: Point[][] = []

  constructor(engine: Engine, world: number, options: BodyOptions) {
    const { isStatic = false, x = 0, y = 0, angle = 0 } = options
    this.#engine = engine
    this.#world = world
    this.at = engine.createBody(world, isStatic, x, y, angle) >>> 0
  }

  get x(): number {
    return this.#engine.x(this.at)
  }

  get y(): number {
    return this.#engine.y(this.at)
  }

  get angle(): number {
    return this.#engine.angle(this.at)
  }

  get velocityX(): number {
    return this.#engine.velocityX(this.at)
  }

  get velocityY(): number {
    return this.#engine.velocityY(this.at)
  }

  get angularVelocity(): number {
    return this.#engine.angularVelocity(this.at)
  }

  get mass(): number {
    return this.#engine.mass(this.at)
  }

  /** About the origin. */
  get inertia(): number {
    return this.#engine.inertia(this.at)
  }

  /** A body that has been at rest for half a second is not, until something touches it. */
  get isAwake(): boolean {
    return this.#engine.isAwake(this.at) !== 0
  }

  /** x, y, angle, x and y velocity, angular velocity. Setting them wakes the body. */
  get state(): number[] {
    return [this.x, this.y, this.angle, this.velocityX, this.velocityY, this.angularVelocity]
  }

  set state([x = 0, y = 0, angle = 0, velocityX = 0, velocityY = 0, angularVelocity = 0]: readonly number[]) {
    this.#engine.place(this.#world, this.at, x, y, angle)
    this.#engine.setVelocity(this.at, velocityX, velocityY, angularVelocity)
  }

  /** A side without inside, for the ground. */
  addEdge(start: Point, end: Point, surface: Surface = {}): void {
    this.#setSurface(surface)
    this.#engine.addEdge(this.#world, this.at, start[0], start[1], end[0], end[1])
  }

  addBox(halfWidth: number, halfHeight: number, surface: Surface = {}): void {
    this.#setSurface(surface)
    this.#engine.addBox(this.#world, this.at, halfWidth, halfHeight)
    this.#shapes.push([
      [-halfWidth, -halfHeight],
      [halfWidth, -halfHeight],
      [halfWidth, halfHeight],
      [-halfWidth, halfHeight],
    ])
  }

  /** The convex hull of 3 to 16 corners. */
  addPolygon(corners: readonly Point[], surface: Surface = {}): void {
    this.#setSurface(surface)
    for (const [index, [x, y]] of corners.entries()) this.#engine.giveCorner(index, x, y)
    this.#engine.addPolygon(this.#world, this.at, corners.length)
    this.#shapes.push([...corners])
  }

  /** At the centre of mass, during the next step, in N. */
  applyForce(x: number, y: number): void {
    this.#engine.applyForce(this.at, x, y)
  }

  /** During the next step, in N m. */
  applyTorque(torque: number): void {
    this.#engine.applyTorque(this.at, torque)
  }

  /** At once, at a point of the world, in N s. */
  applyImpulse(x: number, y: number, atX: number, atY: number): void {
    this.#engine.applyImpulse(this.at, x, y, atX, atY)
  }

  /** Where a point of the body is in the world, near enough for drawing. */
  worldPoint([x, y]: Point): Point {
    const cosine = Math.cos(this.angle)
    const sine = Math.sin(this.angle)
    return [this.x + cosine * x - sine * y, this.y + sine * x + cosine * y]
  }

  /** The outlines of its boxes and polygons in the world, for drawing. */
  get outlines(): Point[][] {
    return this.#shapes.map((corners) => corners.map((corner) => this.worldPoint(corner)))
  }

  #setSurface({ density = 0, friction = 0.2, restitution = 0, category = 1, mask = 0xffff }: Surface): void {
    this.#engine.setSurface(density, friction, restitution, category, mask)
  }
}
