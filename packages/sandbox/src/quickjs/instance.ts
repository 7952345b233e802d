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
const dataStart = 1024

interface Image {
  readonly data: Uint8Array
  readonly heap: Uint8Array
}

/** An instance of the engine: its memory, and the clean image of it that a guest starts from. */
export class Instance {
  readonly memory: GuestMemory = new GuestMemory()
  readonly #engine: Engine
  readonly #limits: MachineLimits
  readonly #imports: Imports
  #wasm!: Wasm
  #image: Image | undefined

  constructor(engine: Engine, limits: MachineLimits, imports: Imports) {
    this.#engine = engine
    this.#limits = limits
    this.#imports = imports
    this.#instantiate()
    this.#wasm.QTS_RuntimeSetMemoryLimit(this.at.runtime, limits.memoryBytes)
    this.#wasm.QTS_RuntimeSetMaxStackSize(this.at.runtime, limits.stackBytes)
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
  }

  #grow(wanted: number): number {
    const size = this.memory.bytes.length
    const most = this.at.heapStart + this.#limits.memoryBytes
    if (wanted > most) {
      this.#imports.refused()
      return 0
    }
    const target = Math.min(most, Math.max(wanted, size + growthBytes))
    try {
      this.#wasm.memory.grow(Math.max(0, Math.ceil((target - size) / pageBytes)))
    } catch {
      this.#imports.refused()
      return 0
    }
    this.memory.look(this.#wasm.memory.buffer)
    // Large values in cycles would fill the memory before QuickJS looks for cycles by itself.
    this.memory.words[this.at.gcThreshold >>> 2] = 0
    return 1
  }

  /** Lets go of the memory. */
  dispose(): void {
    this.#wasm = undefined as unknown as Wasm
    this.#image = undefined
    this.memory.look(new ArrayBuffer(0))
  }

  /** Keeps the memory as it is now as the clean start. */
  keepImage(): void {
    const { dataEnd, heapStart } = this.at
    const words = this.memory.words
    let end = this.memory.bytes.length >>> 2
    while (end > heapStart >>> 2 && words[end - 1] === 0) end--
    this.#image = {
      data: this.memory.bytes.slice(dataStart, dataEnd),
      heap: this.memory.bytes.slice(heapStart, end << 2),
    }
  }

  /**
   * Back to the clean start: what the guest did in between has never been.
   *
   * @param hasTrapped whether the guest was left in the middle of something, so that its stack may be anywhere
   * @param state what `Math.random` starts from
   */
  restore(hasTrapped: boolean, state: bigint): void {
    const { dataEnd, heapStart, stackTop, randomState } = this.at
    const image = this.#image as Image
    if (this.memory.bytes.length > keptBytes) this.#instantiate()
    else {
      const bytes = this.memory.bytes
      bytes.fill(0, hasTrapped ? dataEnd : heapStart - this.#limits.stackBytes - pageBytes, heapStart)
      bytes.fill(0, heapStart + image.heap.length, this.#heapEnd())
      this.#wasm.stack_pointer.value = stackTop
      this.#wasm.fuel.value = 0
    }
    this.memory.bytes.set(image.data, dataStart)
    this.memory.bytes.set(image.heap, heapStart)
    this.memory.words[randomState >>> 2] = Number(state & 0xffffffffn)
    this.memory.words[(randomState >>> 2) + 1] = Number(state >> 32n)
  }

  /** How far the heap was ever used, as the allocator says; where that cannot be, all of it. */
  #heapEnd(): number {
    const end = this.memory.words[this.at.heapBreak >>> 2] as number
    return end > this.at.heapEnd && end < this.memory.bytes.length ? end : this.memory.bytes.length
  }
}
