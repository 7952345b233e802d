import { newColumns } from './columns.ts'
import type { TieredFunction } from './compiled/tiered-function.ts'
import type { Tiers } from './compiled/tiers.ts'
import type { ResolvedOptions } from './options.ts'
import type { Engine } from './quickjs/engine.ts'
import type { GuestFunction } from './quickjs/guest-function.ts'
import type { Realm } from './quickjs/realm.ts'
import type { RawBatch } from './raw-batch.ts'
import type { Shape } from './shape.ts'
import type { BatchColumn, NumberColumn, SandboxedFunctionInfo } from './types.ts'

/** What runs a function in whichever tier; its results are not yet held to a contract. */
export interface Runner extends Pick<SandboxedFunctionInfo, 'tier' | 'tierReason'> {
  readonly guest: GuestFunction
  call(args: readonly unknown[], timeoutMs?: number): unknown
  /** Whether the last call gave a number, or a reward with components, that is known to be finite in all its parts. */
  readonly gaveFinite: boolean
  batch(columns: readonly BatchColumn[], rows: number, timeoutMs: number): RawBatch
  buffers(rows: number): NumberColumn[]
  dispose(): void
}

/** Makes the runners of a sandbox. */
export interface Runners {
  readonly mismatches: number
  /** @param isTouched whether it has run already. @default false */
  of(guest: GuestFunction, shape: Shape, isTouched?: boolean): Runner
  /** One that stays in QuickJS. */
  plain(guest: GuestFunction, shape: Shape): Runner
  dispose(): void
}

/** How the functions of a sandbox are run. The compiler is loaded where the options ask for it. */
export async function loadRunners(engine: Engine, options: ResolvedOptions, realm: Realm): Promise<Runners> {
  if (options.tier === 'quickjs') return plainRunners("the sandbox was made with tier 'quickjs'")
  const { loadTiers, TieredFunction: Tiered } = await import('./compiled/index.ts')
  const tiers = await loadTiers(engine, options)
  return 'reason' in tiers ? plainRunners(tiers.reason) : tieredRunners(tiers, Tiered, realm)
}

function tieredRunners(tiers: Tiers, Tiered: typeof TieredFunction, realm: Realm): Runners {
  return {
    get mismatches() {
      return tiers.mismatches
    },
    of: (guest, shape, isTouched) => new Tiered(guest, realm, tiers, shape, isTouched),
    plain: (guest, shape) => plainRunner(guest, shape, 'it begins from a copy of the memory'),
    dispose: () => tiers.dispose(),
  }
}

/** Runners that never compile. */
export function plainRunners(reason: string): Runners {
  const plain = (guest: GuestFunction, shape: Shape): Runner => plainRunner(guest, shape, reason)
  return { mismatches: 0, of: plain, plain, dispose() {} }
}

function plainRunner(guest: GuestFunction, shape: Shape, tierReason: string): Runner {
  return {
    guest,
    tier: 'quickjs',
    tierReason,
    gaveFinite: false,
    call: (args, timeoutMs) => guest.call(args, timeoutMs),
    batch: (columns, rows, timeoutMs) => guest.batch(columns, rows, timeoutMs),
    buffers: (rows) => newColumns(shape.parameters ?? [], rows),
    dispose: () => guest.dispose(),
  }
}
