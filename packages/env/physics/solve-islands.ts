import { smaller } from './arithmetic'
import { Body, Contact, RevoluteJoint } from './bodies'
import { solveContactPosition } from './contact-position'
import {
  beginContact,
  keepImpulses,
  prepareContact,
  solveContactVelocity,
  warmContact,
} from './contact-velocity'
import { findNewContacts } from './contacts'
import { solveJointPosition } from './joint-position'
import { prepareJoint, solveJointVelocity } from './joint-velocity'
import { List } from './list'
import { followFixtures, moveBody } from './motion'
import {
  linearSlop,
  most,
  overlapShare,
  sleepAngularTolerance,
  sleepLinearTolerance,
  timeToSleep,
} from './settings'
import { World } from './world'

/** The island that is being solved: bodies that touch or are joined, through any but static ones. */
const bodies = new List<Body>()
const contacts = new List<Contact>()
const joints = new List<RevoluteJoint>()
const stack = new List<Body>()

/** Finds the islands of bodies that are awake, and solves one after the other. */
export function solveIslands(
  world: World,
  time: f32,
  warmth: f32,
  velocityIterations: i32,
  positionIterations: i32,
): void {
  for (let body = world.bodies; body !== null; body = body!.next) body.isInIsland = false
  for (let contact = world.contacts; contact !== null; contact = contact!.next) contact.isInIsland = false
  for (let joint = world.joints; joint !== null; joint = joint!.next) joint.isInIsland = false
  for (let seed = world.bodies; seed !== null; seed = seed!.next) {
    if (seed.isInIsland || !seed.isAwake || seed.isStatic) continue
    gather(seed)
    solve(world, time, warmth, velocityIterations, positionIterations)
    // Static bodies may take part in other islands.
    for (let index = 0; index < bodies.length; index++) {
      const body = bodies.get(index)
      if (body.isStatic) body.isInIsland = false
    }
  }
  for (let body = world.bodies; body !== null; body = body!.next)
    if (body.isInIsland && !body.isStatic) followFixtures(world, body)
  findNewContacts(world)
}

/** Depth first over contacts and joints. */
function gather(seed: Body): void {
  bodies.length = 0
  contacts.length = 0
  joints.length = 0
  enter(seed)
  while (stack.length > 0) {
    const body = stack.pop()
    bodies.push(body)
    body.wake()
    if (body.isStatic) continue
    for (let edge = body.contacts; edge !== null; edge = edge!.next) {
      const contact = edge.contact
      if (contact.isInIsland || !contact.isEnabled || !contact.isTouching) continue
      contacts.push(contact)
      contact.isInIsland = true
      enter(edge.other)
    }
    for (let edge = body.joints; edge !== null; edge = edge!.next) {
      if (edge.joint.isInIsland) continue
      joints.push(edge.joint)
      edge.joint.isInIsland = true
      enter(edge.other)
    }
  }
}

function enter(body: Body): void {
  if (body.isInIsland) return
  body.isInIsland = true
  stack.push(body)
}

function solve(world: World, time: f32, warmth: f32, velocityIterations: i32, positionIterations: i32): void {
  for (let index = 0; index < bodies.length; index++) accelerate(world, bodies.get(index), time)
  for (let index = 0; index < contacts.length; index++) {
    beginContact(contacts.get(index), warmth)
    prepareContact(contacts.get(index))
  }
  for (let index = 0; index < contacts.length; index++) warmContact(contacts.get(index))
  for (let index = 0; index < joints.length; index++) prepareJoint(joints.get(index), time, warmth)
  for (let iteration = 0; iteration < velocityIterations; iteration++) {
    for (let index = 0; index < joints.length; index++) solveJointVelocity(joints.get(index))
    for (let index = 0; index < contacts.length; index++) solveContactVelocity(contacts.get(index))
  }
  for (let index = 0; index < contacts.length; index++) keepImpulses(contacts.get(index))
  for (let index = 0; index < bodies.length; index++) moveBody(bodies.get(index), time)
  let isSolved = false
  for (let iteration = 0; iteration < positionIterations && !isSolved; iteration++)
    isSolved = solvePositions()
  for (let index = 0; index < bodies.length; index++) bodies.get(index).placeOrigin()
  rest(time, isSolved)
}

/** Gravity and forces, and where the sweep of this step begins. */
function accelerate(world: World, body: Body, time: f32): void {
  body.startX = body.centerX
  body.startY = body.centerY
  body.startAngle = body.angle
  if (body.isStatic) return
  body.velocityX += time * (world.gravityX + body.inverseMass * body.forceX)
  body.velocityY += time * (world.gravityY + body.inverseMass * body.forceY)
  body.angularVelocity += time * body.inverseInertia * body.torque
}

/** @returns whether the errors are small */
function solvePositions(): bool {
  let least: f32 = 0
  for (let index = 0; index < contacts.length; index++)
    least = smaller(least, solveContactPosition(contacts.get(index), overlapShare, true, true))
  let isSolved = least >= <f32>-3 * linearSlop
  for (let index = 0; index < joints.length; index++)
    if (!solveJointPosition(joints.get(index))) isSolved = false
  return isSolved
}

/** An island that has been slow for long enough falls asleep as a whole. */
function rest(time: f32, isSolved: bool): void {
  let least: f32 = most
  for (let index = 0; index < bodies.length; index++) {
    const body = bodies.get(index)
    if (body.isStatic) continue
    const isFast =
      body.angularVelocity * body.angularVelocity > sleepAngularTolerance * sleepAngularTolerance ||
      body.velocityX * body.velocityX + body.velocityY * body.velocityY >
        sleepLinearTolerance * sleepLinearTolerance
    body.sleepTime = isFast ? 0 : body.sleepTime + time
    least = smaller(least, body.sleepTime)
  }
  if (least >= timeToSleep && isSolved)
    for (let index = 0; index < bodies.length; index++) bodies.get(index).sleep()
}
