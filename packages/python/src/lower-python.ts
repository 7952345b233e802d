import type { CleanedCode, Contract } from '@gencode/contract/types'
import { lower } from './lowering/lower.ts'
import { Refusal, toPythonError, unsupported } from './python-error.ts'
import { checkTree } from './reading/check.ts'
import { javascriptName } from './reading/names.ts'
import { parsePython } from './reading/parse.ts'
import { findRecords } from './reading/records.ts'
import { resolveScopes } from './reading/scopes.ts'
import { entryOf, shake } from './reading/shake.ts'
import { SourceText } from './reading/text.ts'
import { parametersOf, walk } from './tree.ts'

/** How `lowerPython` goes about it. */
export interface LowerOptions {
  /** What the function was asked for: how its parameters are passed and what it returns. */
  readonly contract?: Contract | undefined
}

/**
 * A Python function as the same function in JavaScript, each statement on its Python line. It runs as CPython with numpy
 * would run it, on float64; what can't be so is refused.
 *
 * Linear in the code's length, with bounds on its size, its depth and what it becomes: it may be hostile.
 *
 * @param cleaned a function of language `'python'`; one that is lowered already is given back
 * @throws PythonError
 */
export function lowerPython(cleaned: CleanedCode, options: LowerOptions = {}): CleanedCode {
  if (cleaned.language !== 'python' || cleaned.lowered) return cleaned
  try {
    return { ...cleaned, ...lowered(cleaned, options.contract), lowered: true }
  } catch (error) {
    if (error instanceof Refusal) throw toPythonError(error, cleaned.original)
    if (error instanceof RangeError)
      throw toPythonError(
        new Refusal('python/unsupported', 'the code is too long or nested too deeply', undefined),
        cleaned.original,
      )
    throw error
  }
}

function lowered(
  { source: python, entry: wanted, warnings }: CleanedCode,
  contract: Contract | undefined,
): Pick<CleanedCode, 'source' | 'entry' | 'params' | 'warnings' | 'prelude'> {
  const text = new SourceText(python)
  const tree = parsePython(python)
  checkTree(tree, text)
  const entry = entryOf(tree, wanted)
  if (!entry) return unsupported('there is no function at the top level')
  const body = shake(tree, entry)
  const scopes = resolveScopes(body)
  let isEntryUsed = false
  walk(body, (node) => {
    if (node.nodeType === 'Name' && (node as unknown as { id: string }).id === entry.name) isEntryUsed = true
    return undefined
  })
  const name = javascriptName(entry.name)
  const own = scopes.module.variables.get(entry.name)
  // The host's function gets the name, the program's own another.
  if (isEntryUsed && own) own.js = `${name}$inner`
  const { source, prelude } = lower(body, {
    text,
    scopes,
    entry,
    parameters: contract?.parameters.map(({ layout }) => layout),
    isReward: contract !== undefined && isReward(contract),
    isEntryUsed,
    records: isEntryUsed ? new Map() : findRecords(entry, scopes.of(entry)),
  })
  const params = parametersOf(entry).positional.map(({ arg }) => arg)
  return {
    source,
    prelude,
    entry: name,
    params,
    warnings: [...warnings, ...(contract ? fewer(contract, entry.name, params) : [])],
  }
}

/** Whether a result may come with its terms. */
function isReward(contract: Contract): boolean {
  return contract.result.layout === 'number'
}

function fewer(contract: Contract, name: string, params: readonly string[]): string[] {
  const wanted = contract.parameters.length
  return params.length < wanted
    ? [
        `${name} takes ${params.length} of the ${wanted} arguments (${params.join(', ')}): it is called with those alone.`,
      ]
    : []
}
