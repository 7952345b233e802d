import { Crossing, Stopped, TooLarge } from './crossing.ts'
import type { Delta, Image } from './delta.ts'
import type { Engine } from './engine.ts'
import { type GuestMemory, isNumberTag } from './guest-memory.ts'
import { Instance, type MachineLimits } from './instance.ts'
import type { Wasm } from './wasm.ts'

/** What a machine asks of its surroundings. */
export interface MachineHost {
  /** The guest's clock, in milliseconds since 1970. */
  clock(): number
  /** The guest's one function of the host. @returns a value of the guest, 0 for `undefined` */
  call(id: number, value: number): number
  /** Sixty-four bits for `Math.random` to start from, asked at each clean start. */
  randomState(): bigint
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * An instance of the engine, the way into it, and the values in it. It knows nothing of functions and contracts. All
 * that comes out of the guest's memory is taken as hostile.
 */
export class Machine {
  readonly memory: GuestMemory
  readonly at: Engine['addresses']
  readonly #host: MachineHost
  readonly #crossing: Crossing = new Crossing()
  readonly #instance: Instance

  constructor(engine: Engine, limits: MachineLimits, host: MachineHost) {
    this.#host = host
    this.at = engine.addresses
    this.#instance = new Instance(engine, limits, {
      check: () => this.#crossing.check(),
      clock: () => host.clock(),
      call: (count, args) => {
        const id = count < 2 ? undefined : this.memory.numberAt(args)
        if (id === undefined) return 0
        // Host functions take time that the guest's own countdown does not see.
        this.#crossing.check()
        const answer = host.call(id, args + 8)
        this.#crossing.check()
        return answer
      },
      refused: () => {
        this.#crossing.wasRefusedMemory = true
      },
    })
    this.memory = this.#instance.memory
  }

  get wasm(): Wasm {
    return this.#instance.wasm
  }

  /** Whether the guest was refused memory in this crossing. */
  get wasRefusedMemory(): boolean {
    return this.#crossing.wasRefusedMemory
  }

  /** Lets go of the memory. @throws GencodeError within a function that the guest called */
  dispose(): void {
    this.#crossing.mustBeIdle()
    this.#instance.dispose()
  }

  /** @throws GencodeError within a function that the guest called */
  mustBeIdle(): void {
    this.#crossing.mustBeIdle()
  }

  /** Keeps the memory as it is now as the clean start. */
  keepImage(): void {
    this.#instance.keepImage()
  }

  /** The clean start. */
  get image(): Image {
    return this.#instance.image
  }

  /** Where the memory differs from an image. */
  delta(base: Image): Delta {
    this.#crossing.mustBeIdle()
    return this.#instance.delta(base)
  }

  /** Why a memory of unknown origin cannot be loaded here; `undefined` where it can. */
  deltaProblem(delta: Delta): string | undefined {
    return this.#instance.deltaProblem(delta)
  }

  /** Takes over a memory of unknown origin. All of it is cleaned before the next guest. */
  load(base: Image, delta: Delta): void {
    this.#crossing.mustBeIdle()
    this.#instance.load(base, delta)
    this.#crossing.hasTrapped = true
  }

  /** A copy of the memory as it is now. */
  takeImage(): Image {
    this.#crossing.mustBeIdle()
    return this.#instance.takeImage()
  }

  /** Back to where the memory was copied. */
  restoreTo(image: Image): void {
    this.#crossing.mustBeIdle()
    this.#instance.restore(this.#crossing.hasTrapped, undefined, image)
    this.#crossing.hasTrapped = false
  }

  /** Back to the clean start: what the guest did in between has never been. */
  restore(): void {
    this.#crossing.mustBeIdle()
    this.#instance.restore(this.#crossing.hasTrapped, this.#host.randomState())
    this.#crossing.hasTrapped = false
  }

  /**
   * Runs the guest under a deadline.
   *
   * @throws Stopped where it was cut off
   */
  cross<Result>(timeoutMs: number, work: () => Result): Result {
    this.#instance.enter()
    return this.#crossing.run(timeoutMs, work)
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
    const at = this.wasm.malloc(bytes) >>> 0
    if (at === 0 || at + bytes > this.memory.bytes.length) throw new Stopped({ kind: 'memory' })
    return at
  }

  /** Gives a value of the guest to a slot. */
  moveInto(slot: number, value: number): void {
    this.memory.copyValue(slot, value)
    this.wasm.free(value)
  }

  /** A value of its own of what is in a slot, which then holds it no longer. */
  moveOut(slot: number): number {
    const value = this.allocate(8)
    this.memory.copyValue(value, slot)
    return value
  }

  /** Where a copy of an ArrayBuffer's bytes is, for the caller to free. @throws Stopped where the memory is full */
  copyOf(buffer: number): number {
    const at = this.wasm.QTS_GetArrayBuffer(this.at.context, buffer) >>> 0
    if (at === 0) throw new Stopped({ kind: 'memory' })
    return at
  }

  /** Calls a function with the slots after the first. @returns whether the first is a number now */
  callSlots(fn: number, count: number, slots: number): boolean {
    return isNumberTag(this.wasm.call_slots(this.at.context, fn, count, slots))
  }

  /** A string of the guest; of anything else what the guest makes of it. */
  stringOf(value: number, mostBytes: number = Number.POSITIVE_INFINITY): string {
    const at = this.wasm.QTS_GetString(this.at.context, value) >>> 0
    if (at === 0) return ''
    const end = this.memory.bytes.indexOf(0, at)
    if (end < 0 || end - at > mostBytes) {
      this.wasm.QTS_FreeCString(this.at.context, at)
      throw new TooLarge()
    }
    const text = decoder.decode(this.memory.bytes.subarray(at, end))
    this.wasm.QTS_FreeCString(this.at.context, at)
    return text
  }

  /** A new string of the guest. */
  newString(text: string): number {
    const at = this.write(text)
    const value = this.wasm.QTS_NewString(this.at.context, at)
    this.wasm.free(at)
    return value
  }

  newNumber(value: number): number {
    return this.wasm.QTS_NewFloat64(this.at.context, value)
  }

  free(value: number): void {
    this.wasm.QTS_FreeValuePointer(this.at.context, value)
  }

  /** Evaluates a script; the value may be an exception. */
  evaluate(code: string, file: string, flags = 0): number {
    const encoded = encoder.encode(code)
    const at = this.#writeEnded(encoded)
    const name = this.write(file)
    const value = this.wasm.QTS_Eval(this.at.context, at, encoded.length, name, 0, flags)
    this.wasm.free(at)
    this.wasm.free(name)
    return value
  }

  /** Calls a function of the guest; the value may be an exception. */
  call(fn: number, args: readonly number[] = []): number {
    const { context, undefined: self } = this.at
    if (args.length === 0) return this.wasm.QTS_Call(context, fn, self, 0, 0)
    const list = this.allocate(args.length * 4)
    for (let index = 0; index < args.length; index++)
      this.memory.words[(list >>> 2) + index] = args[index] as number
    const value = this.wasm.QTS_Call(context, fn, self, args.length, list)
    this.wasm.free(list)
    return value
  }
}
