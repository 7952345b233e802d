import { clamp, cross, length, magnitude } from './arithmetic'
import { RevoluteJoint } from './bodies'
import { Limit } from './hinge'
import { angularSlop, linearSlop, maxAngularCorrection } from './settings'

/** One iteration: the angle within its limits, then the point. @returns whether the errors are small */
export function solveJointPosition(joint: RevoluteJoint): bool {
  const angularError: f32 = joint.limit === Limit.Inactive ? 0 : solveLimit(joint)
  const a = joint.a
  const b = joint.b
  joint.placeArms()
  const ax = joint.armAX
  const ay = joint.armAY
  const bx = joint.armBX
  const by = joint.armBY
  const apartX: f32 = b.centerX + bx - a.centerX - ax
  const apartY: f32 = b.centerY + by - a.centerY - ay
  const iA = a.inverseInertia
  const iB = b.inverseInertia
  const masses: f32 = a.inverseMass + b.inverseMass
  const k11: f32 = masses + iA * ay * ay + iB * by * by
  const k12: f32 = -iA * ax * ay - iB * bx * by
  const k22: f32 = masses + iA * ax * ax + iB * bx * bx
  let determinant: f32 = k11 * k22 - k12 * k12
  if (determinant !== 0) determinant = <f32>1 / determinant
  const x: f32 = -(determinant * (k22 * apartX - k12 * apartY))
  const y: f32 = -(determinant * (k11 * apartY - k12 * apartX))
  a.centerX -= a.inverseMass * x
  a.centerY -= a.inverseMass * y
  a.angle -= iA * cross(ax, ay, x, y)
  b.centerX += b.inverseMass * x
  b.centerY += b.inverseMass * y
  b.angle += iB * cross(bx, by, x, y)
  return length(apartX, apartY) <= linearSlop && angularError <= angularSlop
}

/** @returns by how much the angle is beyond its limit */
function solveLimit(joint: RevoluteJoint): f32 {
  const a = joint.a
  const b = joint.b
  let error: f32
  let correction: f32
  if (joint.limit === Limit.Equal) {
    correction = clamp(joint.angle - joint.lowerAngle, -maxAngularCorrection, maxAngularCorrection)
    error = magnitude(correction)
  } else if (joint.limit === Limit.AtLower) {
    const beyond: f32 = joint.angle - joint.lowerAngle
    error = -beyond
    correction = clamp(beyond + angularSlop, -maxAngularCorrection, 0)
  } else {
    error = joint.angle - joint.upperAngle
    correction = clamp(error - angularSlop, 0, maxAngularCorrection)
  }
  const impulse: f32 = -joint.motorMass * correction
  a.angle -= a.inverseInertia * impulse
  b.angle += b.inverseInertia * impulse
  return error
}
