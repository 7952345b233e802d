import type { ChatImage } from './model.ts'

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=-]+)*;base64,/

/** An image as base64 text. */
export function imageBase64(image: ChatImage): string {
  if (typeof image === 'string') return image.replace(dataUrl, '')
  let bytes = ''
  for (let start = 0; start < image.length; start += 0x8000)
    bytes += String.fromCharCode(...image.subarray(start, start + 0x8000))
  return btoa(bytes)
}

const magic: readonly (readonly [base64Start: string, mediaType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['Qk', 'image/bmp'],
]

/** An image's media type, from its `data:` URL or its first bytes; `image/*` where neither says. */
export function imageMediaType(image: ChatImage): string {
  const named = typeof image === 'string' ? dataUrl.exec(image)?.[1] : undefined
  if (named) return named
  const start = imageBase64(typeof image === 'string' ? image : image.subarray(0, 12))
  return magic.find(([prefix]) => start.startsWith(prefix))?.[1] ?? 'image/*'
}
