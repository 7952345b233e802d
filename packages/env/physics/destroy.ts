import { Body, JointEdge, RevoluteJoint } from './bodies'
import { destroyContact } from './contacts'
import { removed } from './edges'
import { World } from './world'

/** Frees a world with all that is in it. */
export function destroyWorld(world: World): void {
  for (let body = world.bodies; body !== null; body = world.bodies) destroyBody(world, body)
  world.tree.free()
  world.moved.free()
  world.events.free()
  heap.free(changetype<usize>(world))
}

export function destroyBody(world: World, body: Body): void {
  for (let edge = body.joints; edge !== null; edge = body.joints) destroyJoint(world, edge.joint)
  for (let edge = body.contacts; edge !== null; edge = body.contacts) destroyContact(world, edge.contact)
  for (let fixture = body.fixtures; fixture !== null; ) {
    const next = fixture.next
    forgetMove(world, fixture.proxy)
    world.tree.destroy(fixture.proxy)
    fixture.free()
    fixture = next
  }
  const previous = body.previous
  const next = body.next
  if (previous !== null) previous.next = next
  else world.bodies = next
  if (next !== null) next.previous = previous
  heap.free(changetype<usize>(body))
}

function destroyJoint(world: World, joint: RevoluteJoint): void {
  const previous = joint.previous
  const next = joint.next
  if (previous !== null) previous.next = next
  else world.joints = next
  if (next !== null) next.previous = previous
  joint.wakeBodies()
  joint.a.joints = removed<JointEdge>(joint.edgeA, joint.a.joints)
  joint.b.joints = removed<JointEdge>(joint.edgeB, joint.b.joints)
  joint.free()
}

function forgetMove(world: World, proxy: i32): void {
  const moved = world.moved
  for (let index = 0; index < moved.length; index++) if (moved.get(index) === proxy) moved.set(index, -1)
}
