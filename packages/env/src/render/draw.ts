import type { Point, Scene } from './scene.ts'

/** Something to draw on, in pixels, y downwards; SVG, canvas and terminal each are one. */
export interface Surface {
  polygon(points: readonly Point[], fill: string): void
  line(points: readonly Point[], stroke: string, width: number): void
  circle(center: Point, radius: number, fill: string): void
  text(at: Point, text: string, fill: string, size: number): void
}

/** Width and height in pixels of a scene that is so wide. */
export function sceneSize(scene: Scene, width: number): { readonly width: number; readonly height: number } {
  return { width, height: Math.round((width * (scene.top - scene.bottom)) / (scene.right - scene.left)) }
}

/** Draws a scene, background first, onto a surface that is so many pixels wide. */
export function drawScene(scene: Scene, surface: Surface, width: number): void {
  const scale = width / (scene.right - scene.left)
  const { height } = sceneSize(scene, width)
  const at = ([x, y]: Point): Point => [(x - scene.left) * scale, (scene.top - y) * scale]
  surface.polygon(
    [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ],
    scene.background ?? 'white',
  )
  for (const shape of scene.shapes)
    switch (shape.kind) {
      case 'polygon':
        surface.polygon(shape.points.map(at), shape.fill)
        break
      case 'line':
        surface.line(
          shape.points.map(at),
          shape.stroke,
          (shape.width ?? (scene.right - scene.left) / 100) * scale,
        )
        break
      case 'circle':
        surface.circle(at(shape.center), shape.radius * scale, shape.fill)
        break
      case 'text':
        surface.text(at(shape.at), shape.text, shape.fill, shape.size * scale)
        break
    }
}
