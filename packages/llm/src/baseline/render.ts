import type { Contract, Parameter } from '@gencode/contract'
import type { Program, Term } from './program.ts'

/** The program as the JavaScript function that the contract asks for. */
export function renderProgram(program: Program, contract: Contract): string {
  const observations = observationParameter(contract)
  if (observations === undefined) return ''
  const names = variableNames(program.terms, contract)
  const lines = [`function ${contract.name}(${contract.parameters.map(({ name }) => name).join(', ')}) {`]
  program.terms.forEach((term, place) => {
    const read = `${observations.name}[${term.doc.index}]`
    const value = program.guarded ? `Number.isFinite(${read}) ? ${read} : ${term.target}` : read
    const about = [term.doc.name, term.doc.unit && `(${term.doc.unit})`].filter(Boolean).join(' ')
    lines.push(
      `  const ${names[place]} = ${value};${program.plain ? '' : ` // ${about.replace(/\s+/g, ' ')}`}`,
    )
  })
  if (program.named) return [...lines, ...namedTerms(program, names, contract), '}'].join('\n')
  lines.push(`  let reward = ${program.constant};`)
  program.terms.forEach((term, place) => {
    lines.push(`  reward ${signed(term.weight)} * ${shape(term, names[place] as string)};`)
  })
  const success = flagParameter(contract, /succe/i)
  const failure = flagParameter(contract, /fail/i)
  if (success) lines.push(`  if (${success}) reward ${signed(program.successBonus)};`)
  if (failure) lines.push(`  if (${failure}) reward ${signed(-program.failurePenalty)};`)
  lines.push(program.guarded ? '  return Number.isFinite(reward) ? reward : 0;' : '  return reward;', '}')
  return lines.join('\n')
}

/** The terms by their names, and their sum. */
function namedTerms(program: Program, names: readonly string[], contract: Contract): string[] {
  const success = flagParameter(contract, /succe/i)
  const failure = flagParameter(contract, /fail/i)
  const terms: [name: string, value: string][] = [
    ['constant', String(program.constant)],
    ...program.terms.map((term, place): [string, string] => {
      const name = names[place] as string
      return [name, `${term.weight} * ${shape(term, name)}`]
    }),
    ...(success ? [['success', `${success} ? ${program.successBonus} : 0`] as [string, string]] : []),
    ...(failure ? [['failure', `${failure} ? ${-program.failurePenalty} : 0`] as [string, string]] : []),
  ]
  const sum = terms.map(([name]) => `components.${name}`).join(' + ')
  return [
    '  const components = {',
    ...terms.map(([name, value]) => `    ${name}: ${value},`),
    '  };',
    `  const reward = ${sum};`,
    program.guarded
      ? '  return { reward: Number.isFinite(reward) ? reward : 0, components };'
      : '  return { reward, components };',
  ]
}

/** The parameter that carries the observation: the one with docs. */
export function observationParameter(contract: Contract): Parameter | undefined {
  return contract.parameters.find(({ docs }) => docs !== undefined && docs.length > 0)
}

/** The parameter that tells success, or failure. */
export function flagParameter(contract: Contract, name: RegExp): string | undefined {
  return contract.parameters.find((parameter) => parameter.layout === 'boolean' && name.test(parameter.name))
    ?.name
}

function shape(term: Term, name: string): string {
  const offset =
    term.target === 0 ? name : `(${name} ${term.target < 0 ? '+' : '-'} ${Math.abs(term.target)})`
  const x = `${offset} / ${term.scale}`
  switch (term.kind) {
    case 'gaussian':
      return `Math.exp(-((${x}) ** 2))`
    case 'linear':
      return `(${x})`
    case 'absolute':
      return `Math.abs(${x})`
    case 'square':
      return `(${x}) ** 2`
    case 'tanh':
      return `Math.tanh(${x})`
  }
}

function signed(value: number): string {
  return `${value < 0 ? '-=' : '+='} ${Math.abs(value)}`
}

/** A variable for each term: its observation's name in camel case, made unique. */
function variableNames(terms: readonly Term[], contract: Contract): string[] {
  const taken = new Set([
    'reward',
    'components',
    'constant',
    'success',
    'failure',
    contract.name,
    ...contract.parameters.map(({ name }) => name),
  ])
  return terms.map((term) => {
    const words = term.doc.name.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []
    const camel = words
      .map((word, place) =>
        place === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase(),
      )
      .join('')
    const base = camel === '' || reserved.test(camel) ? `value${camel}` : camel
    let name = base
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`
    taken.add(name)
    return name
  })
}

const reserved =
  /^(?:await|arguments|async|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|math|new|null|number|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield|infinity|nan)$/
