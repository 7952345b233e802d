import type { Contract, Layout } from './contract.ts'
import { observationDocLines } from './observation-docs.ts'

/** What a function can be asked for in. */
export type Language = 'javascript' | 'python'

/** How `describeContract` describes. */
export interface DescribeOptions {
  /** @default 'javascript' */
  readonly language?: Language | undefined
}

/**
 * The contract as a prompt shows it: a documentation block over the function's TypeScript signature, or the head of a
 * Python function with its docstring.
 */
export function describeContract(contract: Contract, { language }: DescribeOptions = {}): string {
  return language === 'python' ? pythonText(contract) : typescriptText(contract)
}

function typescriptText(contract: Contract): string {
  const lines = [contract.description, '']
  for (const parameter of contract.parameters) {
    lines.push(`@param ${parameter.name} ${parameter.description}`)
    for (const line of observationDocLines(parameter.docs ?? [])) lines.push(`  ${line}`)
  }
  if (contract.result.description) lines.push(`@returns ${contract.result.description}`)
  // A model copies the block: what stands in it must not end it.
  const text = lines.join('\n').replaceAll('*/', '* /')
  return `/**\n${text.replace(/^/gm, ' * ').replace(/ +$/gm, '')}\n */\n${contract.signature}`
}

/** A name as Python writes it: `rewardFn` is `reward_fn`. */
export function pythonName(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_all, before: string, capital: string) => `${before}_${capital.toLowerCase()}`,
  )
}

/** Such as `def reward_fn(observations, is_success, is_failure):`. */
export function pythonHead({ name, parameters }: Contract): string {
  return `def ${pythonName(name)}(${parameters.map((parameter) => pythonName(parameter.name)).join(', ')}):`
}

const pythonTypes: Readonly<Record<string, string>> = { number: 'float', boolean: 'bool' }

function pythonType(layout: Layout): string {
  return typeof layout === 'object' ? 'np.ndarray' : (pythonTypes[layout] ?? 'object')
}

function pythonText({ name, description, parameters, result }: Contract): string {
  const isReward = result.layout === 'number'
  const lines = [description, '', 'Args:']
  for (const parameter of parameters) {
    lines.push(
      `    ${pythonName(parameter.name)}: ${parameter.description.replaceAll('true', 'True').replaceAll('false', 'False')}`,
    )
    for (const line of observationDocLines(parameter.docs ?? [])) lines.push(`        ${line}`)
  }
  if (result.description) lines.push('', 'Returns:', `    ${result.description}`)
  if (isReward) lines.push('    As `reward`, or `reward, {"term": number, ...}`.')
  const docstring = lines
    .join('\n')
    .replaceAll('\\', '/')
    .replaceAll('"""', "'''")
    .replace(/^(?=.)/gm, '    ')
  const typed = parameters.map(
    (parameter) => `${pythonName(parameter.name)}: ${pythonType(parameter.layout)}`,
  )
  const returned = isReward ? ' -> float | tuple[float, dict[str, float]]' : ''
  return `def ${pythonName(name)}(${typed.join(', ')})${returned}:\n    """${docstring.trimStart()}\n    """`
}
