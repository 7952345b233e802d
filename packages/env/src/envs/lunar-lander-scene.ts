import type { Point, Scene, Shape } from '../render/scene.ts'
import { type LunarLanderWorld, scale, worldHeight, worldWidth } from './lunar-lander-world.ts'

/** How much the main engine (0 or 0.5 to 1) and the side engines (left below 0, right above) fire. */
export interface Throttles {
  readonly main: number
  readonly side: number
}

/** The ground with its flags, the lander on its legs, and the flames of its engines. */
export function lunarLanderScene(world: LunarLanderWorld, { main, side }: Throttles): Scene {
  const bodies = world.outlines.map(
    (points, index): Shape => ({
      kind: 'polygon',
      points,
      fill: index === 0 ? 'rgb(128,102,230)' : 'rgb(110,90,200)',
    }),
  )
  return {
    left: 0,
    right: worldWidth,
    bottom: 0,
    top: worldHeight,
    background: 'black',
    shapes: [
      { kind: 'polygon', points: [[0, 0], ...world.terrain, [worldWidth, 0]], fill: 'rgb(230,230,230)' },
      ...[4, 6].flatMap((index) => flag(world.terrain[index] as Point)),
      ...(main > 0 ? [flame(world, 0, -10 / scale, 0.6 * main)] : []),
      ...(side !== 0 ? [flame(world, (Math.sign(side) * 17) / scale, 0.3, 0.3)] : []),
      ...bodies,
    ],
  }
}

function flag([x, ground]: Point): Shape[] {
  const top = ground + 50 / scale
  return [
    {
      kind: 'line',
      points: [
        [x, ground],
        [x, top],
      ],
      stroke: 'white',
      width: 0.05,
    },
    {
      kind: 'polygon',
      points: [
        [x, top],
        [x, top - 10 / scale],
        [x + 25 / scale, top - 5 / scale],
      ],
      fill: 'rgb(204,204,0)',
    },
  ]
}

/** Below the lander downwards, beside it outwards. */
function flame({ lander }: LunarLanderWorld, x: number, y: number, length: number): Shape {
  const at = (dx: number, dy: number): Point => lander.worldPoint([dx, dy])
  const points =
    y < 0
      ? [at(-0.15, y), at(0.15, y), at(0, y - length)]
      : [at(x, y - 0.1), at(x, y + 0.1), at(x + Math.sign(x) * length, y)]
  return { kind: 'polygon', points, fill: 'rgb(255,140,0)' }
}
