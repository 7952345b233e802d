import { dot, larger, length, magnitude, rotatedX, rotatedY, unrotatedX, unrotatedY } from './arithmetic'
import { closestA, closestB, closestCount, distance, forgetSimplex, Transform } from './distance'
import { RigidBody } from './rigid-body'
import { epsilon, linearSlop, maxCorners, pi, skin } from './settings'
import { Shape } from './shape'
import { cosine, sine } from './sine-cosine'

const twoPi: f32 = <f32>2 * pi
const maxIterations: i32 = 20
const maxRootIterations: i32 = 50
/** The skins are to overlap a little, so that the contact is found. */
const target: f32 = larger(linearSlop, skin + skin - <f32>3 * linearSlop)
const tolerance: f32 = <f32>0.25 * linearSlop

/** How a body moves within what is left of the step: from `start` at 0 to `end` at 1. */
@unmanaged
class Sweep extends Transform {
  localX: f32 = 0
  localY: f32 = 0
  startX: f32 = 0
  startY: f32 = 0
  startAngle: f32 = 0
  endX: f32 = 0
  endY: f32 = 0
  endAngle: f32 = 0

  take(body: RigidBody): void {
    this.localX = body.localCenterX
    this.localY = body.localCenterY
    this.startX = body.startX
    this.startY = body.startY
    this.endX = body.centerX
    this.endY = body.centerY
    // Many whole turns would cost the root finder its precision.
    const turns: f32 = twoPi * floor<f32>(body.startAngle / twoPi)
    this.startAngle = body.startAngle - turns
    this.endAngle = body.angle - turns
  }

  /** Sets the transform to where the body is at a time. */
  at(time: f32): void {
    const kept: f32 = <f32>1 - time
    const angle: f32 = kept * this.startAngle + time * this.endAngle
    this.sine = sine(angle)
    this.cosine = cosine(angle)
    const centerX: f32 = kept * this.startX + time * this.endX
    const centerY: f32 = kept * this.startY + time * this.endY
    this.x = centerX - rotatedX(this.sine, this.cosine, this.localX, this.localY)
    this.y = centerY - rotatedY(this.sine, this.cosine, this.localX, this.localY)
  }

  /** Where a point of the body is in the world. */
  worldX(x: f32, y: f32): f32 {
    return rotatedX(this.sine, this.cosine, x, y) + this.x
  }

  worldY(x: f32, y: f32): f32 {
    return rotatedY(this.sine, this.cosine, x, y) + this.y
  }
}

const sweepA = new Sweep()
const sweepB = new Sweep()
let shapeA: Shape = changetype<Shape>(0)
let shapeB: Shape = changetype<Shape>(0)

/** What the axis that separates the shapes belongs to. */
enum Axis {
  Points,
  FaceA,
  FaceB,
}

let axis: Axis = Axis.Points
/** The axis, in the coordinates of the face's body or of the world, and a point on the face. */
let axisX: f32 = 0
let axisY: f32 = 0
let faceX: f32 = 0
let faceY: f32 = 0
/** The corners that are closest along the axis. */
let indexA: i32 = 0
let indexB: i32 = 0

/** How {@link advance} ended. */
enum Outcome {
  /** At a later time, to be looked at anew. */
  Later,
  Touching,
  /** They stay apart, or no time could be found. */
  None,
}

/**
 * When within what is left of the step two shapes come to touch (0 to 1), by conservative advancement along separating axes; 1 if
 * they don't, or already overlap.
 */
export function timeOfImpact(a: Shape, bodyA: RigidBody, b: Shape, bodyB: RigidBody): f32 {
  shapeA = a
  shapeB = b
  sweepA.take(bodyA)
  sweepB.take(bodyB)
  forgetSimplex()
  time = 0
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    sweepA.at(time)
    sweepB.at(time)
    const apart: f32 = distance(shapeA, sweepA, shapeB, sweepB)
    if (apart <= 0) return 1
    if (apart < target + tolerance) return time
    chooseAxis()
    const outcome = advance()
    if (outcome !== Outcome.Later) return outcome === Outcome.Touching ? time : 1
  }
  return 1
}

/** Until when the shapes are known not to touch. */
let time: f32 = 0

/** Pushes the time on, corner after corner, as long as this axis separates the shapes. */
function advance(): Outcome {
  let later: f32 = 1
  for (let pushes = 0; pushes < maxCorners; pushes++) {
    const separationLater: f32 = findSeparation(later)
    if (separationLater > target + tolerance) return Outcome.None
    if (separationLater > target - tolerance) {
      time = later
      return Outcome.Later
    }
    const separationNow: f32 = separationAt(time)
    if (separationNow < target - tolerance) return Outcome.None
    if (separationNow <= target + tolerance) return Outcome.Touching
    later = findRoot(later, separationNow, separationLater)
  }
  return Outcome.Later
}

/** The time at which the chosen corners are as far apart as is aimed at, by turns of bisection and the secant rule. */
function findRoot(later: f32, separationNow: f32, separationLater: f32): f32 {
  let low: f32 = time
  let high: f32 = later
  let separationLow = separationNow
  let separationHigh = separationLater
  for (let iteration = 0; iteration < maxRootIterations; iteration++) {
    const between: f32 =
      (iteration & 1) === 1
        ? low + ((target - separationLow) * (high - low)) / (separationHigh - separationLow)
        : <f32>0.5 * (low + high)
    const separation: f32 = separationAt(between)
    if (magnitude(separation - target) < tolerance) return between
    if (separation > target) {
      low = between
      separationLow = separation
    } else {
      high = between
      separationHigh = separation
    }
  }
  return later
}

function setAxis(x: f32, y: f32): void {
  const size: f32 = length(x, y)
  const scale: f32 = size < epsilon ? <f32>1 : <f32>1 / size
  axisX = x * scale
  axisY = y * scale
}

/** The axis along which the closest corners lie apart now. */
function chooseAxis(): void {
  const a0 = closestA(0)
  const b0 = closestB(0)
  const ax: f32 = sweepA.worldX(shapeA.x(a0), shapeA.y(a0))
  const ay: f32 = sweepA.worldY(shapeA.x(a0), shapeA.y(a0))
  const bx: f32 = sweepB.worldX(shapeB.x(b0), shapeB.y(b0))
  const by: f32 = sweepB.worldY(shapeB.x(b0), shapeB.y(b0))
  if (closestCount() === 1) {
    axis = Axis.Points
    setAxis(bx - ax, by - ay)
  } else if (a0 === closestA(1)) {
    axis = Axis.FaceB
    chooseFace(shapeB, b0, closestB(1), sweepB, ax, ay)
  } else {
    axis = Axis.FaceA
    chooseFace(shapeA, a0, closestA(1), sweepA, bx, by)
  }
}

/** The normal of a face, on the side where the other's corner is. */
function chooseFace(shape: Shape, index1: i32, index2: i32, sweep: Sweep, otherX: f32, otherY: f32): void {
  const x1 = shape.x(index1)
  const y1 = shape.y(index1)
  const x2 = shape.x(index2)
  const y2 = shape.y(index2)
  setAxis(y2 - y1, -(x2 - x1))
  faceX = <f32>0.5 * (x1 + x2)
  faceY = <f32>0.5 * (y1 + y2)
  const normalX: f32 = rotatedX(sweep.sine, sweep.cosine, axisX, axisY)
  const normalY: f32 = rotatedY(sweep.sine, sweep.cosine, axisX, axisY)
  const apartX: f32 = otherX - sweep.worldX(faceX, faceY)
  const apartY: f32 = otherY - sweep.worldY(faceX, faceY)
  if (dot(apartX, apartY, normalX, normalY) < 0) {
    axisX = -axisX
    axisY = -axisY
  }
}

/** Chooses the corners that are closest along the axis at a time. @returns how far they are apart */
function findSeparation(at: f32): f32 {
  sweepA.at(at)
  sweepB.at(at)
  if (axis === Axis.FaceA) {
    const normalX: f32 = rotatedX(sweepA.sine, sweepA.cosine, axisX, axisY)
    const normalY: f32 = rotatedY(sweepA.sine, sweepA.cosine, axisX, axisY)
    indexB = supportOf(shapeB, sweepB, -normalX, -normalY)
  } else if (axis === Axis.FaceB) {
    const normalX: f32 = rotatedX(sweepB.sine, sweepB.cosine, axisX, axisY)
    const normalY: f32 = rotatedY(sweepB.sine, sweepB.cosine, axisX, axisY)
    indexA = supportOf(shapeA, sweepA, -normalX, -normalY)
  } else {
    indexA = supportOf(shapeA, sweepA, axisX, axisY)
    indexB = supportOf(shapeB, sweepB, -axisX, -axisY)
  }
  return separation()
}

function supportOf(shape: Shape, sweep: Sweep, x: f32, y: f32): i32 {
  return shape.support(unrotatedX(sweep.sine, sweep.cosine, x, y), unrotatedY(sweep.sine, sweep.cosine, x, y))
}

/** How far the chosen corners are apart at a time. */
function separationAt(at: f32): f32 {
  sweepA.at(at)
  sweepB.at(at)
  return separation()
}

function separation(): f32 {
  if (axis === Axis.FaceA) return fromFace(sweepA, shapeB, indexB, sweepB)
  if (axis === Axis.FaceB) return fromFace(sweepB, shapeA, indexA, sweepA)
  const ax: f32 = sweepA.worldX(shapeA.x(indexA), shapeA.y(indexA))
  const ay: f32 = sweepA.worldY(shapeA.x(indexA), shapeA.y(indexA))
  const bx: f32 = sweepB.worldX(shapeB.x(indexB), shapeB.y(indexB))
  const by: f32 = sweepB.worldY(shapeB.x(indexB), shapeB.y(indexB))
  return dot(bx - ax, by - ay, axisX, axisY)
}

function fromFace(sweep: Sweep, other: Shape, index: i32, otherSweep: Sweep): f32 {
  const normalX: f32 = rotatedX(sweep.sine, sweep.cosine, axisX, axisY)
  const normalY: f32 = rotatedY(sweep.sine, sweep.cosine, axisX, axisY)
  const x: f32 = otherSweep.worldX(other.x(index), other.y(index))
  const y: f32 = otherSweep.worldY(other.x(index), other.y(index))
  return dot(x - sweep.worldX(faceX, faceY), y - sweep.worldY(faceX, faceY), normalX, normalY)
}
