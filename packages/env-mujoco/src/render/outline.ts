import type { Point, Shape } from '@gencode/env'
import type { Geom } from './geoms.ts'

/** A point in the world as it is drawn. */
export type Projection = (at: readonly number[]) => Point

/** A geom as a shape; undefined for planes and height fields, which have no outline. */
export function outline(geom: Geom, project: Projection): Shape | undefined {
  const { kind, size, position, color } = geom
  const [first, second, third] = size
  if (kind === 'plane' || kind === 'hfield') return undefined
  if (kind === 'sphere') return { kind: 'circle', center: project(position), radius: first, fill: color }
  if (kind === 'capsule') {
    const points = [-second, second].map((along) => project(inWorld(geom, [0, 0, along])))
    return { kind: 'line', points, stroke: color, width: 2 * first }
  }
  const corners = {
    cylinder: () => rings([first, first, second], [-1, 1], () => 1),
    ellipsoid: () => rings(size, [-0.92, -0.7, -0.38, 0, 0.38, 0.7, 0.92], (z) => Math.sqrt(1 - z * z)),
    box: () => signs.map(([x, y, z]) => [x * first, y * second, z * third]),
    mesh: () => signs.map(([x, y, z]) => [x * first, y * second, z * third]),
  }[kind]()
  return { kind: 'polygon', points: hull(corners.map((at) => project(inWorld(geom, at)))), fill: color }
}

/** A point of a geom's own frame in the world. */
function inWorld({ position, rotation }: Geom, at: readonly number[]): number[] {
  return position.map((start, row) =>
    [0, 1, 2].reduce(
      (sum, column) => sum + (rotation[3 * row + column] as number) * (at[column] as number),
      start,
    ),
  )
}

const signs = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z] as const)))

/** Circles about z at some heights between -1 and 1, of that radius, then stretched. */
function rings(
  stretch: readonly number[],
  heights: readonly number[],
  radius: (height: number) => number,
): number[][] {
  return heights.flatMap((height) =>
    Array.from({ length: 16 }, (_, index) => {
      const angle = (index / 8) * Math.PI
      const unit = [radius(height) * Math.cos(angle), radius(height) * Math.sin(angle), height]
      return unit.map((value, axis) => value * (stretch[axis] as number))
    }),
  )
}

/** The convex hull, by Andrew's monotone chain. */
function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by)
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2) as Point, chain.at(-1) as Point, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}
