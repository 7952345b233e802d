import { dot, length, rotatedX, rotatedY, smaller, unrotatedX, unrotatedY } from './arithmetic'
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
import { angularSlop, epsilon, most, skin } from './settings'
import { Shape } from './shape'

const bothSkins: f32 = <f32>2 * skin

/** The polygon in the edge's coordinates. */
const polygon = new Shape()
/** From the edge's coordinates to the polygon's: the transform that brings the polygon here. */
let atX: f32 = 0
let atY: f32 = 0
let sine: f32 = 0
let cosine: f32 = 0

/** The side of the polygon that separates best, and how far. */
let bestSide: i32 = 0
let bestSeparation: f32 = 0

/**
 * An edge without neighbours against a polygon: of the edge's normal (on the polygon's side) and the polygon's own, the one
 * that separates best gives the face; the other's side is clipped to it.
 */
export function collideEdgePolygon(contact: Contact): void {
  const edge = contact.fixtureA.shape
  const original = contact.fixtureB.shape
  const bodyA = contact.bodyA
  const bodyB = contact.bodyB

  sine = bodyA.cosine * bodyB.sine - bodyA.sine * bodyB.cosine
  cosine = bodyA.cosine * bodyB.cosine + bodyA.sine * bodyB.sine
  const apartX: f32 = bodyB.x - bodyA.x
  const apartY: f32 = bodyB.y - bodyA.y
  atX = unrotatedX(bodyA.sine, bodyA.cosine, apartX, apartY)
  atY = unrotatedY(bodyA.sine, bodyA.cosine, apartX, apartY)

  const x1: f32 = edge.x(0)
  const y1: f32 = edge.y(0)
  const x2: f32 = edge.x(1)
  const y2: f32 = edge.y(1)
  let alongX: f32 = x2 - x1
  let alongY: f32 = y2 - y1
  const size: f32 = length(alongX, alongY)
  if (size >= epsilon) {
    alongX *= <f32>1 / size
    alongY *= <f32>1 / size
  }
  const centroidX: f32 = rotatedX(sine, cosine, original.centroidX, original.centroidY) + atX
  const centroidY: f32 = rotatedY(sine, cosine, original.centroidX, original.centroidY) + atY
  const isFront = dot(alongY, -alongX, centroidX - x1, centroidY - y1) >= 0
  const normalX: f32 = isFront ? alongY : -alongY
  const normalY: f32 = isFront ? -alongX : alongX

  bring(original)
  const edgeSeparation = separationOfEdge(normalX, normalY, x1, y1)
  if (edgeSeparation > bothSkins) return
  findBestSide(normalX, normalY, x1, y1, x2, y2)
  if (bestSide >= 0 && bestSeparation > bothSkins) return
  // The edge, unless the polygon is clearly better: otherwise they would take turns.
  contact.isFaceOfB = bestSide >= 0 && bestSeparation > <f32>0.98 * edgeSeparation + <f32>0.001
  if (contact.isFaceOfB) collideAtPolygon(contact, original, x1, y1, x2, y2)
  else if (isFront) collideAtEdge(contact, x1, y1, 0, x2, y2, 1, normalX, normalY)
  else collideAtEdge(contact, x2, y2, 1, x1, y1, 0, normalX, normalY)
}

function bring(original: Shape): void {
  polygon.count = original.count
  for (let index = 0; index < original.count; index++) {
    const x = original.x(index)
    const y = original.y(index)
    polygon.setCorner(index, rotatedX(sine, cosine, x, y) + atX, rotatedY(sine, cosine, x, y) + atY)
    const normalX = original.normalX(index)
    const normalY = original.normalY(index)
    polygon.setNormal(
      index,
      rotatedX(sine, cosine, normalX, normalY),
      rotatedY(sine, cosine, normalX, normalY),
    )
  }
}

function separationOfEdge(normalX: f32, normalY: f32, x1: f32, y1: f32): f32 {
  let least: f32 = most
  for (let index = 0; index < polygon.count; index++)
    least = smaller(dot(normalX, normalY, polygon.x(index) - x1, polygon.y(index) - y1), least)
  return least
}

/** -1 where no side faces the edge. */
function findBestSide(normalX: f32, normalY: f32, x1: f32, y1: f32, x2: f32, y2: f32): void {
  bestSide = -1
  bestSeparation = -most
  for (let index = 0; index < polygon.count; index++) {
    const x: f32 = -polygon.normalX(index)
    const y: f32 = -polygon.normalY(index)
    const separation: f32 = smaller(
      dot(x, y, polygon.x(index) - x1, polygon.y(index) - y1),
      dot(x, y, polygon.x(index) - x2, polygon.y(index) - y2),
    )
    if (separation > bothSkins) {
      bestSide = index
      bestSeparation = separation
      return
    }
    if (dot(x + normalX, y + normalY, normalX, normalY) < -angularSlop) continue
    if (separation > bestSeparation) {
      bestSide = index
      bestSeparation = separation
    }
  }
}

/** The face is the edge, given in the direction that has its normal on the right. */
function collideAtEdge(
  contact: Contact,
  x1: f32,
  y1: f32,
  index1: i32,
  x2: f32,
  y2: f32,
  index2: i32,
  normalX: f32,
  normalY: f32,
): void {
  let facing: i32 = 0
  let least: f32 = dot(normalX, normalY, polygon.normalX(0), polygon.normalY(0))
  for (let index = 1; index < polygon.count; index++) {
    const value = dot(normalX, normalY, polygon.normalX(index), polygon.normalY(index))
    if (value < least) {
      least = value
      facing = index
    }
  }
  const next = polygon.next(facing)
  setPoint(start1, polygon.x(facing), polygon.y(facing), feature(0, facing, side, corner))
  setPoint(start2, polygon.x(next), polygon.y(next), feature(0, next, side, corner))
  const offset1: f32 = dot(normalY, -normalX, x1, y1)
  const offset2: f32 = dot(-normalY, normalX, x2, y2)
  if (!clipBoth(-normalY, normalX, offset1, index1, offset2, index2)) return
  contact.localNormalX = normalX
  contact.localNormalY = normalY
  contact.localPointX = x1
  contact.localPointY = y1
  keepAtEdge(contact, end1, x1, y1, normalX, normalY)
  keepAtEdge(contact, end2, x1, y1, normalX, normalY)
}

function keepAtEdge(contact: Contact, end: ClipPoint, x: f32, y: f32, normalX: f32, normalY: f32): void {
  if (!(dot(normalX, normalY, end.x - x, end.y - y) <= bothSkins)) return
  const point = contact.point(contact.pointCount++)
  point.localX = unrotatedX(sine, cosine, end.x - atX, end.y - atY)
  point.localY = unrotatedY(sine, cosine, end.x - atX, end.y - atY)
  point.feature = end.feature
}

/** The face is the polygon's best side. */
function collideAtPolygon(contact: Contact, original: Shape, x1: f32, y1: f32, x2: f32, y2: f32): void {
  const index1 = bestSide
  const index2 = polygon.next(index1)
  const normalX = polygon.normalX(index1)
  const normalY = polygon.normalY(index1)
  setPoint(start1, x1, y1, feature(0, index1, corner, side))
  setPoint(start2, x2, y2, feature(0, index1, corner, side))
  const offset1: f32 = dot(normalY, -normalX, polygon.x(index1), polygon.y(index1))
  const offset2: f32 = dot(-normalY, normalX, polygon.x(index2), polygon.y(index2))
  if (!clipBoth(-normalY, normalX, offset1, index1, offset2, index2)) return
  contact.localNormalX = original.normalX(index1)
  contact.localNormalY = original.normalY(index1)
  contact.localPointX = original.x(index1)
  contact.localPointY = original.y(index1)
  keepAtPolygon(contact, end1, index1)
  keepAtPolygon(contact, end2, index1)
}

function keepAtPolygon(contact: Contact, end: ClipPoint, index: i32): void {
  const apart = dot(
    polygon.normalX(index),
    polygon.normalY(index),
    end.x - polygon.x(index),
    end.y - polygon.y(index),
  )
  if (!(apart <= bothSkins)) return
  const point = contact.point(contact.pointCount++)
  point.localX = end.x
  point.localY = end.y
  point.feature = swapped(end.feature)
}
