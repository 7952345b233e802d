/** A point of a contact: what collision found, and what the solver works with. */
@unmanaged
export class ContactPoint {
  /** In the coordinates of the body that does not have the face. */
  localX: f32 = 0
  localY: f32 = 0
  /** Which corner or side of which shape: a point that is found again keeps its impulses. */
  feature: u32 = 0
  /** What the last step ended with. */
  normalImpulse: f32 = 0
  tangentImpulse: f32 = 0

  /** From each body's centre of mass. */
  armAX: f32 = 0
  armAY: f32 = 0
  armBX: f32 = 0
  armBY: f32 = 0
  /** What the solver has pushed with so far. */
  pushed: f32 = 0
  rubbed: f32 = 0
  normalMass: f32 = 0
  tangentMass: f32 = 0
  /** The speed that bouncing leaves. */
  bias: f32 = 0
}

/** Where two shapes touch, as collision found it and the solvers work with it. */
@unmanaged
export class Manifold {
  first: ContactPoint = new ContactPoint()
  second: ContactPoint = new ContactPoint()
  pointCount: i32 = 0
  /** Whether the face is B's, not A's. */
  isFaceOfB: bool = false
  /** The face, in its body's coordinates: its outward normal and a point on it. */
  localNormalX: f32 = 0
  localNormalY: f32 = 0
  localPointX: f32 = 0
  localPointY: f32 = 0
  friction: f32 = 0
  restitution: f32 = 0

  /** From A to B, in the world. */
  normalX: f32 = 0
  normalY: f32 = 0
  /** How many points the velocity solver takes: one, where two would say the same. */
  solved: i32 = 0
  /** How the two points' impulses change their speeds, and the inverse. */
  k11: f32 = 0
  k12: f32 = 0
  k22: f32 = 0
  inverse11: f32 = 0
  inverse12: f32 = 0
  inverse22: f32 = 0

  point(index: i32): ContactPoint {
    return index === 0 ? this.first : this.second
  }
}
