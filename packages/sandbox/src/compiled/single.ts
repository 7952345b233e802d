import type { Parameters } from '../shape.ts'
import type { CompiledModule } from './compile.ts'

/** One call of a compiled function: its arguments are written to memory, and its result is read there. */
export class Single {
  readonly #run: (...args: number[]) => number
  readonly #args: readonly number[]
  readonly #parameters: Parameters
  readonly #module: CompiledModule
  readonly #floats: Float64Array
  readonly #bytes: Uint8Array
  readonly #pointers: readonly number[]
  /** Where the reward and what follows it lie, in float64. */
  readonly #out: number
  readonly #stride: number
  readonly #hasEndings: boolean

  constructor(
    place: {
      readonly memory: WebAssembly.Memory
      readonly pointers: readonly number[]
      readonly out: number
      readonly stride: number
    },
    run: (...args: number[]) => number,
    parameters: Parameters,
    module: CompiledModule,
  ) {
    this.#run = run
    this.#parameters = parameters
    this.#module = module
    this.#floats = new Float64Array(place.memory.buffer)
    this.#bytes = new Uint8Array(place.memory.buffer)
    this.#pointers = place.pointers
    this.#out = place.out / 8
    this.#stride = place.stride / 8
    this.#args = [...place.pointers, place.out, 1, place.stride, 0]
    this.#hasEndings = module.shapes.length > 1
  }

  /** @returns `undefined` where the row was given up */
  call(args: readonly unknown[], state: Uint8Array | undefined): unknown {
    this.#write(args)
    if (state) this.#bytes.set(state)
    const answer = this.#go()
    if (state) state.set(this.#bytes.subarray(0, state.length))
    return answer < 2 ? undefined : this.#read()
  }

  #write(args: readonly unknown[]): void {
    const floats = this.#floats
    for (let index = 0; index < this.#pointers.length; index++) {
      const { layout } = this.#parameters[index] as Parameters[number]
      const at = this.#pointers[index] as number
      const arg = args[index]
      if (layout === 'boolean') this.#bytes[at] = arg ? 1 : 0
      else if (typeof layout === 'object') {
        const first = at >>> 3
        for (let place = 0; place < layout.numbers; place++)
          floats[first + place] = (arg as number[])[place] as number
      } else floats[at >>> 3] = arg as number
    }
  }

  /** A call with so many arguments written out is twice as fast as one with a list of them. */
  #go(): number {
    const [a, b, c, d, e, f, g] = this.#args as [number, number, number, number, number, number, number]
    switch (this.#args.length) {
      case 5:
        return this.#run(a, b, c, d, e)
      case 6:
        return this.#run(a, b, c, d, e, f)
      case 7:
        return this.#run(a, b, c, d, e, f, g)
      default:
        return this.#run(...this.#args)
    }
  }

  #read(): unknown {
    const { columns, shapes } = this.#module
    const reward = this.#floats[this.#out] as number
    const ending = this.#hasEndings
      ? (this.#floats[this.#out + (columns.length + 1) * this.#stride] as number)
      : 0
    const names = shapes[ending]
    if (!names) return reward
    const components: Record<string, number> = {}
    for (const name of names)
      components[name] = this.#floats[this.#out + (columns.indexOf(name) + 1) * this.#stride] as number
    return { reward, components }
  }
}
