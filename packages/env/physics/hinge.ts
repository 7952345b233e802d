/** Where a joint's angle is within its limits. */
export enum Limit {
  Inactive,
  AtLower,
  AtUpper,
  /** The limits are as good as one. */
  Equal,
}

/** A revolute joint's own numbers: where it holds two bodies together, within which angles, and what that took. */
@unmanaged
export class Hinge {
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
}
