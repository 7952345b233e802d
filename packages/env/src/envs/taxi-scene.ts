import type { Scene, Shape } from '../render/scene.ts'
import { cellText, gridScene, square } from './grid-scene.ts'
import { type TaxiState, taxiPlaces } from './taxi-state.ts'

const colors = ['rgb(250,190,190)', 'rgb(190,240,190)', 'rgb(250,245,170)', 'rgb(190,205,250)']

/** The town, its walls, the taxi, the passenger (a dot) and the destination (marked D). */
export function taxiScene([row, column, passenger, destination]: TaxiState, open: readonly string[]): Scene {
  const shapes: Shape[] = []
  for (let r = 0; r < 5; r++) for (let c = 0; c < 5; c++) shapes.push(square(r, c, 'rgb(235,235,235)'))
  for (const [index, [r, c]] of taxiPlaces.entries()) shapes.push(square(r, c, colors[index] as string))
  for (const [r, line] of open.entries())
    for (const [c, passage] of Array.from(line).entries())
      if (passage === '0')
        shapes.push({
          kind: 'line',
          points: [
            [c + 1, -r],
            [c + 1, -r - 1],
          ],
          stroke: 'black',
          width: 0.06,
        })
  const [destinationRow, destinationColumn] = taxiPlaces[destination] as (typeof taxiPlaces)[number]
  shapes.push(cellText(destinationRow, destinationColumn, 'D'))
  const [x, y] = [column + 0.5, -row - 0.5]
  shapes.push({
    kind: 'polygon',
    points: [
      [x - 0.3, y - 0.2],
      [x - 0.3, y + 0.2],
      [x + 0.3, y + 0.2],
      [x + 0.3, y - 0.2],
    ],
    fill: passenger === 4 ? 'rgb(40,140,60)' : 'rgb(190,130,0)',
  })
  const waiting = taxiPlaces[passenger]
  if (waiting)
    shapes.push({
      kind: 'circle',
      center: [waiting[1] + 0.8, -waiting[0] - 0.2],
      radius: 0.12,
      fill: 'black',
    })
  return gridScene(5, 5, shapes)
}
