import { GencodeError } from '@gencode/contract/errors'
import type { ResolvedOptions } from '../options.ts'
import { directCaller } from '../quickjs/direct-caller.ts'
import type { Engine } from '../quickjs/engine.ts'
import { GuestFunction } from '../quickjs/guest-function.ts'
import { freshState, seededState } from '../quickjs/random-state.ts'
import { Realm } from '../quickjs/realm.ts'
import type { Shape } from '../shape.ts'
import type { BatchColumn } from '../types.ts'
import { areAlike } from './check.ts'
import { type CompiledModule, compile, type Surroundings } from './compile.ts'
import { CompiledFunction, type Shared } from './compiled-function.ts'
import { Fuse } from './fuse.ts'
import { frameBytes, MemoryPool, type Region } from './memory-pool.ts'
import { Refused } from './refused.ts'
import { loadSurroundings } from './surroundings.ts'

/** A function that could be compiled, not yet held to QuickJS's results. */
export interface Prepared {
  readonly module: CompiledModule
  readonly wasm: WebAssembly.Module
}

/** What is compiled: the text of a function, and the shape it is called with. */
export interface Written {
  readonly source: string
  readonly entry: string
  readonly isNameless: boolean
  readonly shape: Shape
}

/** The compiled tier of a sandbox: what its functions share. */
export class Tiers {
  /** Functions whose compiled form gave another result than QuickJS; each is a fault of the compiler. */
  mismatches = 0
  readonly options: ResolvedOptions
  readonly shared: Shared
  readonly #engine: Engine
  readonly #surroundings: Surroundings
  #checker: Realm | undefined
  readonly #forgotten: FinalizationRegistry<{ region: Region | undefined }>

  constructor(engine: Engine, options: ResolvedOptions, surroundings: Surroundings) {
    this.#engine = engine
    this.options = options
    this.#surroundings = surroundings
    const seeded = seededState(options.seed)
    const pool = new MemoryPool()
    this.shared = {
      pool,
      libm: surroundings.libm,
      fuse: new Fuse(),
      randomState: () => (options.deterministic ? seeded : freshState()),
    }
    this.#forgotten = new FinalizationRegistry(({ region }) => region && pool.release(region))
  }

  /**
   * Text to a module, which may have to be made in the background.
   *
   * @throws Refused
   */
  prepare({ source, entry, isNameless, shape }: Written): Prepared | Promise<Prepared> {
    const module = compile({ source, entry, isNameless, parameters: shape.parameters }, this.#surroundings)
    if ((module.state?.length ?? 0) > frameBytes) throw new Refused('it keeps many variables between calls')
    if (module.columns.length > 0 && (this.options.resultBytes < 512 || this.options.resultDepth < 3))
      throw new Refused('the sandbox allows small results alone')
    try {
      return { module, wasm: new WebAssembly.Module(module.bytes) }
    } catch (error) {
      // A page may allow large modules in the background alone.
      if (!(error instanceof RangeError)) throw error
      return WebAssembly.compile(module.bytes).then((wasm) => ({ module, wasm }))
    }
  }

  /** @throws RangeError where the machine has no memory for it */
  instantiate({ module, wasm }: Prepared, shape: Shape): CompiledFunction {
    return new CompiledFunction(module, wasm, shape.parameters ?? [], this.shared)
  }

  /** Whether a compiled function gives what QuickJS gives, tried on instances of their own. */
  isRight(prepared: Prepared, code: Written, columns: readonly BatchColumn[], rows: number): boolean {
    this.#checker ??= new Realm(
      this.#engine,
      { ...this.options, onConsole: undefined },
      { names: [], caller: directCaller(new Map()) },
    )
    const { source, entry, isNameless, shape } = code
    const guest = GuestFunction.compile(
      this.#checker,
      this.options,
      shape,
      source,
      isNameless ? undefined : entry,
    )
    const pair = {
      compiled: this.instantiate(prepared, shape),
      guest,
      fuse: this.shared.fuse,
      parameters: shape.parameters ?? [],
    }
    const isRight = areAlike(pair, columns, rows)
    if (!isRight) this.mismatches++
    return isRight
  }

  /** Gives back what a function holds once nobody has it any more. */
  watch(owner: object, held: { region: Region | undefined }): void {
    this.#forgotten.register(owner, held, held)
  }

  dispose(): void {
    this.#checker?.machine.dispose()
    this.#checker = undefined
  }
}

/** Why there is no compiled tier. */
export interface NoTiers {
  readonly reason: string
}

/** The compiled tier of a sandbox, where there can be one. */
export async function loadTiers(engine: Engine, options: ResolvedOptions): Promise<Tiers | NoTiers> {
  try {
    return new Tiers(engine, options, await loadSurroundings())
  } catch (cause) {
    if (cause instanceof GencodeError) throw cause
    // Cloudflare's workerd, and a page whose policy forbids it.
    return { reason: 'no WebAssembly is compiled at run time here' }
  }
}
