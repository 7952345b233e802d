import { Body } from './body'
import { Contact } from './contact'
import { collideAll, destroyContact, findNewContacts } from './contacts'
import { DynamicTree } from './dynamic-tree'
import { added, removed } from './edges'
import { Fixture, Surface } from './fixture'
import { List } from './list'
import { JointEdge, RevoluteJoint } from './revolute-joint'
import { Shape } from './shape'
import { solveImpacts } from './solve-impacts'
import { solveIslands } from './solve-islands'

/** Bodies, joints and contacts, newest first, and what happens to them in a step. */
@unmanaged
export class World {
  bodies: Body | null = null
  joints: RevoluteJoint | null = null
  contacts: Contact | null = null
  tree: DynamicTree = new DynamicTree()
  /** Leaves of the tree that have moved since new contacts were last looked for; -1 where one is gone. */
  moved: List<i32> = new List<i32>()
  /** Contacts that began (first body, second body, 1) or ended (0) to touch in the last step. */
  events: List<usize> = new List<usize>()
  hasNewFixture: bool = false
  /** The reciprocal of the last step's time; 0 before the first. */
  private lastRate: f32 = 0

  constructor(
    public gravityX: f32,
    public gravityY: f32,
  ) {}

  createBody(isStatic: bool, x: f32, y: f32, angle: f32): Body {
    const body = new Body(isStatic, x, y, angle)
    const next = this.bodies
    body.next = next
    if (next !== null) next.previous = body
    this.bodies = body
    return body
  }

  createFixture(body: Body, shape: Shape, surface: Surface): Fixture {
    const fixture = new Fixture(body, shape, surface, this.tree)
    this.moved.push(fixture.proxy)
    fixture.next = body.fixtures
    body.fixtures = fixture
    if (fixture.density > 0) body.weigh()
    this.hasNewFixture = true
    return fixture
  }

  createJoint(a: Body, b: Body): RevoluteJoint {
    const joint = new RevoluteJoint(a, b)
    const next = this.joints
    joint.next = next
    if (next !== null) next.previous = joint
    this.joints = joint
    a.joints = added<JointEdge>(joint.edgeA, a.joints)
    b.joints = added<JointEdge>(joint.edgeB, b.joints)
    return joint
  }

  destroyBody(body: Body): void {
    for (let edge = body.joints; edge !== null; edge = body.joints) this.destroyJoint(edge.joint)
    for (let edge = body.contacts; edge !== null; edge = body.contacts) destroyContact(this, edge.contact)
    for (let fixture = body.fixtures; fixture !== null; ) {
      const next = fixture.next
      this.forgetMove(fixture.proxy)
      this.tree.destroy(fixture.proxy)
      fixture.free()
      fixture = next
    }
    const previous = body.previous
    const next = body.next
    if (previous !== null) previous.next = next
    else this.bodies = next
    if (next !== null) next.previous = previous
    heap.free(changetype<usize>(body))
  }

  private destroyJoint(joint: RevoluteJoint): void {
    const previous = joint.previous
    const next = joint.next
    if (previous !== null) previous.next = next
    else this.joints = next
    if (next !== null) next.previous = previous
    joint.wakeBodies()
    joint.a.joints = removed<JointEdge>(joint.edgeA, joint.a.joints)
    joint.b.joints = removed<JointEdge>(joint.edgeB, joint.b.joints)
    joint.free()
  }

  /** Puts a body elsewhere, at once. */
  place(body: Body, x: f32, y: f32, angle: f32): void {
    body.place(x, y, angle)
    for (let fixture = body.fixtures; fixture !== null; fixture = fixture!.next)
      if (fixture.follow(this.tree, body.x, body.y, body.sine, body.cosine)) this.moved.push(fixture.proxy)
    findNewContacts(this)
  }

  private forgetMove(proxy: i32): void {
    const moved = this.moved
    for (let index = 0; index < moved.length; index++) if (moved.get(index) === proxy) moved.set(index, -1)
  }

  /** @param time in seconds @returns whether all bodies still have a place: without numbers they are lost for good */
  step(time: f32, velocityIterations: i32, positionIterations: i32): bool {
    this.events.length = 0
    if (this.hasNewFixture) {
      findNewContacts(this)
      this.hasNewFixture = false
    }
    collideAll(this)
    solveIslands(this, time, this.lastRate * time, velocityIterations, positionIterations)
    solveImpacts(this, time, velocityIterations)
    this.lastRate = <f32>1 / time
    let isSound = true
    for (let body = this.bodies; body !== null; body = body!.next) {
      body.clearForces()
      if (!body.isFinite) isSound = false
    }
    return isSound
  }

  /** A contact began or ended to touch. */
  report(contact: Contact, begins: bool): void {
    this.events.push(changetype<usize>(contact.bodyA))
    this.events.push(changetype<usize>(contact.bodyB))
    this.events.push(begins ? 1 : 0)
  }

  free(): void {
    for (let body = this.bodies; body !== null; body = this.bodies) this.destroyBody(body)
    this.tree.free()
    this.moved.free()
    this.events.free()
    heap.free(changetype<usize>(this))
  }
}
