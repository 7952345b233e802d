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
    const findings = [...section.matchAll(/^- ([a-z]+(?:-[a-z]+)+)(?: \((\w+)\))?: /gm)].map(
      ([, found, term]): Found => ({ code: found as string, term }),
    )
    const [, error] = /^Error: (design\/[a-z]+)$/m.exec(section) ?? []
    return {
      parsed: parseProgram(code, contract),
      findings: error === undefined ? findings : [...findings, { code: error, term: undefined }],
    }
  })
}

/** A program made from parents: one changed by what was found, or two crossed; a fresh one where none can be read. */
export function reflectedProgram(
  parents: readonly Parent[],
  docs: readonly ObservationDoc[],
  key: string,
): Program {
  const draws = drawsOf(`${key}|reflect`)
  const readable = parents.flatMap(({ parsed, findings }) => (parsed ? [{ ...parsed, findings }] : []))
  const [first, second] = readable
  if (!first) return sampleProgram(docs, key)
  if (second) return crossed(first.program, second.program, draws)
  let { program } = first
  for (const finding of first.findings) program = changed(program, first.names, finding, docs, draws)
  return nudged(program, docs, draws)
}

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
      return withTerm((each) => ({ ...each, scale: round(each.scale * 0.3), weight: round(each.weight * 2) }))
    case 'saturated-term':
      return withTerm((each) => ({ ...each, scale: round(each.scale * 2.5) }))
    case 'opposed-term':
      return withTerm((each) => ({ ...each, weight: -each.weight }))
    case 'dominant-term':
      if (term === 'constant') return { ...program, constant: round(program.constant * 0.2) }
      if (term === 'failure') return { ...program, failurePenalty: round(program.failurePenalty * 0.2) }
      if (term === 'success') return { ...program, successBonus: round(program.successBonus * 0.2) }
      return withTerm((each) => ({ ...each, weight: round(each.weight * 0.2) }))
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
    case 'never-succeeded':
    case 'design/order':
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

/** Every number moved a little. */
function nudged(program: Program, docs: readonly ObservationDoc[], draws: Draws): Program {
  const factor = (name: string, most: number): number => Math.exp(draws.uniform(name, -most, most))
  const moved: Program = {
    ...program,
    constant: round(program.constant * factor('constant', 0.4)),
    successBonus: round(program.successBonus * factor('bonus', 0.7)),
    failurePenalty: round(program.failurePenalty * factor('penalty', 0.7)),
    terms: program.terms.map((each, index) => ({
      ...each,
      weight: round(each.weight * factor(`weight ${index}`, 0.5)),
      scale: round(each.scale * factor(`scale ${index}`, 0.5)) || 1,
    })),
  }
  return draws.chance('other term?', 0.25) ? withOtherTerm(moved, docs, draws, 'nudge') : moved
}

function crossed(a: Program, b: Program, draws: Draws): Program {
  const both = [
    ...a.terms.map((term) => ({ term, own: true })),
    ...b.terms.map((term) => ({ term, own: false })),
  ]
  const kept = both.filter(({ term }, index) => {
    const twin = both.findIndex((other) => other.term.doc.index === term.doc.index)
    return twin === index ? draws.chance(`keep ${index}`, 0.8) : false
  })
  const terms = (kept.length > 0 ? kept : both).map(({ term }) => term).slice(0, 6)
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
