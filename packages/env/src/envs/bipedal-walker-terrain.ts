import type { Rng } from '../random/rng.ts'
import type { Point } from '../render/scene.ts'
import { cos, sin } from '../sine-cosine.ts'

/** Pixels of Gymnasium's picture to a metre. */
export const scale = 30
/** Metres of the view. */
export const viewWidth: number = 600 / scale
export const viewHeight: number = 400 / scale
/** Metres between two points of the ground. */
export const terrainStep: number = 14 / scale
/** How many points the ground has. */
export const terrainLength = 200
/** Where the ground begins. */
export const terrainHeight: number = viewHeight / 4
/** So many steps of grass lie between two obstacles at most. */
export const grass = 10
/** So many steps are flat at the start. */
export const startPad = 20

/** What the walker walks over. */
export interface Terrain {
  /** The ground from left to right. */
  readonly ground: readonly Point[]
  /** The stumps, stairs and walls of pits, in the order in which they were made. */
  readonly obstacles: readonly (readonly Point[])[]
}

type Stretch = 'grass' | 'stump' | 'stairs' | 'pit'
const obstacleKinds: readonly Stretch[] = ['stump', 'stairs', 'pit']

/** Slightly uneven ground; `isHardcore` puts a stump, stairs or a pit after every stretch of grass. */
export function makeTerrain(rng: Rng, isHardcore: boolean): Terrain {
  const ground: Point[] = []
  const obstacles: Point[][] = []
  let stretch: Stretch = 'grass'
  let isNew = false
  let left = startPad
  let y = terrainHeight
  let slope = 0
  let levelBefore = 0
  let stairs = { steps: 0, width: 0, height: 0 }
  for (let index = 0; index < terrainLength; index++) {
    const x = index * terrainStep
    if (stretch === 'grass' && !isNew) {
      slope = 0.8 * slope + 0.01 * Math.sign(terrainHeight - y)
      if (index > startPad) slope += rng.uniform(-1, 1) / scale
      y += slope
    } else if (stretch === 'pit' && isNew) {
      left = rng.integers(3, 5)
      const wall = block(x, y, 1, -4)
      obstacles.push(
        wall,
        wall.map(([wallX, wallY]): Point => [wallX + terrainStep * left, wallY]),
      )
      left += 2
      levelBefore = y
    } else if (stretch === 'pit') {
      y = levelBefore
      if (left > 1) y -= 4 * terrainStep
    } else if (stretch === 'stump' && isNew) {
      left = rng.integers(1, 3)
      obstacles.push(block(x, y, left, left))
    } else if (stretch === 'stairs' && isNew) {
      const height = rng.random() > 0.5 ? 1 : -1
      stairs = { height, width: rng.integers(4, 5), steps: rng.integers(3, 5) }
      levelBefore = y
      for (let step = 0; step < stairs.steps; step++) obstacles.push(stair(x, y, stairs, step))
      left = stairs.steps * stairs.width
    } else if (stretch === 'stairs') {
      const done = stairs.steps * stairs.width - left - stairs.height
      y = levelBefore + (done / stairs.width) * stairs.height * terrainStep
    }
    isNew = false
    ground.push([x, y])
    left -= 1
    if (left === 0) {
      left = rng.integers(grass / 2, grass)
      stretch =
        stretch === 'grass' && isHardcore ? (obstacleKinds[rng.integers(1, 4) - 1] as Stretch) : 'grass'
      isNew = true
    }
  }
  return { ground, obstacles }
}

/** A block so many steps wide and high (below 0: deep), from its left end at the ground's level. */
function block(x: number, y: number, width: number, height: number): Point[] {
  const right = x + width * terrainStep
  const end = y + height * terrainStep
  return [
    [x, y],
    [right, y],
    [right, end],
    [x, end],
  ]
}

function stair(
  x: number,
  y: number,
  { width, height }: { width: number; height: number },
  step: number,
): Point[] {
  const start = x + step * width * terrainStep
  const end = x + (1 + step) * width * terrainStep
  const top = y + step * height * terrainStep
  const bottom = y + (-1 + step * height) * terrainStep
  return [
    [start, top],
    [end, top],
    [end, bottom],
    [start, bottom],
  ]
}

/** Ten clouds, which only draw from the generator and are drawn. */
export function makeClouds(rng: Rng): Point[][] {
  return Array.from({ length: terrainLength / 20 }, () => {
    const x = rng.uniform(0, terrainLength) * terrainStep
    const y = (viewHeight * 3) / 4
    return Array.from({ length: 5 }, (_, corner): Point => {
      const angle = (3.14 * 2 * corner) / 5
      return [
        x + 15 * terrainStep * sin(angle) + rng.uniform(0, 5 * terrainStep),
        y + 5 * terrainStep * cos(angle) + rng.uniform(0, 5 * terrainStep),
      ]
    })
  })
}
