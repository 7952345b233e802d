import { rotatedX, rotatedY } from './arithmetic'
import { Body } from './body'
import { cosine, sine } from './sine-cosine'

/** Where a joint's angle is within its limits. */
export enum Limit {
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
  impulseX: f32 = 0
  impulseY: f32 = 0
  limitImpulse: f32 = 0
  motorImpulse: f32 = 0
  limit: Limit = Limit.Inactive

  /** The point from each body's centre of mass. */
  armAX: f32 = 0
  armAY: f32 = 0
  armBX: f32 = 0
  armBY: f32 = 0
  /** How impulses change speeds: rows of a symmetric matrix, of x, y and the angle; three minors, and its determinants' reciprocals. */
  k11: f32 = 0
  k12: f32 = 0
  k13: f32 = 0
  k22: f32 = 0
  k23: f32 = 0
  k33: f32 = 0
  minor1: f32 = 0
  minor2: f32 = 0
  minor3: f32 = 0
  determinant3: f32 = 0
  determinant2: f32 = 0
  motorMass: f32 = 0
  maxMotorImpulse: f32 = 0

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

  /** Turns the arms as the bodies are turned now. */
  placeArms(): void {
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

  free(): void {
    heap.free(changetype<usize>(this.edgeA))
    heap.free(changetype<usize>(this.edgeB))
    heap.free(changetype<usize>(this))
  }
}
