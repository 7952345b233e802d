import { dot, length, rotatedX, rotatedY, unrotatedX, unrotatedY } from './arithmetic'
import { Contact } from './bodies'
import {
  ClipPoint,
  clipBoth,
  corner,
  end1,
  end2,
  feature,
  setPoint,
  side,
  start1,
  start2,
  swapped,
} from './clip'
import { RigidBody } from './rigid-body'
import { epsilon, most, skin } from './settings'
import { Shape } from './shape'

const bothSkins: f32 = skin + skin

/** Which side {@link separation} found to separate best. */
let bestSide: i32 = 0

/** The side of either polygon that separates best is the face; the side of the other that faces it is clipped to it. */
export function collidePolygons(contact: Contact): void {
  const shapeA = contact.fixtureA.shape
  const shapeB = contact.fixtureB.shape
  const separationA: f32 = separation(shapeA, contact.bodyA, shapeB, contact.bodyB)
  if (separationA > bothSkins) return
  const sideA = bestSide
  const separationB: f32 = separation(shapeB, contact.bodyB, shapeA, contact.bodyA)
  if (separationB > bothSkins) return
  contact.isFaceOfB = separationB > <f32>0.98 * separationA + <f32>0.001
  if (contact.isFaceOfB) collideAt(contact, bestSide, shapeB, contact.bodyB, shapeA, contact.bodyA)
  else collideAt(contact, sideA, shapeA, contact.bodyA, shapeB, contact.bodyB)
}

/** Looks for the side of `shape` that separates best, beginning with the one that faces the other's centroid. */
function separation(shape: Shape, body: RigidBody, other: Shape, otherBody: RigidBody): f32 {
  const towardsX: f32 =
    rotatedX(otherBody.sine, otherBody.cosine, other.centroidX, other.centroidY) +
    otherBody.x -
    (rotatedX(body.sine, body.cosine, shape.centroidX, shape.centroidY) + body.x)
  const towardsY: f32 =
    rotatedY(otherBody.sine, otherBody.cosine, other.centroidX, other.centroidY) +
    otherBody.y -
    (rotatedY(body.sine, body.cosine, shape.centroidX, shape.centroidY) + body.y)
  const localX: f32 = unrotatedX(body.sine, body.cosine, towardsX, towardsY)
  const localY: f32 = unrotatedY(body.sine, body.cosine, towardsX, towardsY)
  let facing: i32 = 0
  let greatest: f32 = -most
  for (let index = 0; index < shape.count; index++) {
    const value: f32 = dot(shape.normalX(index), shape.normalY(index), localX, localY)
    if (value > greatest) {
      greatest = value
      facing = index
    }
  }
  const here: f32 = separationAt(facing, shape, body, other, otherBody)
  const before = shape.before(facing)
  const after = shape.next(facing)
  const valueBefore: f32 = separationAt(before, shape, body, other, otherBody)
  const valueAfter: f32 = separationAt(after, shape, body, other, otherBody)
  bestSide = facing
  if (valueBefore > here && valueBefore > valueAfter)
    return climb(before, valueBefore, false, shape, body, other, otherBody)
  if (valueAfter > here) return climb(after, valueAfter, true, shape, body, other, otherBody)
  return here
}

/** Goes on in one direction as long as it gets better. */
function climb(
  from: i32,
  value: f32,
  isForward: bool,
  shape: Shape,
  body: RigidBody,
  other: Shape,
  otherBody: RigidBody,
): f32 {
  let best: f32 = value
  let index = from
  let here: f32 = value
  do {
    bestSide = index
    best = here
    index = isForward ? shape.next(index) : shape.before(index)
    here = separationAt(index, shape, body, other, otherBody)
  } while (here > best)
  return best
}

/** How far the other lies before one side. */
function separationAt(index: i32, shape: Shape, body: RigidBody, other: Shape, otherBody: RigidBody): f32 {
  const normalX: f32 = rotatedX(body.sine, body.cosine, shape.normalX(index), shape.normalY(index))
  const normalY: f32 = rotatedY(body.sine, body.cosine, shape.normalX(index), shape.normalY(index))
  const nearest = least(
    other,
    unrotatedX(otherBody.sine, otherBody.cosine, normalX, normalY),
    unrotatedY(otherBody.sine, otherBody.cosine, normalX, normalY),
  )
  const x1: f32 = rotatedX(body.sine, body.cosine, shape.x(index), shape.y(index)) + body.x
  const y1: f32 = rotatedY(body.sine, body.cosine, shape.x(index), shape.y(index)) + body.y
  const x2: f32 = rotatedX(otherBody.sine, otherBody.cosine, other.x(nearest), other.y(nearest)) + otherBody.x
  const y2: f32 = rotatedY(otherBody.sine, otherBody.cosine, other.x(nearest), other.y(nearest)) + otherBody.y
  return dot(x2 - x1, y2 - y1, normalX, normalY)
}

/** The corner that lies farthest against a direction. */
function least(shape: Shape, x: f32, y: f32): i32 {
  let nearest: i32 = 0
  let value: f32 = most
  for (let index = 0; index < shape.count; index++) {
    const here: f32 = dot(shape.x(index), shape.y(index), x, y)
    if (here < value) {
      value = here
      nearest = index
    }
  }
  return nearest
}

/** The side of the shape that looks most against a direction. */
function mostOpposed(shape: Shape, x: f32, y: f32): i32 {
  let opposed: i32 = 0
  let value: f32 = most
  for (let index = 0; index < shape.count; index++) {
    const here: f32 = dot(x, y, shape.normalX(index), shape.normalY(index))
    if (here < value) {
      value = here
      opposed = index
    }
  }
  return opposed
}

function collideAt(
  contact: Contact,
  face: i32,
  shape: Shape,
  body: RigidBody,
  other: Shape,
  otherBody: RigidBody,
): void {
  const faceNormalX: f32 = rotatedX(body.sine, body.cosine, shape.normalX(face), shape.normalY(face))
  const faceNormalY: f32 = rotatedY(body.sine, body.cosine, shape.normalX(face), shape.normalY(face))
  const first = mostOpposed(
    other,
    unrotatedX(otherBody.sine, otherBody.cosine, faceNormalX, faceNormalY),
    unrotatedY(otherBody.sine, otherBody.cosine, faceNormalX, faceNormalY),
  )
  startAt(start1, first, face, other, otherBody)
  startAt(start2, other.next(first), face, other, otherBody)

  const next = shape.next(face)
  const x1 = shape.x(face)
  const y1 = shape.y(face)
  const x2 = shape.x(next)
  const y2 = shape.y(next)
  let alongX: f32 = x2 - x1
  let alongY: f32 = y2 - y1
  const size: f32 = length(alongX, alongY)
  if (size >= epsilon) {
    alongX *= <f32>1 / size
    alongY *= <f32>1 / size
  }
  const tangentX: f32 = rotatedX(body.sine, body.cosine, alongX, alongY)
  const tangentY: f32 = rotatedY(body.sine, body.cosine, alongX, alongY)
  const normalX: f32 = tangentY
  const normalY: f32 = -tangentX
  const worldX1: f32 = rotatedX(body.sine, body.cosine, x1, y1) + body.x
  const worldY1: f32 = rotatedY(body.sine, body.cosine, x1, y1) + body.y
  const worldX2: f32 = rotatedX(body.sine, body.cosine, x2, y2) + body.x
  const worldY2: f32 = rotatedY(body.sine, body.cosine, x2, y2) + body.y
  const offset1: f32 = -dot(tangentX, tangentY, worldX1, worldY1) + bothSkins
  const offset2: f32 = dot(tangentX, tangentY, worldX2, worldY2) + bothSkins
  if (!clipBoth(tangentX, tangentY, offset1, face, offset2, next)) return

  contact.localNormalX = alongY
  contact.localNormalY = -alongX
  contact.localPointX = <f32>0.5 * (x1 + x2)
  contact.localPointY = <f32>0.5 * (y1 + y2)
  const front: f32 = dot(normalX, normalY, worldX1, worldY1)
  keep(contact, end1, normalX, normalY, front, otherBody)
  keep(contact, end2, normalX, normalY, front, otherBody)
}

function startAt(start: ClipPoint, index: i32, face: i32, other: Shape, otherBody: RigidBody): void {
  const x: f32 = rotatedX(otherBody.sine, otherBody.cosine, other.x(index), other.y(index)) + otherBody.x
  const y: f32 = rotatedY(otherBody.sine, otherBody.cosine, other.x(index), other.y(index)) + otherBody.y
  setPoint(start, x, y, feature(face, index, side, corner))
}

function keep(
  contact: Contact,
  end: ClipPoint,
  normalX: f32,
  normalY: f32,
  front: f32,
  otherBody: RigidBody,
): void {
  if (!(dot(normalX, normalY, end.x, end.y) - front <= bothSkins)) return
  const point = contact.point(contact.pointCount++)
  const x: f32 = end.x - otherBody.x
  const y: f32 = end.y - otherBody.y
  point.localX = unrotatedX(otherBody.sine, otherBody.cosine, x, y)
  point.localY = unrotatedY(otherBody.sine, otherBody.cosine, x, y)
  point.feature = contact.isFaceOfB ? swapped(end.feature) : end.feature
}
