import type { Contract } from '@gencode/contract'

/** The name of the checking function in a harnessed source, and the beginning of what it throws. */
export const harnessName = '__gencodeUnchanged'
const mark = 'gencode: changed input '

/**
 * The source with one function more, which calls `entry`, throws where the call has changed its arguments, and gives 0.
 * Only code inside the sandbox can see that: what crosses into it is a copy.
 */
export function harnessed(source: string, entry: string, contract: Contract): string {
  // Names that the source won't have: `entry` must mean its function in here as well.
  const own = (name: string | number): string => `${harnessName}_${name}`
  const args = contract.parameters.map((_, index) => own(index)).join(', ')
  const seen = contract.parameters.flatMap(({ layout, name }, index) =>
    layout === 'number' || layout === 'boolean'
      ? []
      : [{ name, value: layout === 'json' ? `JSON.stringify(${own(index)})` : `${own(index)}.join()` }],
  )
  return `${source}
function ${harnessName}(${args}) {
  const ${own('before')} = [${seen.map(({ value }) => value).join(', ')}];
  ${entry}(${args});
  const ${own('after')} = [${seen.map(({ value }) => value).join(', ')}];
  const ${own('names')} = ${JSON.stringify(seen.map(({ name }) => name))};
  const ${own('place')} = ${own('before')}.findIndex((value, index) => value !== ${own('after')}[index]);
  if (${own('place')} >= 0) throw new Error(${JSON.stringify(mark)} + ${own('names')}[${own('place')}]);
  return 0;
}`
}

/** The name of the parameter that the harness found changed, where that is what the error says. */
export function changedParameter(error: Error): string | undefined {
  const at = error.message.indexOf(mark)
  return at < 0 ? undefined : /^\w+/.exec(error.message.slice(at + mark.length))?.[0]
}
