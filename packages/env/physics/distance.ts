import { cross, dot, length, rotatedX, rotatedY, unrotatedX, unrotatedY } from './arithmetic'
import { epsilon } from './settings'
import { Shape } from './shape'

/** Where a shape's body is, for a moment. */
@unmanaged
export class Transform {
  x: f32 = 0
  y: f32 = 0
  sine: f32 = 0
  cosine: f32 = 0
}

/** A pair of corners, where they are, and their share in the closest point. */
@unmanaged
class Vertex {
  indexA: i32 = 0
  indexB: i32 = 0
  ax: f32 = 0
  ay: f32 = 0
  bx: f32 = 0
  by: f32 = 0
  /** From A to B. */
  x: f32 = 0
  y: f32 = 0
  share: f32 = 0
}

const maxIterations: i32 = 20

/** The simplex: its first `count` vertices count. It is kept, so that the next search begins with it. */
const v1 = new Vertex()
const v2 = new Vertex()
const v3 = new Vertex()
let count: i32 = 0
/** Length or area of the simplex that is kept. */
let metric: f32 = 0

/** The corners that the simplex was of before an iteration. */
let saved: i32 = 0
const savedPairs = memory.data(3 << 2)

let shapeA: Shape = changetype<Shape>(0)
let shapeB: Shape = changetype<Shape>(0)
let placeA: Transform = changetype<Transform>(0)
let placeB: Transform = changetype<Transform>(0)

/** The next search begins from nothing. */
export function forgetSimplex(): void {
  count = 0
}

/** How many pairs of corners the last search ended with, and which. */
export function closestCount(): i32 {
  return count
}

export function closestA(index: i32): i32 {
  return vertex(index).indexA
}

export function closestB(index: i32): i32 {
  return vertex(index).indexB
}

function vertex(index: i32): Vertex {
  return index === 0 ? v1 : index === 1 ? v2 : v3
}

/** The distance between two shapes without their skins (Gilbert, Johnson and Keerthi's, with barycentric coordinates). */
export function distance(a: Shape, transformA: Transform, b: Shape, transformB: Transform): f32 {
  shapeA = a
  shapeB = b
  placeA = transformA
  placeB = transformB
  resume()
  for (let iteration = 0; iteration < maxIterations; ) {
    save()
    if (count === 2) reduce2()
    else if (count === 3) reduce3()
    if (count === 3) break
    const directionX = searchX()
    const directionY = searchY()
    if (directionX * directionX + directionY * directionY < epsilon * epsilon) break
    const next = vertex(count)
    next.indexA = shapeA.support(
      unrotatedX(placeA.sine, placeA.cosine, -directionX, -directionY),
      unrotatedY(placeA.sine, placeA.cosine, -directionX, -directionY),
    )
    next.indexB = shapeB.support(
      unrotatedX(placeB.sine, placeB.cosine, directionX, directionY),
      unrotatedY(placeB.sine, placeB.cosine, directionX, directionY),
    )
    place(next)
    iteration++
    if (isSaved(next)) break
    count++
  }
  metric = measure()
  return gap()
}

/** Places the kept simplex anew; where it has changed too much, begins with the first corners. */
function resume(): void {
  for (let index = 0; index < count; index++) {
    place(vertex(index))
    vertex(index).share = 0
  }
  if (count > 1) {
    const now = measure()
    if (now < <f32>0.5 * metric || <f32>2 * metric < now || now < epsilon) count = 0
  }
  if (count > 0) return
  v1.indexA = 0
  v1.indexB = 0
  place(v1)
  v1.share = 1
  count = 1
}

function place(vertex: Vertex): void {
  const ax = shapeA.x(vertex.indexA)
  const ay = shapeA.y(vertex.indexA)
  const bx = shapeB.x(vertex.indexB)
  const by = shapeB.y(vertex.indexB)
  vertex.ax = rotatedX(placeA.sine, placeA.cosine, ax, ay) + placeA.x
  vertex.ay = rotatedY(placeA.sine, placeA.cosine, ax, ay) + placeA.y
  vertex.bx = rotatedX(placeB.sine, placeB.cosine, bx, by) + placeB.x
  vertex.by = rotatedY(placeB.sine, placeB.cosine, bx, by) + placeB.y
  vertex.x = vertex.bx - vertex.ax
  vertex.y = vertex.by - vertex.ay
}

function copy(into: Vertex, from: Vertex): void {
  memory.copy(changetype<usize>(into), changetype<usize>(from), offsetof<Vertex>())
}

function save(): void {
  saved = count
  for (let index = 0; index < count; index++)
    store<i32>(savedPairs + ((<usize>index) << 2), pairOf(vertex(index)))
}

function isSaved(vertex: Vertex): bool {
  for (let index = 0; index < saved; index++)
    if (load<i32>(savedPairs + ((<usize>index) << 2)) === pairOf(vertex)) return true
  return false
}

function pairOf(vertex: Vertex): i32 {
  return vertex.indexA | (vertex.indexB << 8)
}

/** Towards the origin: away from a point, or square to a line on the origin's side. */
function searchX(): f32 {
  if (count === 1) return -v1.x
  return isLeft() ? -(v2.y - v1.y) : v2.y - v1.y
}

function searchY(): f32 {
  if (count === 1) return -v1.y
  return isLeft() ? v2.x - v1.x : -(v2.x - v1.x)
}

function isLeft(): bool {
  return cross(v2.x - v1.x, v2.y - v1.y, -v1.x, -v1.y) > 0
}

function measure(): f32 {
  if (count === 1) return 0
  if (count === 2) return length(v1.x - v2.x, v1.y - v2.y)
  return cross(v2.x - v1.x, v2.y - v1.y, v3.x - v1.x, v3.y - v1.y)
}

/** The distance between the closest points of the simplex. */
function gap(): f32 {
  if (count === 1) return length(v1.ax - v1.bx, v1.ay - v1.by)
  if (count === 3) return 0
  const ax: f32 = v1.share * v1.ax + v2.share * v2.ax
  const ay: f32 = v1.share * v1.ay + v2.share * v2.ay
  const bx: f32 = v1.share * v1.bx + v2.share * v2.bx
  const by: f32 = v1.share * v1.by + v2.share * v2.by
  return length(ax - bx, ay - by)
}

/** Leaves of two vertices those whose hull is closest to the origin. */
function reduce2(): void {
  const alongX: f32 = v2.x - v1.x
  const alongY: f32 = v2.y - v1.y
  const share2: f32 = -dot(v1.x, v1.y, alongX, alongY)
  if (share2 <= 0) {
    keep1()
    return
  }
  const share1: f32 = dot(v2.x, v2.y, alongX, alongY)
  if (share1 <= 0) {
    copy(v1, v2)
    keep1()
    return
  }
  keep2(share1, share2)
}

function keep1(): void {
  v1.share = 1
  count = 1
}

function keep2(share1: f32, share2: f32): void {
  const scale: f32 = <f32>1 / (share1 + share2)
  v1.share = share1 * scale
  v2.share = share2 * scale
  count = 2
}

/** Leaves of three vertices those whose hull is closest to the origin, by the region that it is in. */
function reduce3(): void {
  const x12: f32 = v2.x - v1.x
  const y12: f32 = v2.y - v1.y
  const x13: f32 = v3.x - v1.x
  const y13: f32 = v3.y - v1.y
  const x23: f32 = v3.x - v2.x
  const y23: f32 = v3.y - v2.y
  const first12: f32 = dot(v2.x, v2.y, x12, y12)
  const second12: f32 = -dot(v1.x, v1.y, x12, y12)
  const first13: f32 = dot(v3.x, v3.y, x13, y13)
  const second13: f32 = -dot(v1.x, v1.y, x13, y13)
  const first23: f32 = dot(v3.x, v3.y, x23, y23)
  const second23: f32 = -dot(v2.x, v2.y, x23, y23)
  const turn: f32 = cross(x12, y12, x13, y13)
  const inside1: f32 = turn * cross(v2.x, v2.y, v3.x, v3.y)
  const inside2: f32 = turn * cross(v3.x, v3.y, v1.x, v1.y)
  const inside3: f32 = turn * cross(v1.x, v1.y, v2.x, v2.y)

  if (second12 <= 0 && second13 <= 0) keep1()
  else if (first12 > 0 && second12 > 0 && inside3 <= 0) keep2(first12, second12)
  else if (first13 > 0 && second13 > 0 && inside2 <= 0) {
    copy(v2, v3)
    keep2(first13, second13)
  } else if (first12 <= 0 && second23 <= 0) {
    copy(v1, v2)
    keep1()
  } else if (first13 <= 0 && first23 <= 0) {
    copy(v1, v3)
    keep1()
  } else if (first23 > 0 && second23 > 0 && inside1 <= 0) {
    // The second's share comes first: the third takes the first one's place.
    copy(v1, v3)
    keep2(second23, first23)
  }
}
