import { checkNumbers } from '@gencode/contract/check-numbers'
import { InvalidOptionError } from '../errors.ts'
import { drawScene, type Surface, sceneSize } from './draw.ts'
import type { Point, Scene } from './scene.ts'

/** What `sceneToText` takes. */
export interface TextOptions {
  /** Width in characters. @default 60 */
  readonly columns?: number
  /** Colours by ANSI's 24-bit codes, two pixels a character; else Braille dots, eight a character. @default false */
  readonly color?: boolean
}

/**
 * A scene as lines of text for a terminal; without colour, what is about as bright as the background is left out.
 *
 * @throws InvalidOptionError for columns that are none
 */
export function sceneToText(scene: Scene, options: TextOptions = {}): string {
  const { columns = 60, color = false } = options
  checkNumbers({ whole: true, from: 1 }, { columns }, InvalidOptionError)
  const across = color ? 1 : 2
  const down = color ? 2 : 4
  const { width, height } = sceneSize(scene, columns * across)
  const rows = Math.max(1, Math.round(height / down))
  const pixels = new Pixels(width, rows * down)
  const letters: { at: Point; text: string }[] = []
  drawScene(scene, pixels.surface(letters), width)
  const lines = Array.from({ length: rows }, (_, row) =>
    color ? colored(pixels, row) : braille(pixels, row, scene.background ?? 'white'),
  )
  if (!color)
    for (const { at, text } of letters) {
      const line = lines[Math.floor(at[1] / down)]
      const column = Math.floor(at[0] / across)
      if (!line || column < 0 || column >= columns) continue
      const kept = text.slice(0, columns - column)
      lines[Math.floor(at[1] / down)] = line.slice(0, column) + kept + line.slice(column + kept.length)
    }
  return lines.join('\n')
}

/** A grid of colours that shapes are filled into. */
class Pixels {
  readonly width: number
  readonly #colors: string[]

  constructor(width: number, height: number) {
    this.width = width
    this.#colors = new Array(width * height).fill('')
  }

  at(x: number, y: number): string {
    return this.#colors[y * this.width + x] ?? ''
  }

  surface(letters: { at: Point; text: string }[]): Surface {
    return {
      polygon: (points, fill) => this.#fill(fill, (x, y) => isInside(points, x, y)),
      line: (points, stroke, thickness) => {
        const reach = Math.max(thickness / 2, 0.55)
        this.#fill(stroke, (x, y) =>
          points.slice(1).some((to, index) => distance(points[index] as Point, to, x, y) <= reach),
        )
      },
      circle: ([cx, cy], radius, fill) => {
        const reach = Math.max(radius, 0.6)
        this.#fill(fill, (x, y) => Math.hypot(x - cx, y - cy) <= reach)
      },
      text: (at, text) => letters.push({ at, text }),
    }
  }

  #fill(color: string, covers: (x: number, y: number) => boolean): void {
    for (let index = 0; index < this.#colors.length; index++)
      if (covers((index % this.width) + 0.5, Math.floor(index / this.width) + 0.5))
        this.#colors[index] = color
  }
}

/** By the even-odd rule. */
function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false
  for (const [index, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(index + 1) % points.length] as Point
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** From a point to a segment. */
function distance([ax, ay]: Point, [bx, by]: Point, x: number, y: number): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const part =
    length === 0 ? 0 : Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0), 1)
  return Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay))
}

/** The bit of each dot of a Braille letter, by column and row. */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const

/** A dot is where the colour is much lighter or darker than the background. */
function braille(pixels: Pixels, row: number, background: string): string {
  const ground = brightness(background)
  return Array.from({ length: pixels.width / 2 }, (_, column) => {
    let bits = 0
    for (const [dx, bitsDown] of dots.entries())
      for (const [dy, bit] of bitsDown.entries())
        if (Math.abs(brightness(pixels.at(2 * column + dx, 4 * row + dy)) - ground) > 0.3) bits |= bit
    return String.fromCharCode(0x2800 + bits)
  }).join('')
}

/** 0 is black, 1 white. */
function brightness(color: string): number {
  const [red, green, blue] = rgb(color).split(';').map(Number) as [number, number, number]
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}

function colored(pixels: Pixels, row: number): string {
  const cells = Array.from({ length: pixels.width }, (_, x) => {
    const [upper, lower] = [rgb(pixels.at(x, 2 * row)), rgb(pixels.at(x, 2 * row + 1))]
    return `\u001b[38;2;${upper}m\u001b[48;2;${lower}m▀`
  })
  return `${cells.join('')}\u001b[0m`
}

const named: Readonly<Record<string, string>> = {
  white: '255;255;255',
  black: '0;0;0',
  gray: '128;128;128',
}

/** A CSS colour as a terminal writes it: `rgb(r,g,b)`, `#rrggbb`, or a name of those above; any other is gray. */
function rgb(color: string): string {
  const numbers = /^rgb\((\d+),\s*(\d+),\s*(\d+)\)$/.exec(color)?.slice(1)
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1)
  return (
    numbers?.join(';') ??
    hex?.map((pair) => Number.parseInt(pair, 16)).join(';') ??
    named[color] ??
    '128;128;128'
  )
}
