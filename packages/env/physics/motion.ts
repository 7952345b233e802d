import { length, magnitude, rotatedX, rotatedY } from './arithmetic'
import { Body } from './body'
import { maxRotation, maxTranslation } from './settings'
import { cosine, sine } from './sine-cosine'
import { World } from './world'

/** A body goes on for a time with the speed that it has; speeds that would carry it too far are cut. */
export function moveBody(body: Body, time: f32): void {
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
    if (fixture.follow(world.tree, x, y, sineBefore, cosineBefore)) world.moved.push(fixture.proxy)
}
