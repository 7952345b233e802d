import { applyDelta, type Delta, dataStart, deltaOf, deltaProblem, type Image } from './delta.ts'
import type { Engine } from './engine.ts'
import { GuestMemory } from './guest-memory.ts'
import type { Wasm } from './wasm.ts'

/** A limit of a machine, all in bytes. */
export interface MachineLimits {
  readonly memoryBytes: number
  readonly stackBytes: number
}

/** What the engine asks of the host. */
export interface Imports {
  /** Whether to go on; stops the guest by throwing. */
  check(): void
  /** The guest's clock, in milliseconds since 1970. */
  clock(): number
  /** The guest's one function of the host. @returns a value of the guest, 0 for `undefined` */
  call(count: number, args: number): number
  /** The guest wanted more memory than there is for it. */
  refused(): void
}

const pageBytes = 65536
/** A memory that grew past this is given back as a whole rather than cleaned. */
const keptBytes = 16 * 2 ** 20
/** Growing by little at a time would cost more than the room. */
const growthBytes = 2 ** 20
/** The collector is made to run once in so much of growth. */
const collectBytes = 2 ** 20
/** So many entries into a guest whose memory is half full go by between two looks for cycles. */
const entriesToCollect = 16

/** An instance of the engine: its memory, and the clean image of it that a guest starts from. */
export class Instance {
  readonly memory: GuestMemory = new GuestMemory()
  readonly #engine: Engine
  readonly #limits: MachineLimits
  readonly #imports: Imports
  #wasm!: Wasm
  #image: Image | undefined
  /** What the guest sees as the memory's size: nothing of it stands beyond. */
  #room = 0
  #entries = 0

  constructor(engine: Engine, limits: MachineLimits, imports: Imports) {
    this.#engine = engine
    this.#limits = limits
    this.#imports = imports
    this.#instantiate()
    this.#limitStack()
    this.keepImage()
  }

  get at(): Engine['addresses'] {
    return this.#engine.addresses
  }

  get wasm(): Wasm {
    return this.#wasm
  }

  #instantiate(): void {
    const { check, clock, call } = this.#imports
    const host = {
      check,
      clock,
      grow: (bytes: number) => this.#grow(bytes >>> 0),
      call: (_context: number, _self: number, count: number, args: number) => call(count, args),
    }
    this.#wasm = new WebAssembly.Instance(this.#engine.module, { host }).exports as unknown as Wasm
    this.memory.look(this.#wasm.memory.buffer)
    this.#setRoom(this.#image?.room ?? wholePages(this.at.heapEnd))
  }

  #setRoom(bytes: number): void {
    this.#room = bytes
    this.#wasm.room.value = bytes
  }

  /**
   * Gives the guest more room. All that it sees of it follows from what it did itself: how large the memory is that
   * stands behind it does not show.
   */
  #grow(wanted: number): number {
    const room = this.#room
    const most = this.at.heapStart + this.#limits.memoryBytes
    if (wanted > most || !this.#hold(wanted, most)) {
      this.#imports.refused()
      return 0
    }
    this.#setRoom(wholePages(wanted))
    if (Math.floor(wanted / collectBytes) > Math.floor(room / collectBytes)) this.#collectSoon()
    return 1
  }

  /** Large values in cycles would fill the memory before QuickJS looks for cycles by itself. */
  #collectSoon(): void {
    this.memory.words[this.at.gcThreshold >>> 2] = 0
  }

  /** The guest is entered. One whose memory is half full is made to look for cycles every so often. */
  enter(): void {
    if (
      this.#room - this.at.heapStart > this.#limits.memoryBytes / 2 &&
      ++this.#entries % entriesToCollect === 0
    )
      this.#collectSoon()
  }

  /** Makes the memory itself as large, with a reserve. @returns whether it could */
  #hold(wanted: number, most: number): boolean {
    const size = this.memory.bytes.length
    if (wanted <= size) return true
    const target = Math.max(wanted, Math.min(most, size + growthBytes))
    try {
      this.#wasm.memory.grow(Math.ceil((target - size) / pageBytes))
    } catch {
      return false
    }
    this.memory.look(this.#wasm.memory.buffer)
    return true
  }

  #limitStack(): void {
    this.#wasm.QTS_RuntimeSetMaxStackSize(this.at.runtime, this.#limits.stackBytes)
  }

  /** The clean image. */
  get image(): Image {
    return this.#image as Image
  }

  /** Where the memory differs from an image now. */
  delta(base: Image): Delta {
    return deltaOf(this.memory.bytes, this.#room, base, this.at)
  }

  /** Why a delta cannot be loaded here; `undefined` where it can. */
  deltaProblem(delta: Delta): string | undefined {
    return deltaProblem(delta, this.at, this.at.heapStart + this.#limits.memoryBytes)
  }

  /**
   * Takes over the memory that a delta without a problem stands for. What lies there is a guest's, whoever wrote it;
   * the limits are this host's.
   */
  load(base: Image, delta: Delta): void {
    const { heapStart, dataEnd, stackTop } = this.at
    this.#hold(delta.room, delta.room)
    const { bytes } = this.memory
    bytes.fill(0, dataEnd)
    bytes.set(base.data, dataStart)
    bytes.set(base.heap.subarray(0, delta.room - heapStart), heapStart)
    applyDelta(bytes, delta)
    this.#setRoom(delta.room)
    this.#entries = 0
    this.#wasm.stack_pointer.value = stackTop
    this.#wasm.fuel.value = 0
    this.#limitStack()
  }

  /** Lets go of the memory. */
  dispose(): void {
    this.#wasm = undefined as unknown as Wasm
    this.#image = undefined
    this.memory.look(new ArrayBuffer(0))
  }

  /** Keeps the memory as it is now as the clean start. */
  keepImage(): void {
    this.#image = this.takeImage()
  }

  /** A copy of the memory as it is now. */
  takeImage(): Image {
    const { dataEnd, heapStart } = this.at
    const words = this.memory.words
    let end = this.#room >>> 2
    while (end > heapStart >>> 2 && words[end - 1] === 0) end--
    return {
      room: this.#room,
      data: this.memory.bytes.slice(dataStart, dataEnd),
      heap: this.memory.bytes.slice(heapStart, end << 2),
    }
  }

  /**
   * Back to the clean start: what the guest did in between has never been.
   *
   * @param hasTrapped whether the guest was left in the middle of something, so that its stack may be anywhere
   * @param state what `Math.random` starts from; without it, from where it was in the image
   */
  restore(hasTrapped: boolean, state: bigint | undefined, image: Image = this.image): void {
    const { dataEnd, heapStart, stackTop, randomState } = this.at
    if (this.memory.bytes.length > keptBytes) this.#instantiate()
    else {
      const bytes = this.memory.bytes
      bytes.fill(0, hasTrapped ? dataEnd : heapStart - this.#limits.stackBytes - pageBytes, heapStart)
      // What was left in the middle of something may have written anywhere.
      bytes.fill(0, heapStart + image.heap.length, hasTrapped ? bytes.length : this.#room)
      this.#wasm.stack_pointer.value = stackTop
      this.#wasm.fuel.value = 0
    }
    this.#hold(image.room, image.room)
    this.#setRoom(image.room)
    this.#entries = 0
    this.memory.bytes.set(image.data, dataStart)
    this.memory.bytes.set(image.heap, heapStart)
    if (state === undefined) return
    this.memory.words[randomState >>> 2] = Number(state & 0xffffffffn)
    this.memory.words[(randomState >>> 2) + 1] = Number(state >> 32n)
  }
}

const wholePages = (bytes: number): number => Math.ceil(bytes / pageBytes) * pageBytes
