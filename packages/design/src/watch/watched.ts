import type { Model } from '@gencode/core'
import type { MakeSheet } from './canvas.ts'

/** A model that sees watches an episode of the best policy after each round. */
export interface WatchOptions {
  /** One that takes pictures. */
  readonly model: Model
  /** What pictures are drawn on. @default the browser's own; in Node `napiSheets` of `@napi-rs/canvas` */
  readonly sheets?: MakeSheet | undefined
  /** Pictures of an episode. @default 6 */
  readonly frames?: number | undefined
  /** Of a picture, in pixels. @default 384 */
  readonly width?: number | undefined
}

/** What somebody saw who watched a candidate's policy. */
export interface Watched {
  /** The candidate's number. */
  readonly candidate: number
  readonly text: string
}
