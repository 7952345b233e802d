import { GencodeError } from '@gencode/contract/errors'
import type { Engine } from './engine.ts'
import { GuestMemory, isNumberTag } from './guest-memory.ts'

/** The functions of the metered QuickJS; pointers are byte offsets into its memory. */
interface Wasm {
  readonly memory: WebAssembly.Memory
  readonly stack_pointer: WebAssembly.Global<'i32'>
  readonly fuel: WebAssembly.Global<'i32'>
  malloc(bytes: number): number
  free(at: number): void
  QTS_RuntimeSetMemoryLimit(runtime: number, bytes: number): void
  QTS_RuntimeSetMaxStackSize(runtime: number, bytes: number): void
  QTS_FreeValuePointer(context: number, value: number): void
  QTS_FreeCString(context: number, text: number): void
  QTS_NewArrayBuffer(context: number, at: number, bytes: number): number
  QTS_NewFloat64(context: number, value: number): number
  QTS_NewString(context: number, text: number): number
  QTS_GetString(context: number, value: number): number
  QTS_Call(context: number, fn: number, self: number, count: number, args: number): number
  /** Calls with what lies in the slots after the first, which takes the result. @returns the result's tag */
  call_slots(context: number, fn: number, count: number, slots: number): number
  QTS_GetArrayBuffer(context: number, value: number): number
  QTS_ResolveException(context: number, value: number): number
  QTS_Eval(context: number, code: number, bytes: number, file: number, detect: number, flags: number): number
  QTS_PromiseState(context: number, value: number): number
  QTS_PromiseResult(context: number, value: number): number
  QTS_ExecutePendingJob(runtime: number, most: number, contextOut: number): number
}

/** What stops a crossing from outside the guest. */
export type Stop =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'stack' }
  | { readonly kind: 'crash'; readonly cause: unknown }

/** What a crossing may end with while the guest's memory stays good: it returned to the host in order. */
export class Orderly extends Error {}

/** A crossing that was cut off; the guest's memory is no longer to be used. */
export class Stopped extends Error {
  readonly stop: Stop

  constructor(stop: Stop) {
    super(stop.kind)
    this.stop = stop
  }
}

/** A text of the guest that is larger than its reader allows. */
export class TooLarge extends Orderly {}

/** A limit of a machine, all in bytes. */
export interface MachineLimits {
  readonly memoryBytes: number
  readonly stackBytes: number
}

/** What a machine asks of its surroundings. */
export interface MachineHost {
  /** The guest's clock, in milliseconds since 1970. */
  clock(): number
  /** The guest's one function of the host. `undefined` is an answer. */
  call(id: number, text: string): string | undefined
  /** Sixty-four bits for `Math.random` to start from, asked at each clean start. */
  randomState(): bigint
}

const pageBytes = 65536
/** A memory that grew past this is given back as a whole rather than cleaned. */
const keptBytes = 16 * 2 ** 20
/** Growing by little at a time would cost more than the room. */
const growthBytes = 2 ** 20
const dataStart = 1024
/** The clock of a deployed Cloudflare Worker stands still while code runs: there so many looks at it are a millisecond. */
const looksPerMs = 100
const now: () => number = performance.now.bind(performance)
const expired = new Error('deadline')
const encoder = new TextEncoder()
const decoder = new TextDecoder()

interface Image {
  readonly data: Uint8Array
  readonly heap: Uint8Array
}

/**
 * One instance of the engine: its memory, its clean image, its deadline. It knows nothing of functions and
 * contracts. All that comes out of the guest's memory is taken as hostile.
 */
export class Machine {
  readonly memory: GuestMemory = new GuestMemory()
  readonly #engine: Engine
  readonly #limits: MachineLimits
  readonly #host: MachineHost
  #wasm!: Wasm
  #image: Image | undefined
  #began = 0
  #deadline = Number.POSITIVE_INFINITY
  #looksLeft = 0
  #busy = false
  #refusedGrowth = false
  #trapped = false

  constructor(engine: Engine, limits: MachineLimits, host: MachineHost) {
    this.#engine = engine
    this.#limits = limits
    this.#host = host
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
    const imports = {
      host: {
        check: () => {
          if (this.#isLate()) throw expired
        },
        grow: (bytes: number) => this.#grow(bytes >>> 0),
        clock: () => this.#host.clock(),
        call: (_context: number, _self: number, count: number, args: number) => {
          // Host functions take time that the guest's own countdown does not see.
          if (this.#isLate()) throw expired
          return this.#called(count, args)
        },
      },
    }
    this.#wasm = new WebAssembly.Instance(this.#engine.module, imports).exports as unknown as Wasm
    this.memory.look(this.#wasm.memory.buffer)
  }

  #grow(wanted: number): number {
    const size = this.memory.bytes.length
    const most = this.at.heapStart + this.#limits.memoryBytes
    if (wanted > most) {
      this.#refusedGrowth = true
      return 0
    }
    const target = Math.min(most, Math.max(wanted, size + growthBytes))
    try {
      this.#wasm.memory.grow(Math.max(0, Math.ceil((target - size) / pageBytes)))
    } catch {
      this.#refusedGrowth = true
      return 0
    }
    this.memory.look(this.#wasm.memory.buffer)
    // Large values in cycles would fill the memory before QuickJS looks for cycles by itself.
    this.memory.words[this.at.gcThreshold >>> 2] = 0
    return 1
  }

  #called(count: number, args: number): number {
    if (count < 2) return 0
    const id = this.memory.numberAt(args)
    if (id === undefined) return 0
    const answer = this.#host.call(id, this.stringOf(args + 8))
    if (answer === undefined) return 0
    const text = this.write(answer)
    const value = this.#wasm.QTS_NewString(this.at.context, text)
    this.#wasm.free(text)
    return value
  }

  /** Lets go of the memory. @throws GencodeError within a function that the guest called */
  dispose(): void {
    this.#mustBeIdle()
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

  /** Back to the clean start: what the guest did in between has never been. */
  restore(): void {
    this.#mustBeIdle()
    const { dataEnd, heapStart, stackTop, randomState } = this.at
    const image = this.#image as Image
    if (this.memory.bytes.length > keptBytes) this.#instantiate()
    else {
      const bytes = this.memory.bytes
      bytes.fill(0, this.#trapped ? dataEnd : heapStart - this.#limits.stackBytes - pageBytes, heapStart)
      bytes.fill(0, heapStart + image.heap.length, this.#heapEnd())
      this.#wasm.stack_pointer.value = stackTop
      this.#wasm.fuel.value = 0
    }
    this.memory.bytes.set(image.data, dataStart)
    this.memory.bytes.set(image.heap, heapStart)
    this.#trapped = false
    const state = this.#host.randomState()
    this.memory.words[randomState >>> 2] = Number(state & 0xffffffffn)
    this.memory.words[(randomState >>> 2) + 1] = Number(state >> 32n)
  }

  /** How far the heap was ever used, as the allocator says; where that cannot be, all of it. */
  #heapEnd(): number {
    const end = this.memory.words[this.at.heapBreak >>> 2] as number
    return end > this.at.heapEnd && end < this.memory.bytes.length ? end : this.memory.bytes.length
  }

  #mustBeIdle(): void {
    if (this.#busy)
      throw new GencodeError('A sandbox cannot be used from within a function that its guest called')
  }

  /**
   * Runs the guest under a deadline.
   *
   * @throws Stopped where it was cut off
   */
  cross<Result>(timeoutMs: number, work: () => Result): Result {
    this.#mustBeIdle()
    this.#busy = true
    this.#refusedGrowth = false
    this.#began = now()
    this.#deadline = this.#began + timeoutMs
    this.#looksLeft = timeoutMs * looksPerMs
    try {
      return work()
    } catch (error) {
      throw this.#stopOf(error)
    } finally {
      this.#busy = false
      this.#deadline = Number.POSITIVE_INFINITY
    }
  }

  #isLate(): boolean {
    const time = now()
    return time > this.#deadline || (time === this.#began && --this.#looksLeft < 0)
  }

  #stopOf(error: unknown): unknown {
    if (error instanceof Orderly) return error
    this.#trapped = true
    if (error === expired) return new Stopped({ kind: 'timeout' })
    if (error instanceof RangeError && /call stack/i.test(error.message))
      return new Stopped({ kind: 'stack' })
    if (error instanceof WebAssembly.RuntimeError)
      return new Stopped(this.#refusedGrowth ? { kind: 'memory' } : { kind: 'crash', cause: error })
    return error
  }

  /** A text in the guest's memory, ended by a zero; the caller frees it. */
  write(text: string): number {
    return this.#writeEnded(encoder.encode(text))
  }

  #writeEnded(encoded: Uint8Array): number {
    const at = this.allocate(encoded.length + 1)
    this.memory.bytes.set(encoded, at)
    this.memory.bytes[at + encoded.length] = 0
    return at
  }

  /** @throws Stopped where the guest's memory is full */
  allocate(bytes: number): number {
    const at = this.#wasm.malloc(bytes) >>> 0
    if (at === 0) throw new Stopped({ kind: 'memory' })
    return at
  }

  /** Gives a value of the guest to a slot. */
  moveInto(slot: number, value: number): void {
    this.memory.copyValue(slot, value)
    this.#wasm.free(value)
  }

  /** A value of its own of what is in a slot, which then holds it no longer. */
  moveOut(slot: number): number {
    const value = this.allocate(8)
    this.memory.copyValue(value, slot)
    return value
  }

  /** Where a copy of an ArrayBuffer's bytes is, for the caller to free. @throws Stopped where the memory is full */
  copyOf(buffer: number): number {
    const at = this.#wasm.QTS_GetArrayBuffer(this.at.context, buffer) >>> 0
    if (at === 0) throw new Stopped({ kind: 'memory' })
    return at
  }

  /** Calls a function with the slots after the first. @returns whether the first is a number now */
  callSlots(fn: number, count: number, slots: number): boolean {
    return isNumberTag(this.#wasm.call_slots(this.at.context, fn, count, slots))
  }

  /** A string of the guest; of anything else what the guest makes of it. */
  stringOf(value: number, mostBytes: number = Number.POSITIVE_INFINITY): string {
    const at = this.#wasm.QTS_GetString(this.at.context, value) >>> 0
    if (at === 0) return ''
    const end = this.memory.bytes.indexOf(0, at)
    if (end < 0 || end - at > mostBytes) {
      this.#wasm.QTS_FreeCString(this.at.context, at)
      throw new TooLarge()
    }
    const text = decoder.decode(this.memory.bytes.subarray(at, end))
    this.#wasm.QTS_FreeCString(this.at.context, at)
    return text
  }

  /** A new string of the guest. */
  newString(text: string): number {
    const at = this.write(text)
    const value = this.#wasm.QTS_NewString(this.at.context, at)
    this.#wasm.free(at)
    return value
  }

  newNumber(value: number): number {
    return this.#wasm.QTS_NewFloat64(this.at.context, value)
  }

  free(value: number): void {
    this.#wasm.QTS_FreeValuePointer(this.at.context, value)
  }

  /** Evaluates a script; the value may be an exception. */
  evaluate(code: string, file: string, flags = 0): number {
    const encoded = encoder.encode(code)
    const at = this.#writeEnded(encoded)
    const name = this.write(file)
    const value = this.#wasm.QTS_Eval(this.at.context, at, encoded.length, name, 0, flags)
    this.#wasm.free(at)
    this.#wasm.free(name)
    return value
  }

  /** Calls a function of the guest; the value may be an exception. */
  call(fn: number, args: readonly number[] = []): number {
    const { context, undefined: self } = this.at
    if (args.length === 0) return this.#wasm.QTS_Call(context, fn, self, 0, 0)
    const list = this.allocate(args.length * 4)
    for (let index = 0; index < args.length; index++)
      this.memory.words[(list >>> 2) + index] = args[index] as number
    const value = this.#wasm.QTS_Call(context, fn, self, args.length, list)
    this.#wasm.free(list)
    return value
  }
}
