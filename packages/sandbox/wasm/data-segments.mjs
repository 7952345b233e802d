/** The active data segments of a wasm binary, by the format's own rules (WebAssembly core specification, section 5.5.14). */
export function dataSegments(bytes) {
  let at = 8
  const number = () => {
    let value = 0n
    let shift = 0n
    let byte
    do {
      byte = bytes[at++]
      value |= BigInt(byte & 127) << shift
      shift += 7n
    } while (byte & 128)
    return Number(value)
  }
  const found = []
  while (at < bytes.length) {
    const id = bytes[at++]
    const size = number()
    const end = at + size
    for (let left = id === 11 ? number() : 0; left > 0; left--) {
      if (number() !== 0 || bytes[at++] !== 0x41)
        throw new Error('a data segment is not placed by a constant')
      const offset = number()
      if (bytes[at++] !== 0x0b) throw new Error('a data segment is not placed by one constant')
      const length = number()
      found.push({ offset, data: bytes.subarray(at, at + length) })
      at += length
    }
    at = end
  }
  return found
}
