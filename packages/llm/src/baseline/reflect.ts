import type { Contract, ObservationDoc } from '@gencode/contract'
import { type ParsedProgram, parseProgram } from './parse.ts'
import { type Program, round, sampleProgram, sampleTerm, type Term } from './program.ts'
import { type Draws, drawsOf } from './random.ts'

/** Something that a reflection found, by its name and the term that it is about. */
interface Found {
  readonly code: string
  readonly term: string | undefined
}

/** A parent as a text shows it. */
interface Parent {
  /** Undefined where its code is not of the grammar. */
  readonly parsed: ParsedProgram | undefined
  readonly findings: readonly Found[]
}

/** The parents that a request shows, with what was found in training; none where it shows none. */
export function parentsIn(text: string, contract: Contract): Parent[] {
  const sections = text
    .split(/^(?=Parent [A-Z] \(candidate \d+\):$|Your last try:$)/m)
    .filter((section) => /^(?:Parent [A-Z] \(|Your last try:)/.test(section))
  return sections.map((section) => {
    const [, code = ''] = /```js\n([\s\S]*?)\n```/.exec(section) ?? []
    const [, listed = ''] = /^Findings:\n((?:- .*(?:\n|$))*)/m.exec(section) ?? []
    const findings = [...listed.matchAll(/^- ([a-z-]+)(?: \((\w+)\))?: /gm)].map(
      ([, found, term]): Found => ({ code: found as string, term }),
    )
    const [, error] = /^Error: (design\/[a-z]+)$/m.exec(section) ?? []
    return {
      parsed: parseProgram(code, contract),
      findings: error === undefined ? findings : [...findings, { code: error, term: undefined }],
    }
  })
}

/**
 * A program made from parents: one changed by what was found, or two crossed. A fresh one where none can be read, and where none
 * has ever succeeded: there small changes lead nowhere.
 */
export function reflectedProgram(
  parents: readonly Parent[],
  docs: readonly ObservationDoc[],
  key: string,
): Program {
  const draws = drawsOf(`${key}|reflect`)
  const readable = parents.flatMap(({ parsed, findings }) => (parsed ? [{ ...parsed, findings }] : []))
  const [first, second] = readable
  if (!first || readable.every(({ findings }) => findings.some(({ code }) => code === 'never-succeeded')))
    return sampleProgram(docs, key)
  if (second) return crossed(first.program, second.program, draws)
  // One change at a time, so that training shows what it did. What made a policy fail counts most; of the rest, one in four
  // times what was found of a term or another idea: most rewards that work are made better by small changes of their numbers.
  const grave = first.findings.find(({ code }) => fatal.has(code))
  const found =
    grave ?? (draws.chance('found?', 0.25) ? draws.pick('found', [other, ...first.findings]) : undefined)
  return nudged(found ? changed(first.program, first.names, found, docs, draws) : first.program, draws)
}

/** What keeps a policy from ever succeeding. */
const fatal = new Set(['gamed', 'ends-early', 'failure-pays', 'design/order'])
const other: Found = { code: 'other', term: undefined }

function changed(
  program: Program,
  names: readonly string[],
  { code, term }: Found,
  docs: readonly ObservationDoc[],
  draws: Draws,
): Program {
  const place = names.indexOf(term ?? '')
  const withTerm = (change: (term: Term) => Term): Program =>
    place < 0 || place >= program.terms.length
      ? program
      : { ...program, terms: program.terms.map((each, index) => (index === place ? change(each) : each)) }
  switch (code) {
    case 'flat-term':
      return withTerm((each) => ({ ...each, scale: round(each.scale / 2) || 1 }))
    case 'saturated-term':
      return withTerm((each) => ({ ...each, scale: round(each.scale * 2) }))
    case 'opposed-term':
      return withTerm((each) => ({ ...each, weight: round(each.weight / 2) }))
    case 'dominant-term':
      if (term === 'constant') return { ...program, constant: round(program.constant * 0.2) }
      if (term === 'failure') return { ...program, failurePenalty: round(program.failurePenalty * 0.2) }
      if (term === 'success') return { ...program, successBonus: round(program.successBonus * 0.2) }
      return withTerm((each) => ({ ...each, weight: round(each.weight / 3) }))
    case 'failure-pays':
      return {
        ...program,
        constant: round(Math.max(program.constant, 0.5) * 2),
        failurePenalty: round(Math.abs(program.failurePenalty) * 5),
      }
    case 'ends-early':
      return {
        ...program,
        constant: round(program.constant + 1),
        failurePenalty: round(Math.abs(program.failurePenalty) * 2),
      }
    case 'gamed':
    case 'design/order':
    case 'other':
      return withOtherTerm(program, docs, draws, code)
    case 'unstable':
      return { ...program, terms: program.terms.map((each) => ({ ...each, scale: round(each.scale * 1.5) })) }
    default:
      return program
  }
}

/** The weakest term replaced by one on an observation that none is on yet, or by another one on its own. */
function withOtherTerm(
  program: Program,
  docs: readonly ObservationDoc[],
  draws: Draws,
  why: string,
): Program {
  const used = new Set(program.terms.map(({ doc }) => doc.index))
  const free = docs.filter(({ index }) => !used.has(index))
  const weakest = program.terms.reduce((a, b) => (Math.abs(b.weight) < Math.abs(a.weight) ? b : a))
  const [one = weakest.doc, ...others] = free
  const doc = draws.pick(`${why} doc`, [one, ...others])
  const fresh = sampleTerm(doc, draws.of(`${why} ${doc.name}`))
  const rest = program.terms.length > 1 ? program.terms.filter((each) => each !== weakest) : program.terms
  return { ...program, terms: [...rest, fresh].slice(0, 6) }
}

/** Every number moved by a fifth or so. */
function nudged(program: Program, draws: Draws): Program {
  const moved = (value: number, name: string): number => round(value * draws.uniform(name, 0.8, 1.25))
  return {
    ...program,
    constant: moved(program.constant, 'constant'),
    successBonus: moved(program.successBonus, 'bonus'),
    failurePenalty: moved(program.failurePenalty, 'penalty'),
    terms: program.terms.map((each, index) => ({
      ...each,
      weight: moved(each.weight, `weight ${index}`),
      scale: moved(each.scale, `scale ${index}`) || 1,
    })),
  }
}

function crossed(a: Program, b: Program, draws: Draws): Program {
  const both = [...a.terms, ...b.terms]
  const kept = both.filter((term, index) => {
    const twin = both.findIndex((other) => other.doc.index === term.doc.index)
    return twin === index ? draws.chance(`keep ${index}`, 0.8) : false
  })
  const terms = (kept.length > 0 ? kept : both).slice(0, 6)
  const pick = (name: 'constant' | 'successBonus' | 'failurePenalty'): number =>
    draws.chance(name, 0.5) ? a[name] : b[name]
  return {
    ...a,
    terms,
    constant: pick('constant'),
    successBonus: pick('successBonus'),
    failurePenalty: pick('failurePenalty'),
  }
}
