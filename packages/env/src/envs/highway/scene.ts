import type { Point, Scene, Shape } from '../../render/scene.ts'
import { type Car, carLength, carWidth } from './car.ts'
import { laneWidth, type Road } from './road.ts'

const behind = 30
const ahead = 75

/** The road around the own car, which is green; other cars are blue, crashed ones red. */
export function highwayScene(road: Road, own: Car): Scene {
  const left = own.x - behind
  const right = own.x + ahead
  const top = laneWidth / 2
  const bottom = -laneWidth * (road.lanes - 0.5)
  const shapes: Shape[] = [
    {
      kind: 'polygon',
      fill: 'rgb(100,100,100)',
      points: [
        [left, bottom],
        [right, bottom],
        [right, top],
        [left, top],
      ],
    },
  ]
  for (let line = 0; line <= road.lanes; line++) {
    const y = top - laneWidth * line
    const isEdge = line === 0 || line === road.lanes
    if (isEdge) shapes.push(stripe(left, right, y))
    // Dashes of 3 m every 5 m stand still on the road.
    else
      for (let x = Math.floor(left / 5) * 5; x < right; x += 5)
        shapes.push(stripe(Math.max(x, left), Math.min(x + 3, right), y))
  }
  for (const car of road.cars)
    if (car.x > left - carLength && car.x < right + carLength)
      shapes.push({ kind: 'polygon', points: outline(car), fill: colour(car, own) })
  return { left, right, bottom: bottom - 2, top: top + 2, background: 'rgb(230,230,230)', shapes }
}

function stripe(from: number, to: number, y: number): Shape {
  return {
    kind: 'line',
    points: [
      [from, y],
      [to, y],
    ],
    stroke: 'white',
    width: 0.2,
  }
}

function colour(car: Car, own: Car): string {
  if (car.crashed) return 'rgb(255,100,100)'
  return car === own ? 'rgb(50,200,0)' : 'rgb(100,200,255)'
}

/** y grows to the right of the road, and downwards on the screen. */
function outline({ x, y, cosine, sine }: Car): Point[] {
  const corners: readonly Point[] = [
    [-1, -1],
    [-1, 1],
    [1, 1],
    [1, -1],
  ]
  return corners.map(([along, across]) => {
    const forward = (along * carLength) / 2
    const right = (across * carWidth) / 2
    return [x + forward * cosine - right * sine, -(y + forward * sine + right * cosine)]
  })
}
