import type { Addresses } from './engine.ts'

/** A page is so many bytes, as a power of two: small enough that a fresh guest differs in few of them. */
const pageShift = 6
/** The program's static data starts here; below is nothing. */
export const dataStart = 1024

/** A memory by its difference from another: the pages of 64 bytes in which they differ. */
export interface Delta {
  /** How large the memory is, as the guest sees it. */
  readonly room: number
  /** The pages' numbers, rising. */
  readonly places: Uint32Array
  /** Their bytes, one page after another. */
  readonly pages: Uint8Array
}

/** What a memory holds that is more than zeros, and how much room the allocator had. */
export interface Image {
  readonly room: number
  readonly data: Uint8Array
  readonly heap: Uint8Array
}

type Place = Pick<Addresses, 'dataEnd' | 'heapStart'>

/** Where the memory differs from an image. The stack between data and heap is dead, and no state. */
export function deltaOf(memory: Uint8Array, room: number, base: Image, at: Place): Delta {
  const places: number[] = []
  const scan = (from: number, to: number, start: number, known: Uint8Array): void => {
    for (let page = from >>> pageShift; page << pageShift < to; page++) {
      const begin = Math.max(from, page << pageShift)
      const end = Math.min(to, (page + 1) << pageShift)
      for (let byte = begin; byte < end; byte++)
        if (memory[byte] !== (known[byte - start] ?? 0)) {
          places.push(page)
          break
        }
    }
  }
  scan(dataStart, at.dataEnd, dataStart, base.data)
  scan(at.heapStart, room, at.heapStart, base.heap)
  const pages = new Uint8Array(places.length << pageShift)
  places.forEach((page, index) => {
    pages.set(memory.subarray(page << pageShift, (page + 1) << pageShift), index << pageShift)
  })
  return { room, places: Uint32Array.from(places), pages }
}

/** Why a delta of unknown origin is none of a memory with `most` bytes; `undefined` where it is one. */
export function deltaProblem({ room, places, pages }: Delta, at: Place, most: number): string | undefined {
  if (room % 65536 !== 0 || room < at.heapStart) return 'its memory has a size that cannot be'
  if (room > most)
    return `its guest has ${Math.ceil((room - at.heapStart) / 2 ** 20)} MiB of memory, more than memoryBytes allows here`
  if (pages.length !== places.length << pageShift) return 'its pages are not all there'
  let last = -1
  for (const page of places) {
    const begin = page * 2 ** pageShift
    const end = begin + 2 ** pageShift
    const isData = begin >= dataStart && begin < at.dataEnd
    const isHeap = end > at.heapStart && end <= room
    if (page <= last || !(isData || isHeap)) return 'its pages are not where memory is'
    last = page
  }
  return undefined
}

/** Writes a delta that has no problem over the image that it differs from. */
export function applyDelta(memory: Uint8Array, { places, pages }: Delta): void {
  for (let index = 0; index < places.length; index++) {
    const start = index << pageShift
    memory.set(pages.subarray(start, start + (1 << pageShift)), (places[index] as number) << pageShift)
  }
}
