import { Contact } from './bodies'
import { collideEdgePolygon } from './collide-edge-polygon'
import { collidePolygons } from './collide-polygons'

/** Collides a contact's shapes anew. @returns whether it began or ended to touch */
export function collide(contact: Contact): bool {
  const count = contact.pointCount
  const first = contact.first
  const second = contact.second
  const firstFeature = first.feature
  const firstNormal = first.normalImpulse
  const firstTangent = first.tangentImpulse
  const secondFeature = second.feature
  const secondNormal = second.normalImpulse
  const secondTangent = second.tangentImpulse
  contact.isEnabled = true
  contact.pointCount = 0
  if (contact.fixtureA.shape.isEdge) collideEdgePolygon(contact)
  else collidePolygons(contact)
  for (let index = 0; index < contact.pointCount; index++) {
    const point = contact.point(index)
    if (count > 0 && point.feature === firstFeature) {
      point.normalImpulse = firstNormal
      point.tangentImpulse = firstTangent
    } else if (count > 1 && point.feature === secondFeature) {
      point.normalImpulse = secondNormal
      point.tangentImpulse = secondTangent
    } else {
      point.normalImpulse = 0
      point.tangentImpulse = 0
    }
  }
  const isTouching = contact.pointCount > 0
  if (isTouching === contact.isTouching) return false
  contact.isTouching = isTouching
  contact.bodyA.wake()
  contact.bodyB.wake()
  return true
}
