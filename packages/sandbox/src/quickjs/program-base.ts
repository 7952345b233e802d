import type { ResolvedOptions } from '../options.ts'
import type { Image } from './delta.ts'
import type { Engine } from './engine.ts'
import type { Caller } from './host-calls.ts'
import { Realm } from './realm.ts'

const nobody: Caller = { call: (name) => ({ kind: 'failed', message: `${name} is not there` }) }
const bases = new WeakMap<Engine, Image>()

/**
 * The memory of a guest that is ready for programs and knows no function of the host: the same bits for everyone with
 * the same engine, whatever their options, so that an image of a run is told by its difference from it.
 */
export function programBase(engine: Engine, options: ResolvedOptions): Image {
  const known = bases.get(engine)
  if (known) return known
  const { machine } = new Realm(
    engine,
    { ...options, ...standard, onConsole: undefined },
    { names: [], caller: nobody, hasTimers: true },
  )
  const { image } = machine
  bases.set(engine, image)
  return image
}

/** Limits that the guest's memory tells of. */
const standard = { memoryBytes: 2 ** 25, stackBytes: 2 ** 18, deterministic: true, seed: 0 } as const
