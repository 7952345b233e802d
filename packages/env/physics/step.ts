import { collideAll, findNewContacts } from './contacts'
import { solveImpacts } from './solve-impacts'
import { solveIslands } from './solve-islands'
import { World } from './world'

/** @param time in seconds @returns whether all bodies still have a place: without numbers they are lost for good */
export function step(world: World, time: f32, velocityIterations: i32, positionIterations: i32): bool {
  world.events.length = 0
  if (world.hasNewFixture) {
    findNewContacts(world)
    world.hasNewFixture = false
  }
  collideAll(world)
  solveIslands(world, time, world.lastRate * time, velocityIterations, positionIterations)
  solveImpacts(world, time, velocityIterations)
  world.lastRate = <f32>1 / time
  let isSound = true
  for (let body = world.bodies; body !== null; body = body!.next) {
    body.clearForces()
    if (!body.isFinite) isSound = false
  }
  return isSound
}
