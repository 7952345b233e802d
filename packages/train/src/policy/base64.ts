/** Numbers of four bytes each, little-endian, as base64. */
export function toBase64(numbers: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * numbers.length))
  for (const [index, number] of numbers.entries()) view.setFloat32(4 * index, number, true)
  const bytes = new Uint8Array(view.buffer)
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x2000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x2000))
  return btoa(text)
}

/** The numbers again; undefined where the text is no base64 of whole numbers. */
export function fromBase64(text: string): Float32Array | undefined {
  let bytes: string
  try {
    bytes = atob(text)
  } catch {
    return undefined
  }
  if (bytes.length % 4 > 0) return undefined
  const view = new DataView(new ArrayBuffer(bytes.length))
  for (let index = 0; index < bytes.length; index++) view.setUint8(index, bytes.charCodeAt(index))
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true))
}
