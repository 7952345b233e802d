import { dot, larger, length, magnitude, smaller, unrotatedX, unrotatedY } from './arithmetic'
import { Fixture } from './bodies'
import { overlap, TreeNode } from './dynamic-tree'
import { List } from './list'
import { epsilon } from './settings'
import { Box, Shape } from './shape'
import { World } from './world'

const stack = new List<i32>()
/** The box around the part of the ray that is still of interest. */
const span = new Box()

/** The ray: from a point to another, as far as `reach` of the way. */
let fromX: f32 = 0
let fromY: f32 = 0
let toX: f32 = 0
let toY: f32 = 0
let reach: f32 = 1

/** @returns which share of the way a ray goes until it meets a fixture of one of the categories; 1 if it meets none */
export function rayCast(world: World, x1: f32, y1: f32, x2: f32, y2: f32, categories: u32): f32 {
  fromX = x1
  fromY = y1
  toX = x2
  toY = y2
  reach = 1
  let alongX: f32 = x2 - x1
  let alongY: f32 = y2 - y1
  const size: f32 = length(alongX, alongY)
  if (size >= epsilon) {
    alongX *= <f32>1 / size
    alongY *= <f32>1 / size
  }
  setSpan()
  stack.length = 0
  if (world.tree.root >= 0) stack.push(world.tree.root)
  while (stack.length > 0) {
    const node = world.tree.node(stack.pop())
    if (!overlap(node, span) || isBeside(node, -alongY, alongX)) continue
    const fixture = node.fixture
    if (fixture === null) {
      stack.push(node.child1)
      stack.push(node.child2)
    } else if ((fixture.category & categories) !== 0) {
      const share = castAt(fixture)
      if (share === 0) return 0
      if (share > 0) {
        reach = share
        setSpan()
      }
    }
  }
  return reach
}

function setSpan(): void {
  const endX: f32 = fromX + reach * (toX - fromX)
  const endY: f32 = fromY + reach * (toY - fromY)
  span.lowerX = smaller(fromX, endX)
  span.lowerY = smaller(fromY, endY)
  span.upperX = larger(fromX, endX)
  span.upperY = larger(fromY, endY)
}

/** Whether the line of the ray, given what is square to it, passes a box by. */
function isBeside(box: TreeNode, acrossX: f32, acrossY: f32): bool {
  const centerX: f32 = <f32>0.5 * (box.lowerX + box.upperX)
  const centerY: f32 = <f32>0.5 * (box.lowerY + box.upperY)
  const halfWidth: f32 = <f32>0.5 * (box.upperX - box.lowerX)
  const halfHeight: f32 = <f32>0.5 * (box.upperY - box.lowerY)
  const away: f32 = magnitude(dot(acrossX, acrossY, fromX - centerX, fromY - centerY))
  return away - dot(magnitude(acrossX), magnitude(acrossY), halfWidth, halfHeight) > 0
}

/** @returns the share of the way to a fixture; -1 if the ray does not meet it */
function castAt(fixture: Fixture): f32 {
  const body = fixture.body
  const x1: f32 = unrotatedX(body.sine, body.cosine, fromX - body.x, fromY - body.y)
  const y1: f32 = unrotatedY(body.sine, body.cosine, fromX - body.x, fromY - body.y)
  const x2: f32 = unrotatedX(body.sine, body.cosine, toX - body.x, toY - body.y)
  const y2: f32 = unrotatedY(body.sine, body.cosine, toX - body.x, toY - body.y)
  const shape = fixture.shape
  return shape.isEdge
    ? castAtEdge(shape, x1, y1, x2 - x1, y2 - y1)
    : castAtPolygon(shape, x1, y1, x2 - x1, y2 - y1)
}

function castAtEdge(edge: Shape, x: f32, y: f32, wayX: f32, wayY: f32): f32 {
  const alongX: f32 = edge.x(1) - edge.x(0)
  const alongY: f32 = edge.y(1) - edge.y(0)
  let normalX: f32 = alongY
  let normalY: f32 = -alongX
  const size: f32 = length(normalX, normalY)
  if (size >= epsilon) {
    normalX *= <f32>1 / size
    normalY *= <f32>1 / size
  }
  const away: f32 = dot(normalX, normalY, edge.x(0) - x, edge.y(0) - y)
  const approach: f32 = dot(normalX, normalY, wayX, wayY)
  if (approach === 0) return -1
  const share: f32 = away / approach
  if (share < 0 || reach < share) return -1
  const squared: f32 = dot(alongX, alongY, alongX, alongY)
  if (squared === 0) return -1
  const hitX: f32 = x + share * wayX
  const hitY: f32 = y + share * wayY
  const place: f32 = dot(hitX - edge.x(0), hitY - edge.y(0), alongX, alongY) / squared
  return place < 0 || <f32>1 < place ? -1 : share
}

function castAtPolygon(polygon: Shape, x: f32, y: f32, wayX: f32, wayY: f32): f32 {
  let enters: f32 = 0
  let leaves: f32 = reach
  let isHit = false
  for (let index = 0; index < polygon.count; index++) {
    const normalX = polygon.normalX(index)
    const normalY = polygon.normalY(index)
    const away: f32 = dot(normalX, normalY, polygon.x(index) - x, polygon.y(index) - y)
    const approach: f32 = dot(normalX, normalY, wayX, wayY)
    if (approach === 0) {
      if (away < 0) return -1
    } else if (approach < 0 && away < enters * approach) {
      enters = away / approach
      isHit = true
    } else if (approach > 0 && away < leaves * approach) leaves = away / approach
    if (leaves < enters) return -1
  }
  return isHit ? enters : -1
}
