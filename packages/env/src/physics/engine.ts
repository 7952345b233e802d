import { wasm } from '#physics'
import { ForbiddenCompilationError } from '../errors.ts'

/** What physics/index.ts exports. Worlds, bodies and joints are numbers; all other numbers are in single precision. */
export interface Engine {
  createWorld(gravityX: number, gravityY: number): number
  destroyWorld(world: number): void
  /**
   * @returns how many numbers there are to read with `eventAt` (first body, second body, whether they begin to touch);
   * -1 where the simulation has diverged
   */
  step(world: number, time: number, velocityIterations: number, positionIterations: number): number
  eventAt(world: number, index: number): number
  rayCast(world: number, x1: number, y1: number, x2: number, y2: number, categories: number): number
  createBody(world: number, isStatic: boolean, x: number, y: number, angle: number): number
  destroyBody(world: number, body: number): void
  setSurface(density: number, friction: number, restitution: number, category: number, mask: number): void
  addEdge(world: number, body: number, x1: number, y1: number, x2: number, y2: number): void
  addBox(world: number, body: number, halfWidth: number, halfHeight: number): void
  giveCorner(index: number, x: number, y: number): void
  addPolygon(world: number, body: number, corners: number): void
  x(body: number): number
  y(body: number): number
  angle(body: number): number
  velocityX(body: number): number
  velocityY(body: number): number
  angularVelocity(body: number): number
  mass(body: number): number
  inertia(body: number): number
  isAwake(body: number): number
  place(world: number, body: number, x: number, y: number, angle: number): void
  setVelocity(body: number, x: number, y: number, angular: number): void
  applyForce(body: number, x: number, y: number): void
  applyTorque(body: number, torque: number): void
  applyImpulse(body: number, x: number, y: number, atX: number, atY: number): void
  createJoint(world: number, a: number, b: number): number
  setAnchors(joint: number, ax: number, ay: number, bx: number, by: number): void
  setLimits(joint: number, reference: number, lower: number, upper: number): void
  setMotor(joint: number, speed: number, maxTorque: number): void
  jointAngle(joint: number): number
  jointSpeed(joint: number): number
}

let engine: Engine | undefined

/**
 * The physics, compiled at its first use; one instance for all worlds.
 *
 * @throws ForbiddenCompilationError where WebAssembly may not be compiled
 */
export function physics(): Engine {
  engine ??= new WebAssembly.Instance(compiled()).exports as unknown as Engine
  return engine
}

function compiled(): WebAssembly.Module {
  if (typeof wasm !== 'string') return wasm
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)))
  } catch (cause) {
    throw new ForbiddenCompilationError(
      `WebAssembly cannot be compiled here, and this environment's physics are WebAssembly. On a page, the Content-Security-Policy has to allow it: add 'wasm-unsafe-eval' to its script-src. The other environments need none. (${String(cause)})`,
      { cause },
    )
  }
}
