import type { Program } from 'acorn'
import type { Parameters } from '../shape.ts'
import { assemble, numbersType } from './assemble.ts'
import { i32 } from './code.ts'
import { Flow } from './flow.ts'
import { createInterpreter, helpersScope, load } from './interpret.ts'
import { type Libm, ofTwo } from './libm.ts'
import { parse } from './parse.ts'
import { Refused } from './refused.ts'
import { Rows } from './rows.ts'
import { State, stateFound } from './state.ts'
import { Scope } from './values.ts'

/** What is to be compiled. */
export interface Source {
  /** Plain JavaScript. */
  readonly source: string
  /** The name of the function in it; what stands for it where it has none. */
  readonly entry: string
  /** The whole source is one function without a name at top level. */
  readonly isNameless: boolean
  readonly parameters: Parameters | undefined
}

/** What the compiler is given beside the source. */
export interface Surroundings {
  readonly libm: Libm
  /** The program of np, as a tree. */
  readonly helpers: Program
}

/** A function as a module of WebAssembly, and what the host must know to call it. */
export interface CompiledModule {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The names of the components, in the order of their columns. */
  readonly columns: readonly string[]
  /** The ways in which rows end: the names of the components that they have, `undefined` for a plain number. */
  readonly shapes: ReadonlyArray<readonly string[] | undefined>
  /** Whether a row may be given up, for QuickJS to run. */
  readonly mayGiveUp: boolean
  /** What lasts from call to call, as it is at first; `undefined` where nothing does. */
  readonly state: Uint8Array | undefined
  /** Where in it the 64 bits of `Math.random` go. */
  readonly randomAt: number | undefined
}

const mostAttempts = 12

/** All stages: text, tree, code, bytes. @throws Refused */
export function compile(source: Source, surroundings: Surroundings): CompiledModule {
  if (!source.parameters) throw new Refused('it has no contract that says how arguments cross')
  const parsed = parse(source.source, source.isNameless)
  const state = new State()
  try {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      try {
        return attemptOnce(source, source.parameters, parsed, surroundings, state)
      } catch (error) {
        if (error !== stateFound) throw error
      }
    }
  } catch (error) {
    if (error instanceof RangeError) throw new Refused('it is nested too deeply')
    throw error
  }
  throw new Refused('what it keeps between calls does not settle')
}

function attemptOnce(
  { source, entry }: Source,
  parameters: Parameters,
  { program, nameless }: ReturnType<typeof parse>,
  { libm, helpers }: Surroundings,
  state: State,
): CompiledModule {
  const rows = new Rows(parameters)
  const flow = new Flow(libm, rows.count)
  const interpreter = createInterpreter(flow, state, rows.state, (value) => rows.finish(value))
  const outer = /\bnp\b/.test(source) ? helpersScope(interpreter, helpers) : undefined
  const callee = load(interpreter, program, new Scope(outer, false), {
    name: entry,
    nameless: nameless as never,
  })
  state.begin(flow.loadedCells)
  const code = rows.write(interpreter, callee, state)
  if (flow.gaveUp && state.lasts)
    throw new Refused('it keeps something between calls, or draws random numbers, and may throw')
  const bytes = assemble({
    imports: [...flow.imports.keys()].map((name) =>
      name === 'check'
        ? { module: 'host', name, params: [], results: [] }
        : {
            module: 'libm',
            name,
            params: numbersType(ofTwo.has(name) ? 2 : 1),
            results: name === 'toint32' ? [i32] : numbersType(1),
          },
    ),
    params: rows.count,
    locals: flow.locals,
    code,
  })
  return {
    bytes,
    columns: rows.columns,
    shapes: rows.shapes,
    mayGiveUp: flow.gaveUp,
    state: state.lasts ? state.bytes() : undefined,
    randomAt: state.randomAt,
  }
}
