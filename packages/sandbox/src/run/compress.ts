/** What this package uses of `node:zlib`. */
interface Zlib {
  deflateRawSync(bytes: Uint8Array): Uint8Array
  inflateRawSync(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array
}

function zlib(): Zlib | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('node:zlib') as Zlib | undefined
}

type Format = ConstructorParameters<typeof CompressionStream>[0]
const format: Format = 'deflate-raw'

/** Bytes compressed (raw deflate); `undefined` where the runtime has no way to. */
export async function compress(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const node = zlib()
  if (node) return node.deflateRawSync(bytes)
  if (typeof CompressionStream !== 'function') return undefined
  return through(new CompressionStream(format), bytes, Number.POSITIVE_INFINITY)
}

/**
 * What `compress` compressed.
 *
 * @param most at most so many bytes come out
 * @throws where the bytes are damaged, or stand for more
 */
export async function decompress(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const node = zlib()
  if (node) return node.inflateRawSync(bytes, { maxOutputLength: most })
  return through(new DecompressionStream(format), bytes, most)
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  most: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter()
  // What it fails with is what reading fails with.
  writer.write(bytes as BufferSource).catch(() => {})
  writer.close().catch(() => {})
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel()
      throw new RangeError('The bytes stand for more than they may')
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
