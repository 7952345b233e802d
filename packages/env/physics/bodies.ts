// Bodies with what is on them and between them. They know one another, so they stand together; what they do by themselves is in the
// classes that they extend.

import { larger, rotatedX, rotatedY } from './arithmetic'
import { Hinge } from './hinge'
import { Manifold } from './manifold'
import { inertia, mass, massX, massY, weigh } from './polygon'
import { RigidBody } from './rigid-body'
import { Shape } from './shape'
import { cosine, sine } from './sine-cosine'

/** A rigid body with its shapes, and what it touches and is joined to. */
@unmanaged
export class Body extends RigidBody {
  fixtures: Fixture | null = null
  contacts: ContactEdge | null = null
  joints: JointEdge | null = null
  previous: Body | null = null
  next: Body | null = null

  /** Sums up what its fixtures weigh. */
  weigh(): void {
    if (this.isStatic) return
    this.mass = 0
    this.inertia = 0
    let x: f32 = 0
    let y: f32 = 0
    for (let fixture = this.fixtures; fixture !== null; fixture = fixture!.next) {
      if (fixture.density === 0) continue
      weigh(fixture.shape, fixture.density)
      this.mass += mass
      x += mass * massX
      y += mass * massY
      this.inertia += inertia
    }
    if (this.mass > 0) {
      this.inverseMass = <f32>1 / this.mass
      x *= this.inverseMass
      y *= this.inverseMass
    } else {
      this.mass = 1
      this.inverseMass = 1
    }
    if (this.inertia > 0) {
      this.inertia -= this.mass * (x * x + y * y)
      this.inverseInertia = <f32>1 / this.inertia
    } else {
      this.inertia = 0
      this.inverseInertia = 0
    }
    const oldX: f32 = this.centerX
    const oldY: f32 = this.centerY
    this.localCenterX = x
    this.localCenterY = y
    this.placeCenter()
    this.velocityX += -this.angularVelocity * (this.centerY - oldY)
    this.velocityY += this.angularVelocity * (this.centerX - oldX)
  }

  isJoinedTo(other: Body): bool {
    for (let edge = this.joints; edge !== null; edge = edge!.next) if (edge.other === other) return true
    return false
  }
}

/** What a surface is like, and what it collides with. */
@unmanaged
export class Surface {
  /** In kg/m²; 0 weighs nothing. */
  density: f32 = 0
  friction: f32 = 0
  restitution: f32 = 0
  /** The categories it belongs to and those it collides with, a bit each. */
  category: u32 = 0
  mask: u32 = 0
}

/** A shape on a body. */
@unmanaged
export class Fixture {
  next: Fixture | null = null
  density: f32
  friction: f32
  restitution: f32
  category: u32
  mask: u32
  /** Its leaf in the tree. */
  proxy: i32 = -1

  constructor(
    public body: Body,
    public shape: Shape,
    surface: Surface,
  ) {
    this.density = surface.density
    this.friction = surface.friction
    this.restitution = surface.restitution
    this.category = surface.category
    this.mask = surface.mask
  }

  shouldCollide(other: Fixture): bool {
    return (this.mask & other.category) !== 0 && (this.category & other.mask) !== 0
  }

  free(): void {
    this.shape.free()
    heap.free(changetype<usize>(this))
  }
}

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

/** Two fixtures whose boxes in the tree overlap. They touch where collision finds points. */
@unmanaged
export class Contact extends Manifold {
  bodyA: Body
  bodyB: Body
  /** Made right after the contact, which they point to. */
  edgeA: ContactEdge = changetype<ContactEdge>(0)
  edgeB: ContactEdge = changetype<ContactEdge>(0)
  isTouching: bool = false
  isEnabled: bool = true
  isInIsland: bool = false
  /** Whether `impact` is still right. */
  hasImpact: bool = false
  impactCount: i32 = 0
  /** When within the step they touch; 1 if they don't. */
  impact: f32 = 1
  previous: Contact | null = null
  next: Contact | null = null

  constructor(
    public fixtureA: Fixture,
    public fixtureB: Fixture,
  ) {
    super()
    this.bodyA = fixtureA.body
    this.bodyB = fixtureB.body
    this.friction = sqrt<f32>(fixtureA.friction * fixtureB.friction)
    this.restitution = larger(fixtureA.restitution, fixtureB.restitution)
    this.edgeA = new ContactEdge(this, fixtureB.body)
    this.edgeB = new ContactEdge(this, fixtureA.body)
  }

  free(): void {
    heap.free(changetype<usize>(this.first))
    heap.free(changetype<usize>(this.second))
    heap.free(changetype<usize>(this.edgeA))
    heap.free(changetype<usize>(this.edgeB))
    heap.free(changetype<usize>(this))
  }
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
export class RevoluteJoint extends Hinge {
  edgeA: JointEdge = changetype<JointEdge>(0)
  edgeB: JointEdge = changetype<JointEdge>(0)
  previous: RevoluteJoint | null = null
  next: RevoluteJoint | null = null
  isInIsland: bool = false

  constructor(
    public a: Body,
    public b: Body,
  ) {
    super()
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
