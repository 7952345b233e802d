import { DivergedError } from '../errors.ts'
import { Body, type BodyOptions } from './body.ts'
import { type Engine, physics } from './engine.ts'
import { RevoluteJoint, type RevoluteJointOptions } from './revolute-joint.ts'

/** A world that nobody gave back is given back once it is forgotten. */
const forgotten =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : new FinalizationRegistry<number>((at) => physics().destroyWorld(at))

/** Bodies and joints under gravity. Its memory is the engine's: `dispose` gives it back. */
export class World {
  /** Called after a step, for each contact that began or ended to touch in it, in their order. */
  onContact: ((a: Body, b: Body, begins: boolean) => void) | undefined
  readonly #engine: Engine
  readonly #at: number
  readonly #bodies = new Map<number, Body>()
  #isDisposed = false

  /** @throws ForbiddenCompilationError where WebAssembly may not be compiled */
  constructor(gravityX: number, gravityY: number) {
    this.#engine = physics()
    this.#at = this.#engine.createWorld(gravityX, gravityY)
    forgotten?.register(this, this.#at, this)
  }

  createBody(options: BodyOptions): Body {
    const body = new Body(this.#engine, this.#at, options)
    this.#bodies.set(body.at, body)
    return body
  }

  destroyBody(body: Body): void {
    this.#bodies.delete(body.at)
    this.#engine.destroyBody(this.#at, body.at)
  }

  /** It goes with either of its bodies. */
  createJoint(options: RevoluteJointOptions): RevoluteJoint {
    return new RevoluteJoint(this.#engine, this.#at, options)
  }

  /**
   * @param time in seconds
   * @throws DivergedError where a body's numbers have become none
   */
  step(time: number, velocityIterations: number, positionIterations: number): void {
    const events = this.#engine.step(this.#at, time, velocityIterations, positionIterations)
    if (events < 0)
      throw new DivergedError(
        'The simulation has diverged: forces, or a state that was set, were too large to compute with. reset() begins anew.',
      )
    for (let index = 0; index < events; index += 3) {
      const a = this.#bodyAt(index)
      const b = this.#bodyAt(index + 1)
      if (a && b) this.onContact?.(a, b, this.#engine.eventAt(this.#at, index + 2) === 1)
    }
  }

  /** @returns which share of the way from a point to another is free of surfaces of these categories, 0 to 1 */
  rayCast(x1: number, y1: number, x2: number, y2: number, categories: number): number {
    return this.#engine.rayCast(this.#at, x1, y1, x2, y2, categories)
  }

  /** Twice is harmless. Nothing else of the world may be used after it. */
  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    forgotten?.unregister(this)
    this.#engine.destroyWorld(this.#at)
  }

  #bodyAt(index: number): Body | undefined {
    return this.#bodies.get(this.#engine.eventAt(this.#at, index) >>> 0)
  }
}
