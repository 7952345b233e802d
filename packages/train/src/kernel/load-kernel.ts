import { TrainError } from '../errors.ts'

/** An address in the kernel's memory, in bytes. */
export type Address = number

/** What `wasm/index.ts` exports; each function is described there. */
interface KernelFunctions {
  readonly memory: WebAssembly.Memory
  alloc(bytes: number): Address
  forward(
    rows: number,
    inputs: number,
    outputs: number,
    x: Address,
    w: Address,
    bias: Address,
    y: Address,
    activation: number,
  ): void
  backwardActivation(rows: number, outputs: number, y: Address, dy: Address, activation: number): void
  backwardWeights(
    rows: number,
    inputs: number,
    outputs: number,
    x: Address,
    dy: Address,
    dw: Address,
    dbias: Address,
    scratch: Address,
  ): void
  backwardInputs(
    rows: number,
    inputs: number,
    outputs: number,
    dy: Address,
    w: Address,
    dx: Address,
    scratch: Address,
  ): void
  norm(numbers: Address, count: number): number
  adam(
    count: number,
    parameters: Address,
    gradients: Address,
    first: Address,
    second: Address,
    scale: number,
    rate: number,
    correction1: number,
    correction2: number,
    epsilon: number,
  ): void
  gather(count: number, width: number, from: Address, indices: Address, to: Address): void
  sample(
    rows: number,
    head: number,
    groups: Address,
    count: number,
    outputs: number,
    y: Address,
    logDeviation: Address,
    actions: Address,
    logLikelihood: Address,
    random: Address,
  ): void
  shuffle(random: Address, indices: Address, count: number): void
  standardise(count: number, numbers: Address): void
  policyLoss(
    rows: number,
    head: number,
    groups: Address,
    count: number,
    outputs: number,
    y: Address,
    dy: Address,
    actions: Address,
    oldLogLikelihood: Address,
    advantages: Address,
    logDeviation: Address,
    dLogDeviation: Address,
    clip: number,
    entropyWeight: number,
    told: Address,
    scratch: Address,
  ): void
  valueLoss(
    rows: number,
    outputs: number,
    values: Address,
    dValues: Address,
    oldValues: Address,
    returns: Address,
    weight: number,
    clip: number,
  ): number
}

/** The arithmetic of training in WebAssembly, with a memory of its own. */
export interface Kernel extends KernelFunctions {
  /** So many floats at an address, as they lie there. An `alloc` may end the array's life. */
  floats(at: Address, count: number): Float32Array
  /** So many 32-bit integers. */
  integers(at: Address, count: number): Int32Array
  doubles(at: Address, count: number): Float64Array
}

let compiled: Promise<WebAssembly.Module> | undefined

/** Makes a kernel; the first one compiles it. */
export async function createKernel(): Promise<Kernel> {
  compiled ??= load()
  const instance = await WebAssembly.instantiate(await compiled, {})
  const functions = instance.exports as unknown as KernelFunctions
  const { memory } = functions
  return {
    ...functions,
    floats: (at, count) => new Float32Array(memory.buffer, at, count),
    integers: (at, count) => new Int32Array(memory.buffer, at, count),
    doubles: (at, count) => new Float64Array(memory.buffer, at, count),
  }
}

async function load(): Promise<WebAssembly.Module> {
  let made: typeof import('#kernel')
  try {
    made = await import('#kernel')
  } catch (cause) {
    throw new TrainError(
      'The training kernel is not there: generated/kernel.js could not be loaded. In a clone, make it with `pnpm turbo run wasm`.',
      { cause },
    )
  }
  const { wasm } = made
  if (typeof wasm !== 'string') return wasm
  return WebAssembly.compile(Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)))
}
