import type { Scene, Shape } from '../render/scene.ts'

/** A scene of cells, one unit each; row r is between y = -r - 1 and -r. */
export function gridScene(rows: number, columns: number, shapes: readonly Shape[]): Scene {
  return {
    left: 0,
    right: columns,
    bottom: -rows,
    top: 0,
    shapes: shapes.filter((shape) => shape.kind !== 'text' || shape.text !== ''),
  }
}

/** A filled cell. */
export function square(row: number, column: number, fill: string): Shape {
  const [x, y] = [column + 0.03, -row - 0.03]
  return {
    kind: 'polygon',
    points: [
      [x, y],
      [x + 0.94, y],
      [x + 0.94, y - 0.94],
      [x, y - 0.94],
    ],
    fill,
  }
}

/** A letter in a cell. */
export function cellText(row: number, column: number, text: string): Shape {
  return { kind: 'text', at: [column + 0.12, -row - 0.4], text, fill: 'rgb(70,70,70)', size: 0.3 }
}
