/** A part of a memory that somebody holds. */
export interface Region {
  readonly memory: WebAssembly.Memory
  /** Byte offset; a multiple of `alignment`. */
  readonly at: number
  readonly bytes: number
}

const pageBytes = 65_536
/** Of the first memory, which is enough for most: the engine's garbage collector counts all of it. */
const firstBytes = 2 ** 20
/** Of each further one. Pages that nobody writes to cost address space alone. */
const slabBytes = 16 * 2 ** 20
const alignment = 64

/** Bytes at the beginning of each memory that whoever runs may use: what lasts from call to call lies there meanwhile. */
export const frameBytes = 1024
/** Bytes after them for rows that are copied in, and for their results. */
export const scratchBytes: number = 256 * 1024

interface Slab {
  readonly memory: WebAssembly.Memory
  /** What is free, in order, none touching the next. */
  readonly free: Array<{ at: number; bytes: number }>
}

/**
 * Memories that the functions of a sandbox share: one each would soon use up the address space, for the engine keeps
 * gigabytes of it free behind every memory. None of them ever grows, so that views of it stay good.
 */
export class MemoryPool {
  readonly #slabs: Slab[] = []

  /** The memory of functions that hold none. */
  get shared(): WebAssembly.Memory {
    return (this.#slabs[0] ?? this.#add(0)).memory
  }

  /** @throws RangeError where the machine has no such memory */
  allocate(bytes: number): Region {
    const wanted = Math.max(alignment, Math.ceil(bytes / alignment) * alignment)
    for (const slab of this.#slabs) {
      const found = slab.free.find((each) => each.bytes >= wanted)
      if (found) return take(slab, found, wanted)
    }
    const slab = this.#add(wanted)
    return take(slab, slab.free[0] as { at: number; bytes: number }, wanted)
  }

  #add(bytes: number): Slab {
    const start = frameBytes + scratchBytes
    const least = this.#slabs.length === 0 ? firstBytes : slabBytes
    const size = Math.max(least, Math.ceil((start + bytes) / pageBytes) * pageBytes)
    const pages = size / pageBytes
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
    const slab = { memory, free: [{ at: start, bytes: size - start }] }
    this.#slabs.push(slab)
    return slab
  }

  /** Gives a region back; it must not be used any more. */
  release(region: Region): void {
    const index = this.#slabs.findIndex(({ memory }) => memory === region.memory)
    const slab = this.#slabs[index]
    if (!slab) return
    const after = slab.free.findIndex(({ at }) => at > region.at)
    const place = after < 0 ? slab.free.length : after
    slab.free.splice(place, 0, { at: region.at, bytes: region.bytes })
    merge(slab.free, place)
    merge(slab.free, place - 1)
    // A memory made for one large region is not kept.
    const isEmpty = slab.free.length === 1 && slab.free[0]?.at === frameBytes + scratchBytes
    if (isEmpty && index > 0 && slab.memory.buffer.byteLength > slabBytes) this.#slabs.splice(index, 1)
  }
}

function take(slab: Slab, from: { at: number; bytes: number }, bytes: number): Region {
  const region = { memory: slab.memory, at: from.at, bytes }
  from.at += bytes
  from.bytes -= bytes
  if (from.bytes === 0) slab.free.splice(slab.free.indexOf(from), 1)
  return region
}

/** Makes one of two free parts that touch. */
function merge(free: Slab['free'], index: number): void {
  const [part, next] = [free[index], free[index + 1]]
  if (!part || !next || part.at + part.bytes !== next.at) return
  part.bytes += next.bytes
  free.splice(index + 1, 1)
}
