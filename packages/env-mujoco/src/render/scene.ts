import type { Point, Scene, Shape } from '@gencode/env'
import type { Geom } from './geoms.ts'
import { outline, type Projection } from './outline.ts'

/** From where a scene is drawn: along y with z upwards, or from above with y upwards. */
export type View = 'side' | 'top'

/** The part of the plane that is drawn. */
export interface Frame {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

/** Which coordinates go right, up and towards the eye. */
const axesOf = { side: [0, 2, 1], top: [0, 1, 2] } as const

const projectionOf = (view: View): Projection => {
  const [right, up] = axesOf[view]
  return (at) => [at[right] as number, at[up] as number]
}

/** How far shapes reach: to the left, the right, the bottom and the top. */
function extent(shapes: readonly Shape[]): readonly [number, number, number, number] {
  const corners = shapes.flatMap((shape): Point[] => {
    const [points, margin] =
      shape.kind === 'circle'
        ? [[shape.center], shape.radius]
        : shape.kind === 'text'
          ? [[shape.at], 0]
          : [shape.points, shape.kind === 'line' ? (shape.width ?? 0) / 2 : 0]
    return points.flatMap(([x, y]): Point[] => [
      [x - margin, y - margin],
      [x + margin, y + margin],
    ])
  })
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
}

/** A frame around what is there at the start, with room to move, and around the ground where it is near. */
export function frameAround(geoms: readonly Geom[], view: View): Frame {
  const [left, right, lowest, top] = extent(geoms.flatMap((geom) => outline(geom, projectionOf(view)) ?? []))
  if (!(right > left)) return { left: -2, bottom: -0.5, width: 4, height: 3 }
  const level = geoms.find(({ kind }) => kind === 'plane')?.position[2] ?? lowest
  const isNear = view === 'side' && lowest - level < 2 * (top - lowest)
  const bottom = isNear ? Math.min(lowest, level) : lowest
  const height = Math.max((top - bottom) * 1.25, (right - left) * 0.9)
  const width = (height * 4) / 3
  return {
    left: (left + right - width) / 2,
    bottom: view === 'side' ? bottom - 0.1 * height : (bottom + top - height) / 2,
    width,
    height,
  }
}

/** How far the frame moves along with the first body, where nothing but a ground stands still. */
function followed(geoms: readonly Geom[], start: readonly Geom[], axis: 0 | 1 | 2): number {
  const isStage = geoms.some(({ body, kind }) => body === 0 && kind !== 'plane')
  const index = geoms.findIndex(({ body }) => body === 1)
  if (isStage || index < 0) return 0
  return (geoms[index] as Geom).position[axis] - (start[index] as Geom).position[axis]
}

/**
 * The geoms as a flat drawing, what is nearer over what is farther.
 *
 * @param start the geoms at the start, around which the frame was laid
 */
export function sceneOf(geoms: readonly Geom[], start: readonly Geom[], frame: Frame, view: View): Scene {
  const [rightAxis, upAxis, depthAxis] = axesOf[view]
  const left = frame.left + followed(geoms, start, rightAxis)
  const bottom = frame.bottom + (view === 'top' ? followed(geoms, start, upAxis) : 0)
  const [right, top] = [left + frame.width, bottom + frame.height]
  const project = projectionOf(view)
  const towardsEye = view === 'side' ? -1 : 1
  const solid = geoms
    .map((geom) => ({ shape: outline(geom, project), depth: towardsEye * geom.position[depthAxis] }))
    .sort((a, b) => a.depth - b.depth)
    .flatMap(({ shape }) => shape ?? [])
  return {
    left,
    right,
    bottom,
    top,
    shapes: [...ground(geoms, view, { left, right, bottom, top }), ...solid],
  }
}

/** A plane as the eye sees it, with a mark for each metre, so that motion shows. */
function ground(
  geoms: readonly Geom[],
  view: View,
  { left, right, bottom, top }: { left: number; right: number; bottom: number; top: number },
): Shape[] {
  const plane = geoms.find(({ kind }) => kind === 'plane')
  if (!plane) return []
  const level = view === 'side' ? Math.min(plane.position[2], top) : top
  if (level <= bottom) return []
  const corners: Point[] = [
    [left, bottom],
    [right, bottom],
    [right, level],
    [left, level],
  ]
  const width = (right - left) / 300
  const marks = (from: number, to: number, line: (at: number) => readonly Point[]): Shape[] =>
    Array.from({ length: Math.max(0, Math.floor(to) - Math.ceil(from) + 1) }, (_, index) => ({
      kind: 'line',
      points: line(Math.ceil(from) + index),
      stroke: 'rgb(190,195,200)',
      width,
    }))
  const upright = marks(left, right, (x) => [
    [x, bottom],
    [x, level],
  ])
  const across =
    view === 'side'
      ? []
      : marks(bottom, top, (y) => [
          [left, y],
          [right, y],
        ])
  return [{ kind: 'polygon', points: corners, fill: plane.color }, ...upright, ...across]
}
