import type { Contract } from './contract.ts'
import { observationDocText } from './observation-docs.ts'

/**
 * The contract as a prompt shows it: a documentation block over the function's TypeScript signature.
 */
export function describeContract(contract: Contract): string {
  const lines = [contract.description, '']
  for (const parameter of contract.parameters) {
    lines.push(`@param ${parameter.name} ${parameter.description}`)
    for (const doc of parameter.docs ?? []) lines.push(`  ${observationDocText(doc)}`)
  }
  if (contract.result.description) lines.push(`@returns ${contract.result.description}`)
  // A model copies the block: what stands in it must not end it.
  const text = lines.join('\n').replaceAll('*/', '* /')
  return `/**\n${text.replace(/^/gm, ' * ').replace(/ +$/gm, '')}\n */\n${contract.signature}`
}
