import { compile } from '../src/compiled/compile.ts'
import { CompiledFunction, type Shared } from '../src/compiled/compiled-function.ts'
import { Fuse } from '../src/compiled/fuse.ts'
import { MemoryPool } from '../src/compiled/memory-pool.ts'
import { Refused } from '../src/compiled/refused.ts'
import { loadSurroundings } from '../src/compiled/surroundings.ts'
import { SandboxError } from '../src/errors.ts'
import { resolveOptions } from '../src/options.ts'
import { directCaller } from '../src/quickjs/direct-caller.ts'
import { loadEngine } from '../src/quickjs/engine.ts'
import { GuestFunction } from '../src/quickjs/guest-function.ts'
import { seededState } from '../src/quickjs/random-state.ts'
import { Realm } from '../src/quickjs/realm.ts'
import { type Parameters, shapeOf } from '../src/shape.ts'
import { rowOf } from '../src/table.ts'
import type { NumberColumn } from '../src/types.ts'

/** What came of a program in both tiers. */
export type Outcome =
  | { readonly kind: 'equal'; readonly givenUp: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unusable'; readonly reason: string }
  | {
      readonly kind: 'different'
      readonly row: number
      readonly compiled: unknown
      readonly quickjs: unknown
    }

const timeoutMs = 60_000
const options = resolveOptions({ timeoutMs, tier: 'quickjs' })
const surroundings = await loadSurroundings()
const realm = new Realm(await loadEngine(), options, { names: [], caller: directCaller(new Map()) })
const shared: Shared = {
  pool: new MemoryPool(),
  libm: surroundings.libm,
  fuse: new Fuse(),
  randomState: () => seededState(options.seed),
}

/** Runs a program of one function `f`, or of one nameless function, in both tiers, on the same rows. */
export function differ(
  source: string,
  parameters: Parameters,
  columns: readonly NumberColumn[],
  rows: number,
  entry: string | undefined = 'f',
): Outcome {
  const shape = shapeOf({ parameters } as never)
  let guest: GuestFunction
  try {
    guest = GuestFunction.compile(realm, options, shape, source, entry)
  } catch (error) {
    if (error instanceof SandboxError) return { kind: 'unusable', reason: error.message }
    throw error
  }
  let compiled: CompiledFunction
  try {
    const code = { ...guest.definition, parameters }
    const module = compile(code, surroundings)
    compiled = new CompiledFunction(module, new WebAssembly.Module(module.bytes), parameters, shared)
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.message }
    throw error
  }
  const givenUp = new Set<number>()
  shared.fuse.light(timeoutMs)
  const ours = compiled.batch(columns, rows, (row) => {
    givenUp.add(row)
    return { numbers: new Float64Array(rows), others: [] }
  })
  for (let from = 0; from < rows; from++) {
    if (givenUp.has(from)) continue
    let to = from + 1
    while (to < rows && !givenUp.has(to)) to++
    let theirs: ReturnType<GuestFunction['batch']>
    try {
      theirs = guest.batch(columns, rows, timeoutMs, { from, to })
    } catch (error) {
      return { kind: 'different', row: from, compiled: 'a result for each row', quickjs: error }
    }
    const others = new Map(theirs.others)
    for (let row = from; row < to; row++) {
      const quickjs = others.has(row) ? others.get(row) : theirs.numbers[row]
      const actual = ours.table && rowOf(ours.table, ours.numbers, row)
      if (!isSame(actual, quickjs)) return { kind: 'different', row, compiled: actual, quickjs }
    }
    from = to
  }
  return { kind: 'equal', givenUp: givenUp.size }
}

/** Equal to the bit; of an object, with its keys in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [first, second] = [Object.entries(a), Object.entries(b)]
  if (first.length !== second.length) return false
  return first.every(([key, value], at) => key === second[at]?.[0] && isSame(value, second[at]?.[1]))
}
