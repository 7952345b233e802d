import { type Car, carLength, carWidth } from './car.ts'

const diagonal = Math.sqrt(carLength ** 2 + carWidth ** 2)

/** Corners x0, y0, ... and the first once more. */
type Corners = Float64Array
const cornersOfA: Corners = new Float64Array(10)
const cornersOfB: Corners = new Float64Array(10)

/**
 * Lets two cars collide where their rectangles overlap, or will within `dt` seconds: then they are pushed apart.
 *
 * @see highway_env/vehicle/objects.py, highway_env/utils.py
 */
export function collide(a: Car, b: Car, dt: number): void {
  if (!a.checksCollisions && !b.checksCollisions) return
  const dx = b.x - a.x
  // Most pairs are far apart along the road: the root is seldom needed.
  const reach = diagonal + a.speed * dt
  if (dx > reach || -dx > reach) return
  const dy = b.y - a.y
  if (Math.sqrt(dx * dx + dy * dy) > reach) return
  separate(a, b, dt)
}

/** The separating axis test over the sides of both rectangles, now and after the cars' moves. */
function separate(a: Car, b: Car, dt: number): void {
  corners(a, cornersOfA)
  corners(b, cornersOfB)
  const moveX = a.velocityX * dt - b.velocityX * dt
  const moveY = a.velocityY * dt - b.velocityY * dt
  let isIntersecting = true
  let willIntersect = true
  let least = Number.POSITIVE_INFINITY
  let axisX = 0
  let axisY = 0
  for (const sides of [cornersOfA, cornersOfB]) {
    for (let side = 0; side < 8; side += 2) {
      const rawX = (sides[side + 1] as number) - (sides[side + 3] as number)
      const rawY = (sides[side + 2] as number) - (sides[side] as number)
      const length = Math.sqrt(rawX * rawX + rawY * rawY)
      const x = rawX / length
      const y = rawY / length
      let [lowA, highA] = projected(cornersOfA, x, y)
      const [lowB, highB] = projected(cornersOfB, x, y)
      if (gap(lowA, highA, lowB, highB) > 0) isIntersecting = false
      const move = x * moveX + y * moveY
      if (move < 0) lowA += move
      else highA += move
      const distance = gap(lowA, highA, lowB, highB)
      if (distance > 0) willIntersect = false
      if (!isIntersecting && !willIntersect) break
      if (Math.abs(distance) < least) {
        least = Math.abs(distance)
        const towards =
          (mean(cornersOfA, 0) - mean(cornersOfB, 0)) * x + (mean(cornersOfA, 1) - mean(cornersOfB, 1)) * y
        axisX = towards > 0 ? x : -x
        axisY = towards > 0 ? y : -y
      }
    }
  }
  if (willIntersect) {
    a.push((least * axisX) / 2, (least * axisY) / 2)
    b.push((-least * axisX) / 2, (-least * axisY) / 2)
  }
  if (isIntersecting) {
    a.crashed = true
    b.crashed = true
  }
}

function corners({ x, y, cosine, sine }: Car, into: Corners): void {
  const along = carLength / 2
  const across = carWidth / 2
  set(into, 0, -along, -across)
  set(into, 2, -along, across)
  set(into, 4, along, across)
  set(into, 6, along, -across)
  set(into, 8, -along, -across)
  function set(target: Corners, at: number, forward: number, left: number): void {
    target[at] = cosine * forward - sine * left + x
    target[at + 1] = sine * forward + cosine * left + y
  }
}

function projected(points: Corners, x: number, y: number): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let at = 0; at < 8; at += 2) {
    const place = (points[at] as number) * x + (points[at + 1] as number) * y
    if (place < low) low = place
    if (place > high) high = place
  }
  return [low, high]
}

/** How far apart two intervals are; negative where they overlap. */
function gap(lowA: number, highA: number, lowB: number, highB: number): number {
  return lowA < lowB ? lowB - highA : lowA - highB
}

function mean(points: Corners, coordinate: 0 | 1): number {
  let sum = 0
  for (let at = coordinate; at < 8; at += 2) sum += points[at] as number
  return sum / 4
}
