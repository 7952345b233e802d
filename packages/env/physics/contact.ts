import { larger } from './arithmetic'
import { Body } from './body'
import { collideEdgePolygon } from './collide-edge-polygon'
import { collidePolygons } from './collide-polygons'
import { Fixture } from './fixture'

/** A contact as one of its bodies keeps it. */
@unmanaged
export class ContactEdge {
  previous: ContactEdge | null = null
  next: ContactEdge | null = null

  constructor(
    public contact: Contact,
    public other: Body,
  ) {}
}

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

/** Two fixtures whose boxes in the tree overlap. They touch where collision finds points. */
@unmanaged
export class Contact {
  bodyA: Body
  bodyB: Body
  first: ContactPoint = new ContactPoint()
  second: ContactPoint = new ContactPoint()
  /** Made right after the contact, which they point to. */
  edgeA: ContactEdge = changetype<ContactEdge>(0)
  edgeB: ContactEdge = changetype<ContactEdge>(0)
  pointCount: i32 = 0
  /** Whether the face is B's, not A's. */
  isFaceOfB: bool = false
  isTouching: bool = false
  isEnabled: bool = true
  isInIsland: bool = false
  /** Whether `impact` is still right. */
  hasImpact: bool = false
  impactCount: i32 = 0
  /** When within the step they touch; 1 if they don't. */
  impact: f32 = 1
  /** The face, in its body's coordinates: its outward normal and a point on it. */
  localNormalX: f32 = 0
  localNormalY: f32 = 0
  localPointX: f32 = 0
  localPointY: f32 = 0
  friction: f32
  restitution: f32
  previous: Contact | null = null
  next: Contact | null = null

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

  constructor(
    public fixtureA: Fixture,
    public fixtureB: Fixture,
  ) {
    this.bodyA = fixtureA.body
    this.bodyB = fixtureB.body
    this.friction = sqrt<f32>(fixtureA.friction * fixtureB.friction)
    this.restitution = larger(fixtureA.restitution, fixtureB.restitution)
    this.edgeA = new ContactEdge(this, fixtureB.body)
    this.edgeB = new ContactEdge(this, fixtureA.body)
  }

  point(index: i32): ContactPoint {
    return index === 0 ? this.first : this.second
  }

  /** Collides the shapes anew. @returns whether it began or ended to touch */
  update(): bool {
    const count = this.pointCount
    const first = this.first
    const second = this.second
    const firstFeature = first.feature
    const firstNormal = first.normalImpulse
    const firstTangent = first.tangentImpulse
    const secondFeature = second.feature
    const secondNormal = second.normalImpulse
    const secondTangent = second.tangentImpulse
    this.isEnabled = true
    this.pointCount = 0
    if (this.fixtureA.shape.isEdge) collideEdgePolygon(this)
    else collidePolygons(this)
    for (let index = 0; index < this.pointCount; index++) {
      const point = this.point(index)
      if (count > 0 && point.feature === firstFeature) {
        point.normalImpulse = firstNormal
        point.tangentImpulse = firstTangent
      } else if (count > 1 && point.feature === secondFeature) {
        point.normalImpulse = secondNormal
        point.tangentImpulse = secondTangent
      } else {
        point.normalImpulse = 0
        point.tangentImpulse = 0
      }
    }
    const isTouching = this.pointCount > 0
    if (isTouching === this.isTouching) return false
    this.isTouching = isTouching
    this.bodyA.wake()
    this.bodyB.wake()
    return true
  }

  free(): void {
    heap.free(changetype<usize>(this.first))
    heap.free(changetype<usize>(this.second))
    heap.free(changetype<usize>(this.edgeA))
    heap.free(changetype<usize>(this.edgeB))
    heap.free(changetype<usize>(this))
  }
}
