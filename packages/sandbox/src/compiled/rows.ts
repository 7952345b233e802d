import type { Layout } from '@gencode/contract/types'
import type { Parameters } from '../shape.ts'
import { bodyValue } from './calls.ts'
import {
  type Code,
  f64,
  float,
  i32,
  int,
  type Local,
  loadFloat,
  makeLocal,
  nothing,
  op,
  set,
  storeFloat,
  unsigned,
} from './code.ts'
import { describe, numberCode, settled } from './convert.ts'
import { quantum, refuel, spendFuel } from './dynamic-loop.ts'
import type { Flow } from './flow.ts'
import type { Interpreter } from './interpreter.ts'
import { bool, isNumber, num, tags, typesOf, undefinedValue } from './kinds.ts'
import { Refused, unlessUnreachable } from './refused.ts'
import type { State } from './state.ts'
import { entriesOf, newArray } from './things.ts'
import { type Num, Scope, type Value } from './values.ts'

/** A place where a row ends: the names of the components that it has, `undefined` where it is a plain number. */
interface Ending {
  readonly names: readonly string[] | undefined
  /** Filled once all names are known, with zeros for those that it lacks. */
  readonly rest: Code[]
}

/** As text, components of a row must fit the room that QuickJS's tier has for one. */
const mostText = 440
const lettersOfNumber = 27

/** Bytes that a row of a column has. */
export function bytesOf(layout: Layout): number {
  return typeof layout === 'object' ? layout.numbers * 8 : layout === 'boolean' ? 1 : 8
}

/**
 * The function that is exported: `run(column..., out, rows, stride, state) -> 2 * rows done + whether a result is not finite`.
 * The columns are pointers to rows; results go to `out`, those of the k-th component to `out + (k + 1) * stride`, and where
 * rows end in several ways, which way it was to the column after the last component.
 */
export class Rows {
  readonly #parameters: Parameters
  readonly #pointers: readonly Local[]
  readonly #out: Local
  readonly #rows: Local
  readonly #stride: Local
  readonly state: Local
  #odd!: Local
  /** Components by name, in the order in which they were found. */
  readonly #columns = new Map<string, number>()
  #endings: Ending[] = []
  #flow!: Flow

  constructor(parameters: Parameters) {
    this.#parameters = parameters
    this.#pointers = parameters.map((_parameter, index) => makeLocal(index, i32))
    const next = (after: number): Local => makeLocal(parameters.length + after, i32)
    this.#out = next(0)
    this.#rows = next(1)
    this.#stride = next(2)
    this.state = next(3)
  }

  /** How many parameters `run` has. */
  get count(): number {
    return this.#parameters.length + 4
  }

  /** Writes code that calls the function for each row. @throws Refused */
  write(interpreter: Interpreter, callee: Value, state: State): Code {
    const { flow } = interpreter
    this.#flow = flow
    if (callee.kind !== 'function') throw new Refused('there is no function')
    const { node, scope } = callee
    if (node.async || node.generator) throw new Refused('it is an async function or a generator', node)
    const row = flow.newLocal(i32)
    this.#odd = flow.newLocal(i32)
    const loads: Code[] = []
    const depth = flow.depth + 1
    flow.giveUp = () => flow.emit(op.br, unsigned(flow.depth - depth))
    const steps = flow.steps
    const code = flow.inside(() => {
      const outer = flow.inside(() => {
        flow.emit(refuel(flow))
        const inner = flow.inside(() => {
          const fuel: Code[] = []
          flow.emit(row.get, this.#rows.get, op.i32_ge_s, op.br_if, unsigned(2), fuel, loads)
          state.load(flow, this.state)
          const args = this.#arguments(flow, loads)
          const ends = unlessUnreachable(() =>
            flow.block('row', undefined, () =>
              interpreter.finish(bodyValue(interpreter, node, new Scope(scope), args), node),
            ),
          )
          fuel.push(spendFuel(flow, 1 + ((flow.steps - steps) >> 3)))
          if (!ends) return
          state.store(flow, this.state)
          flow.emit(this.#advance(), row.get, int(1), op.i32_add, set(row), op.br, unsigned(0))
        })
        flow.emit(op.loop, nothing, inner, op.end)
      })
      flow.emit(op.loop, nothing, outer, op.end)
    })
    this.#fill()
    return [
      [int(quantum), set(flow.fuel)],
      [op.block, nothing, code, op.end],
      [row.get, int(1), op.i32_shl, this.#odd.get, op.i32_or],
    ]
  }

  /** What the function is called with. Numbers are loaded once a row, those alone that are used. */
  #arguments(flow: Flow, loads: Code[]): Value[] {
    return this.#parameters.map(({ layout, name }, index) => {
      const pointer = this.#pointers[index] as Local
      if (layout === 'json') throw new Refused(`${name} is no number, boolean or array of numbers`)
      if (layout === 'boolean') return flow.keep(bool([pointer.get, op.i32_load8_u, 0, 0, int(0), op.i32_ne]))
      if (layout === 'number') return flow.keep(num(loadFloat(pointer.get)))
      const elements = Array.from({ length: layout.numbers }, (_element, at) =>
        rowNumber(flow, loads, pointer, at),
      )
      return newArray(flow, elements, { pointer })
    })
  }

  #advance(): Code {
    const add = (local: Local, bytes: number): Code => [local.get, int(bytes), op.i32_add, set(local)]
    return [
      this.#parameters.map(({ layout }, index) => add(this.#pointers[index] as Local, bytesOf(layout))),
      add(this.#out, 8),
    ]
  }

  /** Stores a row's result, and ends it. @throws Refused */
  finish(value: Value): never {
    const flow = this.#flow
    const label = flow.labels.findLast(({ kind }) => kind === 'row')
    if (!label) throw new Refused('it returns when it is loaded')
    const ending = this.#ending(settled(value))
    flow.listed.push(ending)
    return flow.jump(label)
  }

  #ending(value: Value): Ending {
    const flow = this.#flow
    if (value.kind !== 'ref') {
      this.#store([[this.#out.get, this.#number(value)]])
      return this.#plain(undefined)
    }
    const result = new Map(entriesOf(flow, value, nowhere))
    const [reward, terms] = [result.get('reward'), result.get('components')]
    for (const part of [reward, terms]) if (part) settled(part)
    if (value.thing.type === 'array' || !reward || terms?.kind !== 'ref' || terms.thing.type === 'array')
      return flow.bail()
    for (const [key, other] of result)
      if (key !== 'components' && typesOf(other) === 0)
        throw new Refused(`the result's ${key} is ${describe(other)}`)
    const numbers = entriesOf(flow, terms, nowhere).map(([name, term]) => [name, this.#number(term)] as const)
    const stores = numbers.map(([name, number]) => [this.#addressOf(this.#columnOf(name)), number] as const)
    this.#store([[this.#out.get, this.#number(reward)], ...stores])
    return this.#plain(numbers.map(([name]) => name))
  }

  #plain(names: readonly string[] | undefined): Ending {
    const rest: Code[] = []
    this.#flow.emit(rest)
    return { names, rest }
  }

  /** A part of the result, which must be a number: for anything else QuickJS's tier knows what to say. */
  #number(value: Value): Num {
    const flow = this.#flow
    settled(value)
    if (isNumber(value)) return num(numberCode(value))
    if (value.kind !== 'union') return flow.bail()
    flow.choose(
      bool([value.tag, int(tags.number), op.i32_eq]),
      () => undefinedValue,
      () => flow.bail(),
    )
    return num(value.code)
  }

  /** Stores numbers, and notes whether one is NaN or infinite: then its difference to itself is not zero. */
  #store(stores: ReadonlyArray<readonly [address: Code, number: Num]>): void {
    const flow = this.#flow
    const kept = stores.map(([address, number]) => [address, flow.keep(number).code] as const)
    for (const [address, code] of kept) flow.emit(storeFloat(address, code))
    const differences = kept.map(([, code], at): Code => [code, code, op.f64_sub, at === 0 ? [] : op.f64_add])
    flow.emit([differences, float(0), op.f64_ne], this.#odd.get, op.i32_or, set(this.#odd))
  }

  #columnOf(name: string): number {
    const found = this.#columns.get(name)
    if (found !== undefined) return found
    this.#columns.set(name, this.#columns.size)
    return this.#columns.size - 1
  }

  #addressOf(column: number): Code {
    return [this.#out.get, this.#stride.get, int(column + 1), op.i32_mul, op.i32_add]
  }

  /** Now that all names are known, the rows that lack some get zeros there, and say how they ended. */
  #fill(): void {
    this.#endings = this.#flow.listed as Ending[]
    if (this.#endings.length === 0) throw new Refused('it never returns a number')
    const letters = [...this.#columns.keys()].reduce(
      (sum, name) => sum + name.length * 3 + lettersOfNumber,
      0,
    )
    if (letters > mostText) throw new Refused('its components are many, or have long names')
    const shapes = this.shapes
    for (const { names, rest } of this.#endings) {
      for (const [name, column] of this.#columns)
        if (!names?.includes(name)) rest.push(storeFloat(this.#addressOf(column), float(0)))
      if (shapes.length > 1)
        rest.push(
          storeFloat(
            this.#addressOf(this.#columns.size),
            float(shapes.findIndex((shape) => isAlike(shape, names))),
          ),
        )
    }
  }

  get columns(): readonly string[] {
    return [...this.#columns.keys()]
  }

  /** The ways in which rows end: the names of components, or `undefined`. */
  get shapes(): ReadonlyArray<readonly string[] | undefined> {
    const shapes: Array<readonly string[] | undefined> = []
    for (const { names } of this.#endings)
      if (!shapes.some((shape) => isAlike(shape, names))) shapes.push(names)
    return shapes
  }
}

const nowhere = { start: 0 }

function isAlike(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.join('\n') === b?.join('\n')
}

/** A number of a row; its load is written when it is first used. */
function rowNumber(flow: Flow, loads: Code[], pointer: Local, at: number): Num {
  let read: Code | undefined
  return {
    kind: 'number',
    isRow: true,
    get code(): Code {
      if (!read) {
        const local = flow.newLocal(f64)
        loads.push(loadFloat(pointer.get, at * 8), set(local))
        read = local.get
      }
      return read
    },
  }
}
