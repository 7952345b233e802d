import { SandboxImageError } from '../errors.ts'
import { readBinary } from '../quickjs/binary-reader.ts'
import { writeBinary } from '../quickjs/binary-writer.ts'
import type { Delta } from '../quickjs/delta.ts'
import { lift, lower } from '../quickjs/structure.ts'
import { compress, decompress } from './compress.ts'

// magic (6) | version (1) | flags (1) | engine (16) | checksum (8) | body
// body, deflated where flag 1 is set: lengths of the rest (3 x 4) | what is known of the run | page numbers | pages

const magic = [0x67, 0x63, 0x67, 0x75, 0x65, 0x73] as const // "gcgues"
const version = 1
const headBytes = 32
const deflated = 1
const mostDepth = 400

/** What an image tells of its run, beside the guest's memory. */
export interface RunState {
  readonly names: readonly string[]
  readonly original: string
  readonly runId: string
  /** Where the guest's promise is. */
  readonly value: number
  readonly nextId: number
  readonly virtualMs: number
  readonly deterministic: boolean
  readonly calls: readonly SuspendedState[]
}

/** A call that was put off, as an image has it. */
interface SuspendedState {
  readonly id: number
  readonly slot: number
  readonly name: string
  readonly args: readonly unknown[]
  readonly reason: unknown
}

/** A run as bytes. @throws GencodeError where the reason of a suspension is no plain data */
export async function packImage(engine: string, state: RunState, delta: Delta): Promise<Uint8Array> {
  const known = writeBinary(lower(state), mostDepth)
  const lengths = Uint32Array.of(known.length, delta.places.length, delta.room)
  const body = joined([bytesOf(lengths), known, bytesOf(delta.places), delta.pages])
  const packed = await compress(body)
  const head = new Uint8Array(headBytes)
  head.set(magic)
  head[6] = version
  head[7] = packed ? deflated : 0
  head.set(engineBytes(engine), 8)
  head.set(await checksum(body), 24)
  return joined([head, packed ?? body])
}

/**
 * The run that bytes stand for. They may come from anywhere: all is checked but what only the guest's memory can tell,
 * and that is looked at as a guest's.
 *
 * @param most how large an image's body may be
 * @throws SandboxImageError
 */
export async function unpackImage(
  engine: string,
  bytes: Uint8Array,
  most: number,
): Promise<{ state: RunState; delta: Delta }> {
  if (!(bytes instanceof Uint8Array) || magic.some((byte, index) => bytes[index] !== byte))
    throw new SandboxImageError('This is no image of a suspended run')
  if (bytes[6] !== version)
    throw new SandboxImageError(`The image is of version ${bytes[6]}, and this package reads ${version}`)
  const wanted = engineBytes(engine)
  if (wanted.some((byte, index) => bytes[8 + index] !== byte))
    throw new SandboxImageError(
      'The image is of another engine: resume it with the version of @gencode/sandbox that made it',
    )
  let body: Uint8Array
  try {
    const rest = bytes.subarray(headBytes)
    body = bytes[7] === deflated ? await decompress(rest, most) : rest
  } catch (cause) {
    throw new SandboxImageError('The image is damaged, or larger than memoryBytes allows', { cause })
  }
  const sum = await checksum(body)
  if (body.length > most || sum.some((byte, index) => bytes[24 + index] !== byte))
    throw new SandboxImageError('The image is damaged: it was cut, or changed')
  return opened(body)
}

function opened(body: Uint8Array): { state: RunState; delta: Delta } {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  if (body.length < 12) throw damaged()
  const [known, count, room] = [0, 4, 8].map((at) => view.getUint32(at, true)) as [number, number, number]
  const pagesAt = 12 + known + count * 4
  if (pagesAt > body.length) throw damaged()
  const places = Uint32Array.from({ length: count }, (_, index) =>
    view.getUint32(12 + known + index * 4, true),
  )
  let state: unknown
  try {
    state = lift(readBinary(body.subarray(12, 12 + known), mostDepth))
  } catch (cause) {
    throw damaged(cause)
  }
  if (!isState(state)) throw damaged()
  return { state, delta: { room, places, pages: body.subarray(pagesAt) } }
}

const damaged = (cause?: unknown): SandboxImageError =>
  new SandboxImageError('The image is damaged: what it tells of its run cannot be', { cause })

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31

function isState(value: unknown): value is RunState {
  const state = value as Partial<RunState> | null
  return (
    typeof state === 'object' &&
    state !== null &&
    Array.isArray(state.names) &&
    state.names.every((name) => typeof name === 'string') &&
    typeof state.original === 'string' &&
    typeof state.runId === 'string' &&
    isCount(state.value) &&
    state.value % 8 === 0 &&
    isCount(state.nextId) &&
    typeof state.virtualMs === 'number' &&
    state.virtualMs >= 0 &&
    state.virtualMs < 2 ** 53 &&
    typeof state.deterministic === 'boolean' &&
    Array.isArray(state.calls) &&
    state.calls.length > 0 &&
    state.calls.every(isCall) &&
    new Set(state.calls.map(({ slot }) => slot)).size === state.calls.length
  )
}

function isCall(value: unknown): value is SuspendedState {
  const call = value as Partial<SuspendedState> | null
  return (
    typeof call === 'object' &&
    call !== null &&
    isCount(call.id) &&
    isCount(call.slot) &&
    call.slot < 2 ** 20 &&
    typeof call.name === 'string' &&
    Array.isArray(call.args)
  )
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function engineBytes(engine: string): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(engine.slice(index * 2, index * 2 + 2), 16),
  )
}

async function checksum(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)).subarray(0, 8)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
