import { cross, rotatedX, rotatedY } from './arithmetic'
import { cosine, sine } from './sine-cosine'

/** A rigid body by itself: static, or moved by forces. Its first numbers are those that the solvers use most. */
@unmanaged
export class RigidBody {
  /** The centre of mass and the angle, now. */
  centerX: f32
  centerY: f32
  angle: f32
  /** Of the centre of mass, in m/s, and in rad/s. */
  velocityX: f32 = 0
  velocityY: f32 = 0
  angularVelocity: f32 = 0
  inverseMass: f32
  inverseInertia: f32 = 0
  /** The centre of mass, from the origin, in the body's own coordinates. */
  localCenterX: f32 = 0
  localCenterY: f32 = 0

  /** The centre of mass and the angle at `time` within the step, from which the body sweeps to where it is now. */
  startX: f32
  startY: f32
  startAngle: f32
  time: f32 = 0

  /** The transform: where the origin is, and sine and cosine of the angle. */
  x: f32
  y: f32
  sine: f32
  cosine: f32

  forceX: f32 = 0
  forceY: f32 = 0
  torque: f32 = 0
  mass: f32
  /** About the centre of mass. */
  inertia: f32 = 0
  /** For how long it has been slow enough to sleep. */
  sleepTime: f32 = 0

  isStatic: bool
  isAwake: bool = true
  isInIsland: bool = false

  constructor(isStatic: bool, x: f32, y: f32, angle: f32) {
    this.isStatic = isStatic
    this.mass = isStatic ? 0 : 1
    this.inverseMass = isStatic ? 0 : 1
    this.x = x
    this.y = y
    this.sine = sine(angle)
    this.cosine = cosine(angle)
    this.centerX = x
    this.centerY = y
    this.angle = angle
    this.startX = x
    this.startY = y
    this.startAngle = angle
  }

  get isFinite(): bool {
    const sum: f32 =
      this.centerX + this.centerY + this.angle + this.velocityX + this.velocityY + this.angularVelocity
    // What is infinite or no number at all is not taken away by itself.
    return sum - sum === 0
  }

  wake(): void {
    if (this.isAwake) return
    this.isAwake = true
    this.sleepTime = 0
  }

  sleep(): void {
    this.isAwake = false
    this.sleepTime = 0
    this.velocityX = 0
    this.velocityY = 0
    this.angularVelocity = 0
    this.clearForces()
  }

  clearForces(): void {
    this.forceX = 0
    this.forceY = 0
    this.torque = 0
  }

  place(x: f32, y: f32, angle: f32): void {
    this.x = x
    this.y = y
    this.sine = sine(angle)
    this.cosine = cosine(angle)
    this.angle = angle
    this.startAngle = angle
    this.placeCenter()
  }

  setVelocity(x: f32, y: f32, angular: f32): void {
    if (this.isStatic) return
    this.wake()
    this.velocityX = x
    this.velocityY = y
    this.angularVelocity = angular
  }

  /** At the centre of mass, for the next step, in N. */
  applyForce(x: f32, y: f32): void {
    if (this.isStatic) return
    this.wake()
    this.forceX += x
    this.forceY += y
  }

  /** For the next step, in N m. */
  applyTorque(torque: f32): void {
    if (this.isStatic) return
    this.wake()
    this.torque += torque
  }

  /** At once, at a point of the world, in N s. */
  applyImpulse(x: f32, y: f32, atX: f32, atY: f32): void {
    if (this.isStatic) return
    this.wake()
    this.velocityX += this.inverseMass * x
    this.velocityY += this.inverseMass * y
    this.angularVelocity += this.inverseInertia * cross(atX - this.centerX, atY - this.centerY, x, y)
  }

  /** The transform follows centre of mass and angle. */
  placeOrigin(): void {
    this.sine = sine(this.angle)
    this.cosine = cosine(this.angle)
    this.x = this.centerX - rotatedX(this.sine, this.cosine, this.localCenterX, this.localCenterY)
    this.y = this.centerY - rotatedY(this.sine, this.cosine, this.localCenterX, this.localCenterY)
  }

  /** The centre of mass follows the transform, and nothing is swept. */
  placeCenter(): void {
    this.centerX = rotatedX(this.sine, this.cosine, this.localCenterX, this.localCenterY) + this.x
    this.centerY = rotatedY(this.sine, this.cosine, this.localCenterX, this.localCenterY) + this.y
    this.startX = this.centerX
    this.startY = this.centerY
  }

  /** The sweep begins later; the body stays where it is now. */
  advanceStart(time: f32): void {
    const share: f32 = (time - this.time) / (<f32>1 - this.time)
    const kept: f32 = <f32>1 - share
    this.startX = kept * this.startX + share * this.centerX
    this.startY = kept * this.startY + share * this.centerY
    this.startAngle = kept * this.startAngle + share * this.angle
    this.time = time
  }

  /** The body goes back to where it was at a time within the step. */
  moveTo(time: f32): void {
    this.advanceStart(time)
    this.centerX = this.startX
    this.centerY = this.startY
    this.angle = this.startAngle
    this.placeOrigin()
  }
}
