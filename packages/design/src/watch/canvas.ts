import type { CanvasContext } from '@gencode/env'

/** A sheet that a picture is drawn on. */
export interface Sheet {
  readonly context: CanvasContext
  /** The picture as a PNG file. */
  png(): Promise<Uint8Array>
}

/** Makes a sheet of so many pixels. */
export type MakeSheet = (width: number, height: number) => Sheet

/** What is needed of `@napi-rs/canvas`. */
export interface NapiCanvas {
  createCanvas(
    width: number,
    height: number,
  ): { getContext(kind: '2d'): unknown; encode(format: 'png'): Promise<Uint8Array> }
}

/** Sheets of `@napi-rs/canvas`, for programs of Node: `napiSheets(await import('@napi-rs/canvas'))`. */
export function napiSheets({ createCanvas }: NapiCanvas): MakeSheet {
  return (width, height) => {
    const canvas = createCanvas(width, height)
    return {
      context: canvas.getContext('2d') as CanvasContext,
      png: async () => Uint8Array.from(await canvas.encode('png')),
    }
  }
}

/** Sheets of the browser; undefined where there are none. */
export function browserSheets(): MakeSheet | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined
  return (width, height) => {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('This browser gives no canvas to draw on')
    return {
      context,
      png: async () =>
        new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()),
    }
  }
}
