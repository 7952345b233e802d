import { cross, length } from './arithmetic'
import { epsilon, maxCorners } from './settings'
import { Shape } from './shape'

const third: f32 = <f32>1 / <f32>3

/** Where the host puts the corners of the next polygon: pairs of numbers. */
const given = memory.data(maxCorners << 3)
/** Which of them are on the hull. */
const hull = memory.data(maxCorners << 2)

export function giveCorner(index: i32, x: f32, y: f32): void {
  store<f32>(given + ((<usize>index) << 3), x)
  store<f32>(given + ((<usize>index) << 3), y, 4)
}

function givenX(index: i32): f32 {
  return load<f32>(given + ((<usize>index) << 3))
}

function givenY(index: i32): f32 {
  return load<f32>(given + ((<usize>index) << 3), 4)
}

/** A box around the origin, given half its width and height. */
export function box(halfWidth: f32, halfHeight: f32): Shape {
  const shape = new Shape()
  shape.count = 4
  shape.setCorner(0, -halfWidth, -halfHeight)
  shape.setCorner(1, halfWidth, -halfHeight)
  shape.setCorner(2, halfWidth, halfHeight)
  shape.setCorner(3, -halfWidth, halfHeight)
  shape.setNormal(0, 0, -1)
  shape.setNormal(1, 1, 0)
  shape.setNormal(2, 0, 1)
  shape.setNormal(3, -1, 0)
  return shape
}

/** The convex hull of the corners that were given. */
export function polygon(count: i32): Shape {
  const shape = new Shape()
  shape.count = wrap(count)
  for (let index = 0; index < shape.count; index++) {
    const corner = load<i32>(hull + ((<usize>index) << 2))
    shape.setCorner(index, givenX(corner), givenY(corner))
  }
  for (let index = 0; index < shape.count; index++) {
    const next = shape.next(index)
    const x: f32 = shape.x(next) - shape.x(index)
    const y: f32 = shape.y(next) - shape.y(index)
    const size: f32 = length(x, y)
    const scale: f32 = size < epsilon ? <f32>1 : <f32>1 / size
    shape.setNormal(index, y * scale, -x * scale)
  }
  findCentroid(shape)
  return shape
}

/** Gift wrapping, from the rightmost corner on (the lowest of several). @returns how many corners the hull has */
function wrap(count: i32): i32 {
  let first: i32 = 0
  for (let index = 1; index < count; index++)
    if (givenX(index) > givenX(first) || (givenX(index) === givenX(first) && givenY(index) < givenY(first)))
      first = index
  let wrapped: i32 = 0
  let corner = first
  do {
    store<i32>(hull + ((<usize>wrapped) << 2), corner)
    wrapped++
    let next: i32 = 0
    for (let index = 1; index < count; index++) {
      if (next === corner) {
        next = index
        continue
      }
      const nextX: f32 = givenX(next) - givenX(corner)
      const nextY: f32 = givenY(next) - givenY(corner)
      const x: f32 = givenX(index) - givenX(corner)
      const y: f32 = givenY(index) - givenY(corner)
      const turn: f32 = cross(nextX, nextY, x, y)
      // Of those on a line, the farthest.
      if (turn < 0 || (turn === 0 && x * x + y * y > nextX * nextX + nextY * nextY)) next = index
    }
    corner = next
  } while (corner !== first && wrapped < maxCorners)
  return wrapped
}

/** Triangles from the origin, weighted by their areas. */
function findCentroid(shape: Shape): void {
  let x: f32 = 0
  let y: f32 = 0
  let area: f32 = 0
  for (let index = 0; index < shape.count; index++) {
    const next = shape.next(index)
    const triangle: f32 = <f32>0.5 * cross(shape.x(index), shape.y(index), shape.x(next), shape.y(next))
    area += triangle
    x += triangle * third * (shape.x(index) + shape.x(next))
    y += triangle * third * (shape.y(index) + shape.y(next))
  }
  shape.centroidX = x * (<f32>1 / area)
  shape.centroidY = y * (<f32>1 / area)
}

/** What {@link weigh} found: mass in kg, centre of mass, moment of inertia about the body's origin in kg m². */
export let mass: f32 = 0
export let massX: f32 = 0
export let massY: f32 = 0
export let inertia: f32 = 0

/** Integrates over the triangles between the mean of the corners and each side. */
export function weigh(shape: Shape, density: f32): void {
  const count = shape.count
  let meanX: f32 = 0
  let meanY: f32 = 0
  for (let index = 0; index < count; index++) {
    meanX += shape.x(index)
    meanY += shape.y(index)
  }
  meanX *= <f32>1 / <f32>count
  meanY *= <f32>1 / <f32>count
  let x: f32 = 0
  let y: f32 = 0
  let area: f32 = 0
  let moment: f32 = 0
  for (let index = 0; index < count; index++) {
    const next = shape.next(index)
    const x1: f32 = shape.x(index) - meanX
    const y1: f32 = shape.y(index) - meanY
    const x2: f32 = shape.x(next) - meanX
    const y2: f32 = shape.y(next) - meanY
    const turn: f32 = cross(x1, y1, x2, y2)
    const triangle: f32 = <f32>0.5 * turn
    area += triangle
    x += triangle * third * (x1 + x2)
    y += triangle * third * (y1 + y2)
    const squaresX: f32 = x1 * x1 + x2 * x1 + x2 * x2
    const squaresY: f32 = y1 * y1 + y2 * y1 + y2 * y2
    moment += <f32>0.25 * third * turn * (squaresX + squaresY)
  }
  mass = density * area
  x *= <f32>1 / area
  y *= <f32>1 / area
  massX = x + meanX
  massY = y + meanY
  inertia = density * moment + mass * (massX * massX + massY * massY - (x * x + y * y))
}
