import { clamp, cross, dot, rotatedX, rotatedY, smaller } from './arithmetic'
import { Contact } from './bodies'
import { ContactPoint } from './manifold'
import { RigidBody } from './rigid-body'
import { linearSlop, maxLinearCorrection, skin } from './settings'
import { cosine, sine } from './sine-cosine'

/** What {@link locate} found: normal from A to B, point, and how far apart there (below 0: overlapping). */
let normalX: f32 = 0
let normalY: f32 = 0
let pointX: f32 = 0
let pointY: f32 = 0
let separation: f32 = 0

/**
 * One iteration against overlap, point after point, each where the last has left the bodies.
 *
 * @param share how much of the overlap to take away
 * @param movesA whether the bodies give way
 * @returns the least separation found
 */
export function solveContactPosition(contact: Contact, share: f32, movesA: bool, movesB: bool): f32 {
  const a = contact.bodyA
  const b = contact.bodyB
  const massA: f32 = movesA ? a.inverseMass : 0
  const inertiaA: f32 = movesA ? a.inverseInertia : 0
  const massB: f32 = movesB ? b.inverseMass : 0
  const inertiaB: f32 = movesB ? b.inverseInertia : 0
  let least: f32 = 0
  for (let index = 0; index < contact.pointCount; index++) {
    locate(contact, contact.point(index))
    const armAX: f32 = pointX - a.centerX
    const armAY: f32 = pointY - a.centerY
    const armBX: f32 = pointX - b.centerX
    const armBY: f32 = pointY - b.centerY
    least = smaller(least, separation)
    const correction: f32 = clamp(share * (separation + linearSlop), -maxLinearCorrection, 0)
    const turnA: f32 = cross(armAX, armAY, normalX, normalY)
    const turnB: f32 = cross(armBX, armBY, normalX, normalY)
    const mass: f32 = massA + massB + inertiaA * turnA * turnA + inertiaB * turnB * turnB
    const impulse: f32 = mass > 0 ? -correction / mass : 0
    const x: f32 = impulse * normalX
    const y: f32 = impulse * normalY
    a.centerX -= massA * x
    a.centerY -= massA * y
    a.angle -= inertiaA * cross(armAX, armAY, x, y)
    b.centerX += massB * x
    b.centerY += massB * y
    b.angle += inertiaB * cross(armBX, armBY, x, y)
  }
  return least
}

function locate(contact: Contact, point: ContactPoint): void {
  const a = contact.bodyA
  const b = contact.bodyB
  if (contact.isFaceOfB) {
    locateAt(contact, point, b, a)
    normalX = -normalX
    normalY = -normalY
  } else locateAt(contact, point, a, b)
}

/** With the face on `body`. */
function locateAt(contact: Contact, point: ContactPoint, body: RigidBody, other: RigidBody): void {
  const sineHere = sine(body.angle)
  const cosineHere = cosine(body.angle)
  const sineThere = sine(other.angle)
  const cosineThere = cosine(other.angle)
  const x: f32 = body.centerX - rotatedX(sineHere, cosineHere, body.localCenterX, body.localCenterY)
  const y: f32 = body.centerY - rotatedY(sineHere, cosineHere, body.localCenterX, body.localCenterY)
  const otherX: f32 = other.centerX - rotatedX(sineThere, cosineThere, other.localCenterX, other.localCenterY)
  const otherY: f32 = other.centerY - rotatedY(sineThere, cosineThere, other.localCenterX, other.localCenterY)
  normalX = rotatedX(sineHere, cosineHere, contact.localNormalX, contact.localNormalY)
  normalY = rotatedY(sineHere, cosineHere, contact.localNormalX, contact.localNormalY)
  const faceX: f32 = rotatedX(sineHere, cosineHere, contact.localPointX, contact.localPointY) + x
  const faceY: f32 = rotatedY(sineHere, cosineHere, contact.localPointX, contact.localPointY) + y
  pointX = rotatedX(sineThere, cosineThere, point.localX, point.localY) + otherX
  pointY = rotatedY(sineThere, cosineThere, point.localX, point.localY) + otherY
  separation = dot(pointX - faceX, pointY - faceY, normalX, normalY) - skin - skin
}
