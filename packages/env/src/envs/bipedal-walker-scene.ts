import type { Point, Scene, Shape } from '../render/scene.ts'
import {
  scale,
  type Terrain,
  terrainHeight,
  terrainStep,
  viewHeight,
  viewWidth,
} from './bipedal-walker-terrain.ts'
import type { BipedalWalkerWorld } from './bipedal-walker-world.ts'

const legColors = ['rgb(178,101,152)', 'rgb(178,101,152)', 'rgb(128,51,102)', 'rgb(128,51,102)']

/** The stretch of ground around the walker, with sky and clouds behind it. */
export function bipedalWalkerScene(
  world: BipedalWalkerWorld,
  { ground, obstacles }: Terrain,
  clouds: readonly (readonly Point[])[],
): Scene {
  const { hull, legs } = world.walker
  const left = hull.x - viewWidth / 5
  const right = left + viewWidth
  const isSeen = (points: readonly Point[]): boolean =>
    points.some(([x]) => x >= left) && points.some(([x]) => x <= right)
  const strips = ground.slice(0, -1).map((start, index): Shape => {
    const end = ground[index + 1] as Point
    const points: Point[] = [start, end, [end[0], 0], [start[0], 0]]
    return { kind: 'polygon', points, fill: index % 2 === 0 ? 'rgb(102,153,76)' : 'rgb(96,146,71)' }
  })
  const white = (points: readonly Point[], fill: string): Shape => ({ kind: 'polygon', points, fill })
  return {
    left,
    right,
    bottom: 0,
    top: viewHeight,
    background: 'rgb(215,215,255)',
    shapes: [
      // Far away, so that they pass at half the speed.
      ...clouds
        .map((corners) => corners.map(([x, y]): Point => [x + left / 2, y]))
        .filter(isSeen)
        .map((corners) => white(corners, 'white')),
      ...strips.filter((strip) => strip.kind === 'polygon' && isSeen(strip.points)),
      {
        kind: 'line',
        points: ground.filter(([x]) => x > left - 1 && x < right + 1),
        stroke: 'rgb(76,255,76)',
        width: 0.06,
      },
      ...obstacles.filter(isSeen).map((corners) => white(corners, 'rgb(240,240,240)')),
      ...flag(),
      ...legs
        .slice(0, 2)
        .flatMap((leg, index) => leg.outlines.map((points) => white(points, legColors[index] as string))),
      ...hull.outlines.map((points) => white(points, 'rgb(127,51,229)')),
      ...legs
        .slice(2)
        .flatMap((leg, index) => leg.outlines.map((points) => white(points, legColors[index + 2] as string))),
    ],
  }
}

/** Where the walker starts. */
function flag(): Shape[] {
  const x = terrainStep * 3
  const top = terrainHeight + 50 / scale
  return [
    {
      kind: 'line',
      points: [
        [x, terrainHeight],
        [x, top],
      ],
      stroke: 'black',
      width: 0.05,
    },
    {
      kind: 'polygon',
      points: [
        [x, top],
        [x, top - 10 / scale],
        [x + 25 / scale, top - 5 / scale],
      ],
      fill: 'rgb(230,51,0)',
    },
  ]
}
