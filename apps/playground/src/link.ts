import {
  array,
  boolean,
  type infer as Infer,
  number,
  object,
  enum as oneOf,
  optional,
  string,
  tuple,
  unknown,
} from 'zod/mini'

const share = number()
const trained = object({
  /** The editor's text that was trained with. */
  code: string(),
  successRate: share,
  interval: tuple([share, share]),
  episodes: number(),
  policy: unknown(),
  /** For each seed its points: environment steps, share of successes. */
  curves: array(array(tuple([number(), share]))),
})

const page = object({
  task: string(),
  a: string(),
  b: string(),
  isComparing: boolean(),
  edits: oneOf(['A', 'B']),
  tab: oneOf(['write', 'paste', 'ask', 'design']),
  answer: string(),
  by: oneOf(['heuristic', 'random', 'keyboard', 'trained']),
  endpoint: object({ kind: oneOf(['baseline', 'ollama', 'openai']), address: string(), model: string() }),
  trainedA: optional(trained),
  trainedB: optional(trained),
})

/** What of a training a link holds. */
export type LinkedTraining = Infer<typeof trained>

/** All that a link holds; never a key. */
export type LinkedPage = Infer<typeof page>

/** A longer one is none of ours. */
const maxBytes = 1_000_000

/** A page as the text after the `#` of a link. */
export async function toHash(state: LinkedPage): Promise<string> {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify(state)),
    new CompressionStream('deflate-raw'),
  )
  return toBase64Url(bytes)
}

/** The page that a link holds; `undefined` where it holds none, or a broken one. */
export async function fromHash(hash: string): Promise<LinkedPage | undefined> {
  try {
    const bytes = await through(fromBase64Url(hash), new DecompressionStream('deflate-raw'))
    const parsed = page.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  // Safari's streams are no async iterables.
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length
    // A small link may hold a very long text.
    if (size > maxBytes) {
      await reader.cancel()
      throw new RangeError('The link holds too much')
    }
    chunks.push(read.value as Uint8Array<ArrayBuffer>)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}
