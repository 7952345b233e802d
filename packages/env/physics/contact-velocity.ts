import { clamp, cross, dot, larger, rotatedX, rotatedY } from './arithmetic'
import { Contact } from './bodies'
import { ContactPoint } from './manifold'
import { RigidBody } from './rigid-body'
import { bounceSpeed, skin } from './settings'
import { cosine, sine } from './sine-cosine'

/** Begins with the impulses of the last step, times `warmth`: this step's length to the last one's, or 0 for none. */
export function beginContact(contact: Contact, warmth: f32): void {
  contact.solved = contact.pointCount
  for (let index = 0; index < contact.pointCount; index++) {
    const point = contact.point(index)
    point.pushed = warmth * point.normalImpulse
    point.rubbed = warmth * point.tangentImpulse
  }
}

/** Works out where the bodies are now: the normal, the points' arms and masses. */
export function prepareContact(contact: Contact): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const sineA = sine(a.angle)
  const cosineA = cosine(a.angle)
  const sineB = sine(b.angle)
  const cosineB = cosine(b.angle)
  const xA: f32 = a.centerX - rotatedX(sineA, cosineA, a.localCenterX, a.localCenterY)
  const yA: f32 = a.centerY - rotatedY(sineA, cosineA, a.localCenterX, a.localCenterY)
  const xB: f32 = b.centerX - rotatedX(sineB, cosineB, b.localCenterX, b.localCenterY)
  const yB: f32 = b.centerY - rotatedY(sineB, cosineB, b.localCenterX, b.localCenterY)
  if (contact.isFaceOfB) {
    preparePoints(contact, sineB, cosineB, xB, yB, sineA, cosineA, xA, yA)
    contact.normalX = -contact.normalX
    contact.normalY = -contact.normalY
  } else preparePoints(contact, sineA, cosineA, xA, yA, sineB, cosineB, xB, yB)
  preparePoint(contact, contact.first)
  if (contact.pointCount < 2) return
  preparePoint(contact, contact.second)
  prepareBlock(contact)
}

/** Puts each point halfway between the skins: first the transform of the face's body, then the other's. */
function preparePoints(
  contact: Contact,
  sine: f32,
  cosine: f32,
  x: f32,
  y: f32,
  otherSine: f32,
  otherCosine: f32,
  otherX: f32,
  otherY: f32,
): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const normalX: f32 = rotatedX(sine, cosine, contact.localNormalX, contact.localNormalY)
  const normalY: f32 = rotatedY(sine, cosine, contact.localNormalX, contact.localNormalY)
  const faceX: f32 = rotatedX(sine, cosine, contact.localPointX, contact.localPointY) + x
  const faceY: f32 = rotatedY(sine, cosine, contact.localPointX, contact.localPointY) + y
  contact.normalX = normalX
  contact.normalY = normalY
  for (let index = 0; index < contact.pointCount; index++) {
    const point = contact.point(index)
    const clipX: f32 = rotatedX(otherSine, otherCosine, point.localX, point.localY) + otherX
    const clipY: f32 = rotatedY(otherSine, otherCosine, point.localX, point.localY) + otherY
    const away: f32 = skin - dot(clipX - faceX, clipY - faceY, normalX, normalY)
    const middleX: f32 = <f32>0.5 * (clipX + away * normalX + (clipX - skin * normalX))
    const middleY: f32 = <f32>0.5 * (clipY + away * normalY + (clipY - skin * normalY))
    point.armAX = middleX - a.centerX
    point.armAY = middleY - a.centerY
    point.armBX = middleX - b.centerX
    point.armBY = middleY - b.centerY
  }
}

function preparePoint(contact: Contact, point: ContactPoint): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const normalX = contact.normalX
  const normalY = contact.normalY
  const turnA: f32 = cross(point.armAX, point.armAY, normalX, normalY)
  const turnB: f32 = cross(point.armBX, point.armBY, normalX, normalY)
  const massOf: f32 =
    a.inverseMass + b.inverseMass + a.inverseInertia * turnA * turnA + b.inverseInertia * turnB * turnB
  point.normalMass = massOf > 0 ? <f32>1 / massOf : 0
  const slideA: f32 = cross(point.armAX, point.armAY, normalY, -normalX)
  const slideB: f32 = cross(point.armBX, point.armBY, normalY, -normalX)
  const slideMass: f32 =
    a.inverseMass + b.inverseMass + a.inverseInertia * slideA * slideA + b.inverseInertia * slideB * slideB
  point.tangentMass = slideMass > 0 ? <f32>1 / slideMass : 0
  const speed: f32 = dot(normalX, normalY, relativeX(a, b, point), relativeY(a, b, point))
  point.bias = speed < -bounceSpeed ? -contact.restitution * speed : 0
}

function relativeX(a: RigidBody, b: RigidBody, point: ContactPoint): f32 {
  return b.velocityX - b.angularVelocity * point.armBY - a.velocityX + a.angularVelocity * point.armAY
}

function relativeY(a: RigidBody, b: RigidBody, point: ContactPoint): f32 {
  return b.velocityY + b.angularVelocity * point.armBX - a.velocityY - a.angularVelocity * point.armAX
}

/** How the two points' impulses bear on one another. Points that say nearly the same are solved as one. */
function prepareBlock(contact: Contact): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const p = contact.first
  const q = contact.second
  const turnA1: f32 = cross(p.armAX, p.armAY, contact.normalX, contact.normalY)
  const turnB1: f32 = cross(p.armBX, p.armBY, contact.normalX, contact.normalY)
  const turnA2: f32 = cross(q.armAX, q.armAY, contact.normalX, contact.normalY)
  const turnB2: f32 = cross(q.armBX, q.armBY, contact.normalX, contact.normalY)
  const masses: f32 = a.inverseMass + b.inverseMass
  const k11: f32 = masses + a.inverseInertia * turnA1 * turnA1 + b.inverseInertia * turnB1 * turnB1
  const k22: f32 = masses + a.inverseInertia * turnA2 * turnA2 + b.inverseInertia * turnB2 * turnB2
  const k12: f32 = masses + a.inverseInertia * turnA1 * turnA2 + b.inverseInertia * turnB1 * turnB2
  let determinant: f32 = k11 * k22 - k12 * k12
  if (!(k11 * k11 < <f32>1000 * determinant)) {
    contact.solved = 1
    return
  }
  if (determinant !== 0) determinant = <f32>1 / determinant
  contact.k11 = k11
  contact.k12 = k12
  contact.k22 = k22
  contact.inverse11 = determinant * k22
  contact.inverse12 = -determinant * k12
  contact.inverse22 = determinant * k11
}

/** Applies what it began with. */
export function warmContact(contact: Contact): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const normalX = contact.normalX
  const normalY = contact.normalY
  for (let index = 0; index < contact.solved; index++) {
    const point = contact.point(index)
    const x: f32 = point.pushed * normalX + point.rubbed * normalY
    const y: f32 = point.pushed * normalY + point.rubbed * -normalX
    push(a, b, point, x, y)
  }
}

/** An impulse at one point: forth on B, back on A. */
function push(a: RigidBody, b: RigidBody, point: ContactPoint, x: f32, y: f32): void {
  a.velocityX -= a.inverseMass * x
  a.velocityY -= a.inverseMass * y
  a.angularVelocity -= a.inverseInertia * cross(point.armAX, point.armAY, x, y)
  b.velocityX += b.inverseMass * x
  b.velocityY += b.inverseMass * y
  b.angularVelocity += b.inverseInertia * cross(point.armBX, point.armBY, x, y)
}

/** One iteration: friction first, since not to overlap matters more. */
export function solveContactVelocity(contact: Contact): void {
  solveFriction(contact, contact.first)
  if (contact.solved === 1) {
    solveNormal(contact, contact.first)
    return
  }
  solveFriction(contact, contact.second)
  solveBlock(contact)
}

function solveFriction(contact: Contact, point: ContactPoint): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const tangentX: f32 = contact.normalY
  const tangentY: f32 = -contact.normalX
  const speed: f32 = dot(relativeX(a, b, point), relativeY(a, b, point), tangentX, tangentY)
  const limit: f32 = contact.friction * point.pushed
  const rubbed: f32 = clamp(point.rubbed + point.tangentMass * -speed, -limit, limit)
  const impulse: f32 = rubbed - point.rubbed
  point.rubbed = rubbed
  push(a, b, point, impulse * tangentX, impulse * tangentY)
}

function solveNormal(contact: Contact, point: ContactPoint): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const speed: f32 = dot(relativeX(a, b, point), relativeY(a, b, point), contact.normalX, contact.normalY)
  const pushed: f32 = larger(point.pushed + -point.normalMass * (speed - point.bias), 0)
  const impulse: f32 = pushed - point.pushed
  point.pushed = pushed
  push(a, b, point, impulse * contact.normalX, impulse * contact.normalY)
}

/**
 * Both points at once, by trying which of them push (Murty's total enumeration): the impulses must not pull, and a point
 * that pushes has no speed left.
 */
function solveBlock(contact: Contact): void {
  const a = contact.bodyA
  const b = contact.bodyB
  const p = contact.first
  const q = contact.second
  const normalX = contact.normalX
  const normalY = contact.normalY
  const speed1: f32 = dot(relativeX(a, b, p), relativeY(a, b, p), normalX, normalY)
  const speed2: f32 = dot(relativeX(a, b, q), relativeY(a, b, q), normalX, normalY)
  const old1 = p.pushed
  const old2 = q.pushed
  // The speeds without any impulse of these two.
  const b1: f32 = speed1 - p.bias - (contact.k11 * old1 + contact.k12 * old2)
  const b2: f32 = speed2 - q.bias - (contact.k12 * old1 + contact.k22 * old2)

  let x1: f32 = -(contact.inverse11 * b1 + contact.inverse12 * b2)
  let x2: f32 = -(contact.inverse12 * b1 + contact.inverse22 * b2)
  if (!(x1 >= 0 && x2 >= 0)) {
    x1 = -p.normalMass * b1
    x2 = 0
    if (!(x1 >= 0 && contact.k12 * x1 + b2 >= 0)) {
      x1 = 0
      x2 = -q.normalMass * b2
      if (!(x2 >= 0 && contact.k12 * x2 + b1 >= 0)) {
        x2 = 0
        // Without a solution nothing changes; it happens, and does no harm.
        if (!(b1 >= 0 && b2 >= 0)) return
      }
    }
  }
  const change1: f32 = x1 - old1
  const change2: f32 = x2 - old2
  p.pushed = x1
  q.pushed = x2
  const x1x: f32 = change1 * normalX
  const x1y: f32 = change1 * normalY
  const x2x: f32 = change2 * normalX
  const x2y: f32 = change2 * normalY
  a.velocityX -= a.inverseMass * (x1x + x2x)
  a.velocityY -= a.inverseMass * (x1y + x2y)
  a.angularVelocity -=
    a.inverseInertia * (cross(p.armAX, p.armAY, x1x, x1y) + cross(q.armAX, q.armAY, x2x, x2y))
  b.velocityX += b.inverseMass * (x1x + x2x)
  b.velocityY += b.inverseMass * (x1y + x2y)
  b.angularVelocity +=
    b.inverseInertia * (cross(p.armBX, p.armBY, x1x, x1y) + cross(q.armBX, q.armBY, x2x, x2y))
}

/** Keeps the impulses for the next step. */
export function keepImpulses(contact: Contact): void {
  for (let index = 0; index < contact.solved; index++) {
    const point = contact.point(index)
    point.normalImpulse = point.pushed
    point.tangentImpulse = point.rubbed
  }
}
