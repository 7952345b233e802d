import { parse } from 'acorn'
import type { Surroundings } from './compile.ts'
import type { Libm } from './libm.ts'

let loaded: Promise<Surroundings> | undefined

/** The libm, ready, with np's program; the second time it is there already. @throws where this place compiles no WebAssembly */
export function loadSurroundings(): Promise<Surroundings> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Surroundings> {
  const { libm, helpers } = await import('#compiled')
  const binary = Uint8Array.from(atob(libm), (letter) => letter.charCodeAt(0))
  const { instance } = await WebAssembly.instantiate(binary)
  // The same program as the guest's own, which puts np where it is found by its name.
  const program = parse(helpers.replace(/^\s*globalThis\.np = np$/m, 'return np'), { ecmaVersion: 2023 })
  return { libm: instance.exports as unknown as Libm, helpers: program }
}
