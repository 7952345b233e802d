import type { Layout } from '@gencode/contract/types'
import type { Parameters } from '../shape.ts'
import type { CompiledModule } from './compile.ts'

/** Where a row lies in a memory. */
interface Place {
  readonly memory: WebAssembly.Memory
  readonly pointers: readonly number[]
  readonly out: number
  readonly stride: number
}

/** A way in which a row ends. */
interface Shape {
  /** The components' names, and where each lies. */
  readonly names: readonly string[]
  readonly places: readonly number[]
  /** An object of these names, to be copied: quicker than to add one name after the other. */
  readonly template: Readonly<Record<string, number>>
}

/** A boolean among the widths of parameters; a plain number is 0, an array its length. */
const boolean = -1

/**
 * One call of a compiled function: its arguments are written to memory, and its result is read there. A call of a short
 * function is some ten nanoseconds, so that nothing here is made anew for it but its result.
 */
export class Single {
  readonly #run: (...args: number[]) => number
  readonly #args: readonly number[]
  readonly #widths: readonly number[]
  readonly #floats: Float64Array
  readonly #bytes: Uint8Array
  readonly #pointers: readonly number[]
  /** Where the reward lies, and where it says how the row ended, in float64. */
  readonly #reward: number
  readonly #ending: number
  /** For each way in which a row ends, the names of its components and where they lie. */
  readonly #shapes: ReadonlyArray<Shape | undefined>

  constructor(
    { memory, pointers, out, stride }: Place,
    run: (...args: number[]) => number,
    parameters: Parameters,
    { columns, shapes }: CompiledModule,
  ) {
    this.#run = run
    this.#widths = parameters.map(({ layout }) => widthIn(layout))
    this.#floats = new Float64Array(memory.buffer)
    this.#bytes = new Uint8Array(memory.buffer)
    this.#pointers = pointers
    this.#args = [...pointers, out, 1, stride, 0]
    const placeOf = (column: number): number => (out + (column + 1) * stride) / 8
    this.#reward = out / 8
    this.#ending = shapes.length > 1 ? placeOf(columns.length) : -1
    this.#shapes = shapes.map(
      (names) =>
        names && {
          names,
          places: names.map((name) => placeOf(columns.indexOf(name))),
          template: Object.fromEntries(names.map((name) => [name, 0])),
        },
    )
  }

  /** Whether all numbers of the last result were finite. */
  isFinite = false

  /** @returns `undefined` where the row was given up, or the arguments do not fit */
  call(args: readonly unknown[], state: Uint8Array | undefined): unknown {
    this.isFinite = false
    if (!this.#write(args)) return undefined
    if (state) this.#bytes.set(state)
    const answer = this.#go()
    if (state) state.set(this.#bytes.subarray(0, state.length))
    if (answer < 2) return undefined
    this.isFinite = answer === 2
    return this.#read()
  }

  #write(args: readonly unknown[]): boolean {
    const floats = this.#floats
    const widths = this.#widths
    if (args.length !== widths.length) return false
    for (let index = 0; index < widths.length; index++) {
      const width = widths[index] as number
      const at = this.#pointers[index] as number
      const arg = args[index]
      if (width === boolean) {
        if (typeof arg !== 'boolean') return false
        this.#bytes[at] = arg ? 1 : 0
      } else if (width === 0) {
        if (typeof arg !== 'number') return false
        floats[at >>> 3] = arg
      } else {
        if (
          Array.isArray(arg)
            ? !copyArray(arg, width, floats, at >>> 3)
            : !copyColumn(arg, width, floats, at >>> 3)
        )
          return false
      }
    }
    return true
  }

  /** A call with its arguments written out is twice as fast as one with a list of them. */
  #go(): number {
    const run = this.#run
    const args = this.#args as readonly [number, number, number, number, number, number, number]
    switch (args.length as number) {
      case 5:
        return run(args[0], args[1], args[2], args[3], args[4])
      case 6:
        return run(args[0], args[1], args[2], args[3], args[4], args[5])
      case 7:
        return run(args[0], args[1], args[2], args[3], args[4], args[5], args[6])
      default:
        return run(...args)
    }
  }

  #read(): unknown {
    const floats = this.#floats
    const reward = floats[this.#reward] as number
    const shape = this.#shapes[this.#ending < 0 ? 0 : (floats[this.#ending] as number)]
    if (!shape) return reward
    const { names, places, template } = shape
    const components = { ...template }
    for (let index = 0; index < names.length; index++)
      components[names[index] as string] = floats[places[index] as number] as number
    return { reward, components }
  }
}

/** Apart from the other, so that V8 sees one kind of array here. @returns whether it is so many numbers */
function copyArray(from: readonly unknown[], width: number, to: Float64Array, at: number): boolean {
  if (from.length !== width) return false
  for (let place = 0; place < width; place++) {
    const number = from[place]
    if (typeof number !== 'number') return false
    to[at + place] = number
  }
  return true
}

function copyColumn(from: unknown, width: number, to: Float64Array, at: number): boolean {
  if (!(from instanceof Float64Array) || from.length !== width) return false
  to.set(from, at)
  return true
}

function widthIn(layout: Layout): number {
  if (typeof layout === 'object') return layout.numbers
  return layout === 'boolean' ? boolean : 0
}
