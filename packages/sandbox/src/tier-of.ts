import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode, Contract } from '@gencode/contract/types'
import { shapeOf } from './shape.ts'
import type { SandboxedFunctionInfo } from './types.ts'

/** What `tierOf` takes beside the code. */
export interface TierOfOptions {
  /** The function's name. @default that of the `CleanedCode` */
  readonly entry?: string | undefined
  readonly contract: Pick<Contract, 'parameters'>
}

/**
 * In which tier a function ends once it is called enough, without running it: what `tier: 'auto'` would come to, but for
 * the check against QuickJS.
 *
 * @throws GencodeError where a string comes without its function's name
 */
export async function tierOf(
  code: string | CleanedCode,
  { entry, contract }: TierOfOptions,
): Promise<Pick<SandboxedFunctionInfo, 'tier' | 'tierReason'>> {
  const isText = typeof code === 'string'
  const name = entry ?? (isText ? undefined : code.entry)
  if (name === undefined) throw new GencodeError('tierOf takes the name of the function beside a string')
  const source = isText ? code : code.source
  const { whyNot } = await import('./compiled/index.ts')
  const { parameters } = shapeOf(contract)
  const tierReason = await whyNot({ source, entry: name, isNameless: false, parameters })
  return tierReason === undefined ? { tier: 'compiled' } : { tier: 'quickjs', tierReason }
}
