/** A message's bytes, in parts. */
export type Parts = readonly Uint8Array[]

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let left = BigInt.asUintN(64, BigInt(value))
  while (left > 0x7fn) {
    bytes.push(Number(left & 0x7fn) | 0x80)
    left >>= 7n
  }
  bytes.push(Number(left))
  return Uint8Array.from(bytes)
}

/** A whole number in a field. */
export function integer(field: number, value: number | bigint): Parts {
  return [varint(field << 3), varint(value)]
}

/** Bytes, a text or a message in a field. */
export function bytes(field: number, value: string | Uint8Array | Parts): Parts {
  const content =
    typeof value === 'string'
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
        ? value
        : joined(value)
  return [varint((field << 3) | 2), varint(content.length), content]
}

/** The parts one after another. */
export function joined(parts: Parts): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
