import type { Contract } from '@gencode/contract'

/** The name of the checking function in a harnessed source, and the beginning of what it throws. */
export const harnessName = '__gencodeUnchanged'
const mark = 'gencode: changed input '

/**
 * The source with one function more, which calls `entry`, throws where the call has changed its arguments, and gives 0.
 * Only code inside the sandbox can see that: what crosses into it is a copy.
 */
export function harnessed(source: string, entry: string, contract: Contract): string {
  const names = contract.parameters.map((_, index) => `a${index}`)
  const seen = contract.parameters.flatMap(({ layout, name }, index) =>
    layout === 'number' || layout === 'boolean'
      ? []
      : [{ name, value: layout === 'json' ? `JSON.stringify(a${index})` : `a${index}.join()` }],
  )
  return `${source}
function ${harnessName}(${names.join(', ')}) {
  const before = [${seen.map(({ value }) => value).join(', ')}];
  ${entry}(${names.join(', ')});
  const after = [${seen.map(({ value }) => value).join(', ')}];
  const names = ${JSON.stringify(seen.map(({ name }) => name))};
  for (let index = 0; index < names.length; index++)
    if (before[index] !== after[index]) throw new Error(${JSON.stringify(mark)} + names[index]);
  return 0;
}`
}

/** The name of the parameter that the harness found changed, where that is what the error says. */
export function changedParameter(error: Error): string | undefined {
  const at = error.message.indexOf(mark)
  return at < 0 ? undefined : /^\w+/.exec(error.message.slice(at + mark.length))?.[0]
}
