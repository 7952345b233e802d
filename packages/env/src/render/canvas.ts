import { drawScene, type Surface } from './draw.ts'
import type { Point, Scene } from './scene.ts'

/** What is needed of a canvas; `CanvasRenderingContext2D` and its offscreen kind have it. */
export type CanvasContext = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'closePath'
  | 'fill'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'stroke'
  | 'strokeStyle'
>

/** Draws a scene onto a canvas from its top left corner on, so many pixels wide. */
export function drawOnCanvas(scene: Scene, context: CanvasContext, width: number): void {
  const path = (points: readonly Point[]): void => {
    context.beginPath()
    for (const [index, [x, y]] of points.entries()) index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)
  }
  const surface: Surface = {
    polygon(points, fill) {
      path(points)
      context.closePath()
      context.fillStyle = fill
      context.fill()
    },
    line(points, stroke, thickness) {
      path(points)
      context.strokeStyle = stroke
      context.lineWidth = thickness
      context.lineCap = 'round'
      context.lineJoin = 'round'
      context.stroke()
    },
    circle([x, y], radius, fill) {
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.fillStyle = fill
      context.fill()
    },
    text([x, y], text, fill, size) {
      context.font = `${size}px sans-serif`
      context.fillStyle = fill
      context.fillText(text, x, y)
    },
  }
  drawScene(scene, surface, width)
}
