import { Body, Contact, Fixture, JointEdge, RevoluteJoint, Surface } from './bodies'
import { DynamicTree } from './dynamic-tree'
import { added } from './edges'
import { List } from './list'
import { Box, Shape } from './shape'

const bounds = new Box()

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
  lastRate: f32 = 0

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
    const fixture = new Fixture(body, shape, surface)
    shape.bounds(bounds, body.x, body.y, body.sine, body.cosine)
    fixture.proxy = this.tree.create(bounds, fixture)
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

  /** A contact began or ended to touch. */
  report(contact: Contact, begins: bool): void {
    this.events.push(changetype<usize>(contact.bodyA))
    this.events.push(changetype<usize>(contact.bodyB))
    this.events.push(begins ? 1 : 0)
  }
}
