// What the host calls. A world, a body and a joint are numbers to it; what it made it gives back with `destroyWorld`.

import { Body, RevoluteJoint, Surface } from './bodies'
import { findNewContacts } from './contacts'
import { destroyBody, destroyWorld } from './destroy'
import { placeFixtures } from './motion'
import { box, giveCorner, polygon } from './polygon'
import { rayCast } from './ray-cast'
import { edge } from './shape'
import { step as stepWorld } from './step'
import { World } from './world'

/** What the next fixtures are made of. */
const surface = new Surface()

export function createWorld(gravityX: f32, gravityY: f32): World {
  return new World(gravityX, gravityY)
}

export { destroyWorld }

/** @returns how many numbers {@link eventAt} has; -1 where the simulation has diverged */
export function step(world: World, time: f32, velocityIterations: i32, positionIterations: i32): i32 {
  return stepWorld(world, time, velocityIterations, positionIterations) ? world.events.length : -1
}

/** Three numbers an event: first body, second body, whether they begin to touch. */
export function eventAt(world: World, index: i32): usize {
  return world.events.get(index)
}

export { rayCast }

export function createBody(world: World, isStatic: bool, x: f32, y: f32, angle: f32): Body {
  return world.createBody(isStatic, x, y, angle)
}

export { destroyBody }

export function setSurface(density: f32, friction: f32, restitution: f32, category: u32, mask: u32): void {
  surface.density = density
  surface.friction = friction
  surface.restitution = restitution
  surface.category = category
  surface.mask = mask
}

export function addEdge(world: World, body: Body, x1: f32, y1: f32, x2: f32, y2: f32): void {
  world.createFixture(body, edge(x1, y1, x2, y2), surface)
}

export function addBox(world: World, body: Body, halfWidth: f32, halfHeight: f32): void {
  world.createFixture(body, box(halfWidth, halfHeight), surface)
}

/** One of the corners of the next polygon, which are at most sixteen. */
export { giveCorner }

export function addPolygon(world: World, body: Body, count: i32): void {
  world.createFixture(body, polygon(count), surface)
}

export function x(body: Body): f32 {
  return body.x
}

export function y(body: Body): f32 {
  return body.y
}

export function angle(body: Body): f32 {
  return body.angle
}

export function velocityX(body: Body): f32 {
  return body.velocityX
}

export function velocityY(body: Body): f32 {
  return body.velocityY
}

export function angularVelocity(body: Body): f32 {
  return body.angularVelocity
}

export function mass(body: Body): f32 {
  return body.mass
}

/** About the body's origin. */
export function inertia(body: Body): f32 {
  const x: f32 = body.localCenterX
  const y: f32 = body.localCenterY
  return body.inertia + body.mass * (x * x + y * y)
}

export function isAwake(body: Body): bool {
  return body.isAwake
}

export function place(world: World, body: Body, x: f32, y: f32, angle: f32): void {
  body.place(x, y, angle)
  placeFixtures(world, body)
  findNewContacts(world)
}

export function setVelocity(body: Body, x: f32, y: f32, angular: f32): void {
  body.setVelocity(x, y, angular)
}

export function applyForce(body: Body, x: f32, y: f32): void {
  body.applyForce(x, y)
}

export function applyTorque(body: Body, torque: f32): void {
  body.applyTorque(torque)
}

export function applyImpulse(body: Body, x: f32, y: f32, atX: f32, atY: f32): void {
  body.applyImpulse(x, y, atX, atY)
}

export function createJoint(world: World, a: Body, b: Body): RevoluteJoint {
  return world.createJoint(a, b)
}

export function setAnchors(joint: RevoluteJoint, ax: f32, ay: f32, bx: f32, by: f32): void {
  joint.localAX = ax
  joint.localAY = ay
  joint.localBX = bx
  joint.localBY = by
}

export function setLimits(joint: RevoluteJoint, reference: f32, lower: f32, upper: f32): void {
  joint.referenceAngle = reference
  joint.lowerAngle = lower
  joint.upperAngle = upper
}

export function setMotor(joint: RevoluteJoint, speed: f32, maxTorque: f32): void {
  joint.wakeBodies()
  joint.motorSpeed = speed
  joint.maxMotorTorque = maxTorque
}

export function jointAngle(joint: RevoluteJoint): f32 {
  return joint.angle
}

export function jointSpeed(joint: RevoluteJoint): f32 {
  return joint.speed
}
