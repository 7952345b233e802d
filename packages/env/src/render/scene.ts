/** A point in the scene's own units. */
export type Point = readonly [x: number, y: number]

/** One thing to draw; colours are CSS colours. */
export type Shape =
  | {
      readonly kind: 'polygon'
      readonly points: readonly Point[]
      readonly fill: string
    }
  | {
      readonly kind: 'line'
      readonly points: readonly Point[]
      readonly stroke: string
      /** In scene units. @default 1 hundredth of the width */
      readonly width?: number
    }
  | { readonly kind: 'circle'; readonly center: Point; readonly radius: number; readonly fill: string }
  | {
      readonly kind: 'text'
      readonly at: Point
      readonly text: string
      readonly fill: string
      /** Height of the letters in scene units. */
      readonly size: number
    }

/** A frame: shapes drawn in order over a rectangle of the plane, y upwards. */
export interface Scene {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
  /** @default 'white' */
  readonly background?: string
  readonly shapes: readonly Shape[]
}
