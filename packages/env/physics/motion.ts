import { larger, length, magnitude, rotatedX, rotatedY, smaller } from './arithmetic'
import { Body, Fixture } from './bodies'
import { RigidBody } from './rigid-body'
import { maxRotation, maxTranslation } from './settings'
import { Box } from './shape'
import { cosine, sine } from './sine-cosine'
import { World } from './world'

/** A body goes on for a time with the speed that it has; speeds that would carry it too far are cut. */
export function moveBody(body: RigidBody, time: f32): void {
  const moveX: f32 = time * body.velocityX
  const moveY: f32 = time * body.velocityY
  if (moveX * moveX + moveY * moveY > maxTranslation * maxTranslation) {
    const ratio: f32 = maxTranslation / length(moveX, moveY)
    body.velocityX *= ratio
    body.velocityY *= ratio
  }
  const turn: f32 = time * body.angularVelocity
  if (turn * turn > maxRotation * maxRotation) body.angularVelocity *= maxRotation / magnitude(turn)
  body.centerX += time * body.velocityX
  body.centerY += time * body.velocityY
  body.angle += time * body.angularVelocity
}

/** The boxes in the tree follow a body: they are to hold the whole of its sweep. */
export function followFixtures(world: World, body: Body): void {
  const sineBefore = sine(body.startAngle)
  const cosineBefore = cosine(body.startAngle)
  const x: f32 = body.startX - rotatedX(sineBefore, cosineBefore, body.localCenterX, body.localCenterY)
  const y: f32 = body.startY - rotatedY(sineBefore, cosineBefore, body.localCenterX, body.localCenterY)
  for (let fixture = body.fixtures; fixture !== null; fixture = fixture!.next)
    follow(world, fixture, x, y, sineBefore, cosineBefore)
}

/** The boxes in the tree follow a body that was put elsewhere. */
export function placeFixtures(world: World, body: Body): void {
  for (let fixture = body.fixtures; fixture !== null; fixture = fixture!.next)
    follow(world, fixture, body.x, body.y, body.sine, body.cosine)
}

const before = new Box()
const after = new Box()

/** Puts a fixture's box in the tree around where it was and where its body is. */
function follow(world: World, fixture: Fixture, x: f32, y: f32, sine: f32, cosine: f32): void {
  const body = fixture.body
  fixture.shape.bounds(before, x, y, sine, cosine)
  fixture.shape.bounds(after, body.x, body.y, body.sine, body.cosine)
  after.lowerX = smaller(before.lowerX, after.lowerX)
  after.lowerY = smaller(before.lowerY, after.lowerY)
  after.upperX = larger(before.upperX, after.upperX)
  after.upperY = larger(before.upperY, after.upperY)
  if (world.tree.move(fixture.proxy, after, body.x - x, body.y - y)) world.moved.push(fixture.proxy)
}
