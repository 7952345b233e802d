import { clamp, cross, magnitude } from './arithmetic'
import { RevoluteJoint } from './bodies'
import { Limit } from './hinge'
import { angularSlop } from './settings'

/** Works out where the bodies are now, and begins with the last step's impulses, times `warmth`. */
export function prepareJoint(joint: RevoluteJoint, stepTime: f32, warmth: f32): void {
  const a = joint.a
  const b = joint.b
  joint.placeArms()
  prepareMasses(joint)
  joint.maxMotorImpulse = stepTime * joint.maxMotorTorque
  findLimit(joint, joint.angle)

  joint.impulseX *= warmth
  joint.impulseY *= warmth
  joint.limitImpulse *= warmth
  joint.motorImpulse *= warmth
  const x = joint.impulseX
  const y = joint.impulseY
  a.velocityX -= a.inverseMass * x
  a.velocityY -= a.inverseMass * y
  a.angularVelocity -=
    a.inverseInertia * (cross(joint.armAX, joint.armAY, x, y) + joint.motorImpulse + joint.limitImpulse)
  b.velocityX += b.inverseMass * x
  b.velocityY += b.inverseMass * y
  b.angularVelocity +=
    b.inverseInertia * (cross(joint.armBX, joint.armBY, x, y) + joint.motorImpulse + joint.limitImpulse)
}

function prepareMasses(joint: RevoluteJoint): void {
  const a = joint.a
  const b = joint.b
  const iA = a.inverseInertia
  const iB = b.inverseInertia
  const masses: f32 = a.inverseMass + b.inverseMass
  const ax = joint.armAX
  const ay = joint.armAY
  const bx = joint.armBX
  const by = joint.armBY
  const k11: f32 = masses + ay * ay * iA + by * by * iB
  const k12: f32 = -ay * ax * iA - by * bx * iB
  const k13: f32 = -ay * iA - by * iB
  const k22: f32 = masses + ax * ax * iA + bx * bx * iB
  const k23: f32 = ax * iA + bx * iB
  const k33: f32 = iA + iB
  joint.k11 = k11
  joint.k12 = k12
  joint.k13 = k13
  joint.k22 = k22
  joint.k23 = k23
  joint.k33 = k33
  joint.motorMass = k33 > 0 ? <f32>1 / k33 : k33
  const determinant2: f32 = k11 * k22 - k12 * k12
  joint.determinant2 = determinant2 !== 0 ? <f32>1 / determinant2 : determinant2
  joint.minor1 = k22 * k33 - k23 * k23
  joint.minor2 = k23 * k13 - k12 * k33
  joint.minor3 = k12 * k23 - k22 * k13
  const determinant3: f32 = k11 * joint.minor1 + k12 * joint.minor2 + k13 * joint.minor3
  joint.determinant3 = determinant3 !== 0 ? <f32>1 / determinant3 : determinant3
}

function findLimit(joint: RevoluteJoint, angle: f32): void {
  if (magnitude(joint.upperAngle - joint.lowerAngle) < <f32>2 * angularSlop) {
    joint.limit = Limit.Equal
    return
  }
  const limit =
    angle <= joint.lowerAngle ? Limit.AtLower : angle >= joint.upperAngle ? Limit.AtUpper : Limit.Inactive
  if (limit === Limit.Inactive || limit !== joint.limit) joint.limitImpulse = 0
  joint.limit = limit
}

/** One iteration: the motor, then the angle within its limits and the point. The speeds stay in local variables: it is called most. */
export function solveJointVelocity(joint: RevoluteJoint): void {
  const a = joint.a
  const b = joint.b
  const inertiaA = a.inverseInertia
  const inertiaB = b.inverseInertia
  let turningA = a.angularVelocity
  let turningB = b.angularVelocity
  if (joint.limit !== Limit.Equal) {
    const most = joint.maxMotorImpulse
    const old = joint.motorImpulse
    const total: f32 = clamp(old + -joint.motorMass * (turningB - turningA - joint.motorSpeed), -most, most)
    const impulse: f32 = total - old
    joint.motorImpulse = total
    turningA -= inertiaA * impulse
    turningB += inertiaB * impulse
  }
  const armAX = joint.armAX
  const armAY = joint.armAY
  const armBX = joint.armBX
  const armBY = joint.armBY
  const velocityAX = a.velocityX
  const velocityAY = a.velocityY
  const velocityBX = b.velocityX
  const velocityBY = b.velocityY
  const speedX: f32 = velocityBX - turningB * armBY - velocityAX + turningA * armAY
  const speedY: f32 = velocityBY + turningB * armBX - velocityAY - turningA * armAX
  let x: f32
  let y: f32
  let turnA: f32
  let turnB: f32
  if (joint.limit === Limit.Inactive) {
    x = holdX(joint, speedX, speedY)
    y = holdY(joint, speedX, speedY)
    turnA = cross(armAX, armAY, x, y)
    turnB = cross(armBX, armBY, x, y)
  } else {
    const turning: f32 = turningB - turningA
    const old = joint.limitImpulse
    const k13 = joint.k13
    const k23 = joint.k23
    let z: f32 = -(joint.determinant3 * aboutAngle(joint, speedX, speedY, turning))
    const total: f32 = old + z
    if (joint.limit === Limit.AtLower ? total < 0 : joint.limit === Limit.AtUpper && total > 0) {
      // It would pull: the angle is let go, and what held it taken back.
      x = holdX(joint, speedX - old * k13, speedY - old * k23)
      y = holdY(joint, speedX - old * k13, speedY - old * k23)
      z = -old
      joint.limitImpulse = 0
    } else {
      x = -(joint.determinant3 * (speedX * joint.minor1 + speedY * joint.minor2 + turning * joint.minor3))
      y = -(joint.determinant3 * aboutY(joint, speedX, speedY, turning))
      joint.limitImpulse = total
    }
    turnA = cross(armAX, armAY, x, y) + z
    turnB = cross(armBX, armBY, x, y) + z
  }
  joint.impulseX += x
  joint.impulseY += y
  a.velocityX = velocityAX - a.inverseMass * x
  a.velocityY = velocityAY - a.inverseMass * y
  a.angularVelocity = turningA - inertiaA * turnA
  b.velocityX = velocityBX + b.inverseMass * x
  b.velocityY = velocityBY + b.inverseMass * y
  b.angularVelocity = turningB + inertiaB * turnB
}

/** The impulse that takes away the speed with which the points part, by Cramer's rule. */
function holdX(joint: RevoluteJoint, speedX: f32, speedY: f32): f32 {
  return joint.determinant2 * (joint.k22 * -speedX - joint.k12 * -speedY)
}

function holdY(joint: RevoluteJoint, speedX: f32, speedY: f32): f32 {
  return joint.determinant2 * (joint.k11 * -speedY - joint.k12 * -speedX)
}

/** The determinants of Cramer's rule for point and angle together. */
function aboutY(joint: RevoluteJoint, x: f32, y: f32, z: f32): f32 {
  const k13 = joint.k13
  const k23 = joint.k23
  const k33 = joint.k33
  return joint.k11 * (y * k33 - z * k23) + joint.k12 * (z * k13 - x * k33) + k13 * (x * k23 - y * k13)
}

function aboutAngle(joint: RevoluteJoint, x: f32, y: f32, z: f32): f32 {
  const k12 = joint.k12
  const k22 = joint.k22
  const k23 = joint.k23
  return joint.k11 * (k22 * z - k23 * y) + k12 * (k23 * x - k12 * z) + joint.k13 * (k12 * y - k22 * x)
}
