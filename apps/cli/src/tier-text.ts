import type { SandboxedFunctionInfo } from '@gencode/sandbox'

/** How a function will be run where it is called often, as a sentence. */
export function tierText({ tier, tierReason }: Pick<SandboxedFunctionInfo, 'tier' | 'tierReason'>): string {
  if (tier === 'compiled') return 'Called often, it becomes WebAssembly of its own.'
  return `It stays in QuickJS, many times slower than compiled: ${tierReason ?? 'it is not compiled'}.`
}
