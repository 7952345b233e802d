import { InvalidOptionError } from '../errors.ts'
import { drawScene, type Surface, sceneSize } from './draw.ts'
import type { Point, Scene } from './scene.ts'

/**
 * A scene as an SVG document; needs no DOM.
 *
 * @param options `width` in pixels; @default 600
 * @throws InvalidOptionError for a width that is none
 */
export function sceneToSvg(scene: Scene, options: { readonly width?: number } = {}): string {
  const { width = 600 } = options
  if (!(Number.isFinite(width) && width > 0))
    throw new InvalidOptionError(`width is a number of pixels above 0, not ${String(width)}`)
  const { height } = sceneSize(scene, width)
  const parts: string[] = []
  const surface: Surface = {
    polygon: (points, fill) => parts.push(`<polygon points="${list(points)}" fill="${escaped(fill)}"/>`),
    line: (points, stroke, thickness) =>
      parts.push(
        `<polyline points="${list(points)}" fill="none" stroke="${escaped(stroke)}" stroke-width="${short(thickness)}" stroke-linecap="round" stroke-linejoin="round"/>`,
      ),
    circle: ([x, y], radius, fill) =>
      parts.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${escaped(fill)}"/>`),
    text: ([x, y], text, fill, size) =>
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" fill="${escaped(fill)}" font-size="${short(size)}" font-family="sans-serif">${escaped(text)}</text>`,
      ),
  }
  drawScene(scene, surface, width)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function list(points: readonly Point[]): string {
  return points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
