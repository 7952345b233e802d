import { GencodeError } from '@gencode/contract/errors'

/** Where the start-up left things in the guest's memory; made by wasm/build.mjs. */
export interface Addresses {
  readonly runtime: number
  readonly context: number
  readonly undefined: number
  readonly host: number
  readonly kit: number
  readonly addRow: number
  readonly applyText: number
  readonly beginRows: number
  readonly decode: number
  readonly describe: number
  readonly encode: number
  readonly endRows: number
  readonly install: number
  readonly list: number
  readonly onlyFunction: number
  readonly pick: number
  readonly settle: number
  readonly source: number
  readonly tableBuffer: number
  readonly gcThreshold: number
  readonly randomState: number
  readonly stackTop: number
  readonly dataEnd: number
  readonly heapStart: number
  readonly heapEnd: number
}

/** QuickJS, metered, with the guest's start-up done; compiled once for all sandboxes of a program. */
export interface Engine {
  readonly module: WebAssembly.Module
  readonly addresses: Addresses
  /** What is evaluated where a guest needs more than the start-up gave. */
  readonly extras: string
  /** Scripts for programs that name what the language lacks. */
  readonly polyfills: readonly { readonly names: readonly string[]; readonly text: string }[]
  /** Tells it from other engines: 32 hexadecimal digits. */
  readonly id: string
}

let engine: Promise<Engine> | undefined

/** Loads and compiles the engine; the second time it is there already. */
export function loadEngine(): Promise<Engine> {
  engine ??= load()
  return engine
}

async function load(): Promise<Engine> {
  let made: typeof import('#engine')
  try {
    made = await import('#engine')
  } catch (cause) {
    throw new GencodeError(
      'The sandbox engine is not there: generated/engine.js could not be loaded. In a clone, make it with `pnpm turbo run wasm`.',
      { cause },
    )
  }
  const { addresses, extras, id, polyfills, wasm } = made
  if (typeof wasm !== 'string') return { module: wasm, addresses, extras, id, polyfills }
  const binary = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0))
  return { module: await WebAssembly.compile(binary), addresses, extras, id, polyfills }
}
