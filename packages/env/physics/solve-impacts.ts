import { larger, smaller } from './arithmetic'
import { Body, Contact } from './bodies'
import { solveContactPosition } from './contact-position'
import { beginContact, prepareContact, solveContactVelocity } from './contact-velocity'
import { findNewContacts, updateContact } from './contacts'
import { List } from './list'
import { followFixtures, moveBody } from './motion'
import {
  epsilon,
  impactOverlapShare,
  impactPositionIterations,
  linearSlop,
  maxImpactContacts,
  maxSubSteps,
} from './settings'
import { timeOfImpact } from './time-of-impact'
import { World } from './world'

/** The two bodies of an impact, and the static ones that they touch at that time. */
const bodies = new List<Body>()
const contacts = new List<Contact>()

/** Where a body was before it was tried elsewhere. */
@unmanaged
class Backup {
  centerX: f32 = 0
  centerY: f32 = 0
  angle: f32 = 0
  startX: f32 = 0
  startY: f32 = 0
  startAngle: f32 = 0
  time: f32 = 0

  take(body: Body): void {
    this.centerX = body.centerX
    this.centerY = body.centerY
    this.angle = body.angle
    this.startX = body.startX
    this.startY = body.startY
    this.startAngle = body.startAngle
    this.time = body.time
  }

  restore(body: Body): void {
    body.centerX = this.centerX
    body.centerY = this.centerY
    body.angle = this.angle
    body.startX = this.startX
    body.startY = this.startY
    body.startAngle = this.startAngle
    body.time = this.time
    body.placeOrigin()
  }
}

const backupA = new Backup()
const backupB = new Backup()

/** Keeps bodies from passing through static ones: goes from one first impact to the next within the step. */
export function solveImpacts(world: World, stepTime: f32, velocityIterations: i32): void {
  for (let body = world.bodies; body !== null; body = body!.next) {
    body.isInIsland = false
    body.time = 0
  }
  for (let contact = world.contacts; contact !== null; contact = contact!.next) {
    contact.hasImpact = false
    contact.isInIsland = false
    contact.impactCount = 0
    contact.impact = 1
  }
  for (;;) {
    const first = firstImpact(world)
    if (first === null || <f32>1 - <f32>10 * epsilon < first.impact) return
    const time = first.impact
    const a = first.bodyA
    const b = first.bodyB
    backupA.take(a)
    backupB.take(b)
    a.moveTo(time)
    b.moveTo(time)
    updateContact(world, first)
    first.hasImpact = false
    first.impactCount++
    if (!first.isTouching) {
      first.isEnabled = false
      backupA.restore(a)
      backupB.restore(b)
      continue
    }
    a.wake()
    b.wake()
    bodies.length = 0
    contacts.length = 0
    enter(a)
    enter(b)
    first.isInIsland = true
    contacts.push(first)
    gather(world, a, time)
    gather(world, b, time)
    solve(a, b, (<f32>1 - time) * stepTime, velocityIterations)
    release(world)
    findNewContacts(world)
  }
}

/** The contact that comes to touch first, if any does within the step. */
function firstImpact(world: World): Contact | null {
  let first: Contact | null = null
  let least: f32 = 1
  for (let contact = world.contacts; contact !== null; contact = contact!.next) {
    if (!contact.isEnabled || contact.impactCount > maxSubSteps) continue
    if (!contact.hasImpact && !findImpact(contact)) continue
    if (contact.impact < least) {
      first = contact
      least = contact.impact
    }
  }
  return first
}

/** Only what moves towards something static is looked at. @returns whether it was */
function findImpact(contact: Contact): bool {
  const a = contact.bodyA
  const b = contact.bodyB
  if (!((a.isAwake && !a.isStatic) || (b.isAwake && !b.isStatic))) return false
  if (!a.isStatic && !b.isStatic) return false
  const time: f32 = larger(a.time, b.time)
  if (a.time < time) a.advanceStart(time)
  else if (b.time < time) b.advanceStart(time)
  const share: f32 = timeOfImpact(contact.fixtureA.shape, a, contact.fixtureB.shape, b)
  contact.impact = share < 1 ? smaller(time + (<f32>1 - time) * share, 1) : 1
  contact.hasImpact = true
  return true
}

function enter(body: Body): void {
  body.isInIsland = true
  bodies.push(body)
}

/** What else a body touches at that time takes part. */
function gather(world: World, body: Body, time: f32): void {
  if (body.isStatic) return
  for (let edge = body.contacts; edge !== null; edge = edge!.next) {
    if (bodies.length === 2 * maxImpactContacts || contacts.length === maxImpactContacts) return
    const contact = edge.contact
    const other = edge.other
    if (contact.isInIsland || !other.isStatic) continue
    backupA.take(other)
    if (!other.isInIsland) other.moveTo(time)
    updateContact(world, contact)
    if (!contact.isTouching) {
      backupA.restore(other)
      continue
    }
    contact.isInIsland = true
    contacts.push(contact)
    if (!other.isInIsland) enter(other)
  }
}

/** Moves the two bodies apart, and all on for the rest of the step. */
function solve(a: Body, b: Body, time: f32, velocityIterations: i32): void {
  for (let index = 0; index < contacts.length; index++) beginContact(contacts.get(index), 0)
  let least: f32 = -1
  for (
    let iteration = 0;
    iteration < impactPositionIterations && !(least >= <f32>-1.5 * linearSlop);
    iteration++
  ) {
    least = 0
    for (let index = 0; index < contacts.length; index++) {
      const contact = contacts.get(index)
      const movesA = contact.bodyA === a || contact.bodyA === b
      const movesB = contact.bodyB === a || contact.bodyB === b
      least = smaller(least, solveContactPosition(contact, impactOverlapShare, movesA, movesB))
    }
  }
  keepStart(a)
  keepStart(b)
  for (let index = 0; index < contacts.length; index++) prepareContact(contacts.get(index))
  for (let iteration = 0; iteration < velocityIterations; iteration++)
    for (let index = 0; index < contacts.length; index++) solveContactVelocity(contacts.get(index))
  for (let index = 0; index < bodies.length; index++) {
    moveBody(bodies.get(index), time)
    bodies.get(index).placeOrigin()
  }
}

/** The sweep goes on from here. */
function keepStart(body: Body): void {
  body.startX = body.centerX
  body.startY = body.centerY
  body.startAngle = body.angle
}

function release(world: World): void {
  for (let index = 0; index < bodies.length; index++) {
    const body = bodies.get(index)
    body.isInIsland = false
    if (body.isStatic) continue
    followFixtures(world, body)
    for (let edge = body.contacts; edge !== null; edge = edge!.next) {
      edge.contact.hasImpact = false
      edge.contact.isInIsland = false
    }
  }
}
