import type { Point, Scene } from '../render/scene.ts'

const height = (x: number): number => Math.sin(3 * x) * 0.45 + 0.55

/** The hill, the car at `position` and the flag at `goal`. */
export function mountainCarScene(position: number, goal: number): Scene {
  const hill: Point[] = Array.from({ length: 61 }, (_, index) => {
    const x = -1.2 + (1.8 * index) / 60
    return [x, height(x)]
  })
  const slope = Math.cos(3 * position) * 1.35
  const length = Math.hypot(1, slope)
  const along: Point = [1 / length, slope / length]
  const at = (forward: number, up: number): Point => [
    position + forward * along[0] - up * along[1],
    height(position) + forward * along[1] + up * along[0],
  ]
  const pole = height(goal) + 0.17
  return {
    left: -1.2,
    right: 0.6,
    bottom: 0,
    top: 1.25,
    shapes: [
      { kind: 'line', points: hill, stroke: 'black', width: 0.008 },
      {
        kind: 'line',
        points: [
          [goal, height(goal)],
          [goal, pole],
        ],
        stroke: 'black',
        width: 0.006,
      },
      {
        kind: 'polygon',
        points: [
          [goal, pole],
          [goal, pole - 0.05],
          [goal + 0.075, pole - 0.025],
        ],
        fill: 'rgb(204,204,0)',
      },
      {
        kind: 'polygon',
        points: [at(-0.06, 0.03), at(-0.06, 0.09), at(0.06, 0.09), at(0.06, 0.03)],
        fill: 'black',
      },
      { kind: 'circle', center: at(-0.03, 0.03), radius: 0.024, fill: 'gray' },
      { kind: 'circle', center: at(0.03, 0.03), radius: 0.024, fill: 'gray' },
    ],
  }
}
