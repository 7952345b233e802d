import { clamp, cross, length, magnitude, rotatedX, rotatedY } from './arithmetic'
import { Body } from './body'
import { angularSlop, linearSlop, maxAngularCorrection } from './settings'
import { cosine, sine } from './sine-cosine'

/** Where a joint's angle is within its limits. */
enum Limit {
  Inactive,
  AtLower,
  AtUpper,
  /** The limits are as good as one. */
  Equal,
}

/** A joint as one of its bodies keeps it. */
@unmanaged
export class JointEdge {
  previous: JointEdge | null = null
  next: JointEdge | null = null

  constructor(
    public joint: RevoluteJoint,
    public other: Body,
  ) {}
}

/** Two bodies that share a point and turn about it, within limits, driven by a motor. They don't collide with one another. */
@unmanaged
export class RevoluteJoint {
  edgeA: JointEdge = changetype<JointEdge>(0)
  edgeB: JointEdge = changetype<JointEdge>(0)
  previous: RevoluteJoint | null = null
  next: RevoluteJoint | null = null
  isInIsland: bool = false

  /** The shared point, from each body's origin. */
  localAX: f32 = 0
  localAY: f32 = 0
  localBX: f32 = 0
  localBY: f32 = 0
  /** How B is turned against A where the joint's angle is 0. */
  referenceAngle: f32 = 0
  lowerAngle: f32 = 0
  upperAngle: f32 = 0
  motorSpeed: f32 = 0
  /** In N m. */
  maxMotorTorque: f32 = 0

  /** What holds the point together and the angle within its limits; kept for the next step, like the motor's. */
  private impulseX: f32 = 0
  private impulseY: f32 = 0
  private limitImpulse: f32 = 0
  private motorImpulse: f32 = 0
  private limit: Limit = Limit.Inactive

  /** The point from each body's centre of mass. */
  private armAX: f32 = 0
  private armAY: f32 = 0
  private armBX: f32 = 0
  private armBY: f32 = 0
  /** How impulses change speeds: rows of a symmetric matrix, of x, y and the angle; three minors, and its determinants' reciprocals. */
  private k11: f32 = 0
  private k12: f32 = 0
  private k13: f32 = 0
  private k22: f32 = 0
  private k23: f32 = 0
  private k33: f32 = 0
  private minor1: f32 = 0
  private minor2: f32 = 0
  private minor3: f32 = 0
  private determinant3: f32 = 0
  private determinant2: f32 = 0
  private motorMass: f32 = 0
  private maxMotorImpulse: f32 = 0

  constructor(
    public a: Body,
    public b: Body,
  ) {
    this.edgeA = new JointEdge(this, b)
    this.edgeB = new JointEdge(this, a)
  }

  get angle(): f32 {
    return this.b.angle - this.a.angle - this.referenceAngle
  }

  get speed(): f32 {
    return this.b.angularVelocity - this.a.angularVelocity
  }

  wakeBodies(): void {
    this.a.wake()
    this.b.wake()
  }

  prepare(stepTime: f32, warmth: f32): void {
    const a = this.a
    const b = this.b
    this.placeArms()
    this.prepareMasses()
    this.maxMotorImpulse = stepTime * this.maxMotorTorque
    this.findLimit(this.angle)

    this.impulseX *= warmth
    this.impulseY *= warmth
    this.limitImpulse *= warmth
    this.motorImpulse *= warmth
    const x = this.impulseX
    const y = this.impulseY
    a.velocityX -= a.inverseMass * x
    a.velocityY -= a.inverseMass * y
    a.angularVelocity -=
      a.inverseInertia * (cross(this.armAX, this.armAY, x, y) + this.motorImpulse + this.limitImpulse)
    b.velocityX += b.inverseMass * x
    b.velocityY += b.inverseMass * y
    b.angularVelocity +=
      b.inverseInertia * (cross(this.armBX, this.armBY, x, y) + this.motorImpulse + this.limitImpulse)
  }

  private placeArms(): void {
    const a = this.a
    const b = this.b
    const sineA = sine(a.angle)
    const cosineA = cosine(a.angle)
    const sineB = sine(b.angle)
    const cosineB = cosine(b.angle)
    const fromAX: f32 = this.localAX - a.localCenterX
    const fromAY: f32 = this.localAY - a.localCenterY
    const fromBX: f32 = this.localBX - b.localCenterX
    const fromBY: f32 = this.localBY - b.localCenterY
    this.armAX = rotatedX(sineA, cosineA, fromAX, fromAY)
    this.armAY = rotatedY(sineA, cosineA, fromAX, fromAY)
    this.armBX = rotatedX(sineB, cosineB, fromBX, fromBY)
    this.armBY = rotatedY(sineB, cosineB, fromBX, fromBY)
  }

  private prepareMasses(): void {
    const a = this.a
    const b = this.b
    const iA = a.inverseInertia
    const iB = b.inverseInertia
    const masses: f32 = a.inverseMass + b.inverseMass
    const ax = this.armAX
    const ay = this.armAY
    const bx = this.armBX
    const by = this.armBY
    const k11: f32 = masses + ay * ay * iA + by * by * iB
    const k12: f32 = -ay * ax * iA - by * bx * iB
    const k13: f32 = -ay * iA - by * iB
    const k22: f32 = masses + ax * ax * iA + bx * bx * iB
    const k23: f32 = ax * iA + bx * iB
    const k33: f32 = iA + iB
    this.k11 = k11
    this.k12 = k12
    this.k13 = k13
    this.k22 = k22
    this.k23 = k23
    this.k33 = k33
    this.motorMass = k33 > 0 ? <f32>1 / k33 : k33
    const determinant2: f32 = k11 * k22 - k12 * k12
    this.determinant2 = determinant2 !== 0 ? <f32>1 / determinant2 : determinant2
    this.minor1 = k22 * k33 - k23 * k23
    this.minor2 = k23 * k13 - k12 * k33
    this.minor3 = k12 * k23 - k22 * k13
    const determinant3: f32 = k11 * this.minor1 + k12 * this.minor2 + k13 * this.minor3
    this.determinant3 = determinant3 !== 0 ? <f32>1 / determinant3 : determinant3
  }

  private findLimit(angle: f32): void {
    if (magnitude(this.upperAngle - this.lowerAngle) < <f32>2 * angularSlop) {
      this.limit = Limit.Equal
      return
    }
    const limit =
      angle <= this.lowerAngle ? Limit.AtLower : angle >= this.upperAngle ? Limit.AtUpper : Limit.Inactive
    if (limit === Limit.Inactive || limit !== this.limit) this.limitImpulse = 0
    this.limit = limit
  }

  /** One iteration: the motor, then the angle within its limits and the point. The speeds stay in local variables: it is called most. */
  solveVelocity(): void {
    const a = this.a
    const b = this.b
    const inertiaA = a.inverseInertia
    const inertiaB = b.inverseInertia
    let turningA = a.angularVelocity
    let turningB = b.angularVelocity
    if (this.limit !== Limit.Equal) {
      const most = this.maxMotorImpulse
      const old = this.motorImpulse
      const total: f32 = clamp(old + -this.motorMass * (turningB - turningA - this.motorSpeed), -most, most)
      const impulse: f32 = total - old
      this.motorImpulse = total
      turningA -= inertiaA * impulse
      turningB += inertiaB * impulse
    }
    const armAX = this.armAX
    const armAY = this.armAY
    const armBX = this.armBX
    const armBY = this.armBY
    const velocityAX = a.velocityX
    const velocityAY = a.velocityY
    const velocityBX = b.velocityX
    const velocityBY = b.velocityY
    const speedX: f32 = velocityBX - turningB * armBY - velocityAX + turningA * armAY
    const speedY: f32 = velocityBY + turningB * armBX - velocityAY - turningA * armAX
    let x: f32
    let y: f32
    let turnA: f32
    let turnB: f32
    if (this.limit === Limit.Inactive) {
      x = this.holdX(speedX, speedY)
      y = this.holdY(speedX, speedY)
      turnA = cross(armAX, armAY, x, y)
      turnB = cross(armBX, armBY, x, y)
    } else {
      const turning: f32 = turningB - turningA
      const old = this.limitImpulse
      const k13 = this.k13
      const k23 = this.k23
      let z: f32 = -(this.determinant3 * this.aboutAngle(speedX, speedY, turning))
      const total: f32 = old + z
      if (this.limit === Limit.AtLower ? total < 0 : this.limit === Limit.AtUpper && total > 0) {
        // It would pull: the angle is let go, and what held it taken back.
        x = this.holdX(speedX - old * k13, speedY - old * k23)
        y = this.holdY(speedX - old * k13, speedY - old * k23)
        z = -old
        this.limitImpulse = 0
      } else {
        x = -(this.determinant3 * (speedX * this.minor1 + speedY * this.minor2 + turning * this.minor3))
        y = -(this.determinant3 * this.aboutY(speedX, speedY, turning))
        this.limitImpulse = total
      }
      turnA = cross(armAX, armAY, x, y) + z
      turnB = cross(armBX, armBY, x, y) + z
    }
    this.impulseX += x
    this.impulseY += y
    a.velocityX = velocityAX - a.inverseMass * x
    a.velocityY = velocityAY - a.inverseMass * y
    a.angularVelocity = turningA - inertiaA * turnA
    b.velocityX = velocityBX + b.inverseMass * x
    b.velocityY = velocityBY + b.inverseMass * y
    b.angularVelocity = turningB + inertiaB * turnB
  }

  /** The impulse that takes away the speed with which the points part, by Cramer's rule. */
  private holdX(speedX: f32, speedY: f32): f32 {
    return this.determinant2 * (this.k22 * -speedX - this.k12 * -speedY)
  }

  private holdY(speedX: f32, speedY: f32): f32 {
    return this.determinant2 * (this.k11 * -speedY - this.k12 * -speedX)
  }

  /** The determinants of Cramer's rule for point and angle together. */
  private aboutY(x: f32, y: f32, z: f32): f32 {
    const k13 = this.k13
    const k23 = this.k23
    const k33 = this.k33
    return this.k11 * (y * k33 - z * k23) + this.k12 * (z * k13 - x * k33) + k13 * (x * k23 - y * k13)
  }

  private aboutAngle(x: f32, y: f32, z: f32): f32 {
    const k12 = this.k12
    const k22 = this.k22
    const k23 = this.k23
    return this.k11 * (k22 * z - k23 * y) + k12 * (k23 * x - k12 * z) + this.k13 * (k12 * y - k22 * x)
  }

  /** @returns whether the errors are small */
  solvePosition(): bool {
    const angularError: f32 = this.limit === Limit.Inactive ? 0 : this.solveLimitPosition()
    const a = this.a
    const b = this.b
    this.placeArms()
    const ax = this.armAX
    const ay = this.armAY
    const bx = this.armBX
    const by = this.armBY
    const apartX: f32 = b.centerX + bx - a.centerX - ax
    const apartY: f32 = b.centerY + by - a.centerY - ay
    const iA = a.inverseInertia
    const iB = b.inverseInertia
    const masses: f32 = a.inverseMass + b.inverseMass
    const k11: f32 = masses + iA * ay * ay + iB * by * by
    const k12: f32 = -iA * ax * ay - iB * bx * by
    const k22: f32 = masses + iA * ax * ax + iB * bx * bx
    let determinant: f32 = k11 * k22 - k12 * k12
    if (determinant !== 0) determinant = <f32>1 / determinant
    const x: f32 = -(determinant * (k22 * apartX - k12 * apartY))
    const y: f32 = -(determinant * (k11 * apartY - k12 * apartX))
    a.centerX -= a.inverseMass * x
    a.centerY -= a.inverseMass * y
    a.angle -= iA * cross(ax, ay, x, y)
    b.centerX += b.inverseMass * x
    b.centerY += b.inverseMass * y
    b.angle += iB * cross(bx, by, x, y)
    return length(apartX, apartY) <= linearSlop && angularError <= angularSlop
  }

  /** @returns by how much the angle is beyond its limit */
  private solveLimitPosition(): f32 {
    const a = this.a
    const b = this.b
    let error: f32
    let correction: f32
    if (this.limit === Limit.Equal) {
      correction = clamp(this.angle - this.lowerAngle, -maxAngularCorrection, maxAngularCorrection)
      error = magnitude(correction)
    } else if (this.limit === Limit.AtLower) {
      const beyond: f32 = this.angle - this.lowerAngle
      error = -beyond
      correction = clamp(beyond + angularSlop, -maxAngularCorrection, 0)
    } else {
      error = this.angle - this.upperAngle
      correction = clamp(error - angularSlop, 0, maxAngularCorrection)
    }
    const impulse: f32 = -this.motorMass * correction
    a.angle -= a.inverseInertia * impulse
    b.angle += b.inverseInertia * impulse
    return error
  }

  free(): void {
    heap.free(changetype<usize>(this.edgeA))
    heap.free(changetype<usize>(this.edgeB))
    heap.free(changetype<usize>(this))
  }
}
