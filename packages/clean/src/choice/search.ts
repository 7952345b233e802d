import type { CleanedCode } from '@gencode/contract/types'
import { type Budget, checkScript } from '../program/parse.ts'
import { isFunction, walk } from '../program/tree.ts'
import { type Broken, readExact, readPiece, type Unit } from '../program/unit.ts'
import { isLanguage, languageName, mayHoldFunction } from '../response/languages.ts'
import { findLine } from '../response/lines.ts'
import { type View, worthReading } from '../response/pieces.ts'
import { isGapComment } from '../response/scan.ts'
import { lastAtMost, lineStarts, type Text } from '../response/text.ts'
import { assemble } from './assemble.ts'
import { addBlock } from './blocks.ts'
import type { Candidate } from './candidates.ts'
import { brokenChoice, type Choice, choiceOf, choose, isCertain, isRequested, type Wanted } from './choose.ts'
import { type Block, needsOf } from './dependencies.ts'
import { brokenFailure, type Findings, gapFailure, moduleFailure, UnknownModule } from './failures.ts'
import { passedOver } from './passed-over.ts'
import { viewsWithin } from './views.ts'
import { wrappedMethods } from './wrapped-methods.ts'

/** What cleaning found, with what a stream wants to know of it. */
export interface Found {
  readonly code: CleanedCode
  /** Whether each block that the code came from has ended. */
  readonly isClosed: boolean
  /** Whether the function was told by its name or its parameters, and misses nothing. */
  readonly isCertain: boolean
  /** Whether it has a name that was asked for. */
  readonly isRequested: boolean
  /** Whether its fence named its language. */
  readonly isMarked: boolean
}

/** So many users of a name tell as much as all of them. */
const maxUsers = 32

/** Looks at a text in every way there is, until one shows a function. */
export function searchText(
  text: Text,
  wanted: Wanted,
  findings: Findings,
  budget: Budget,
): Found | undefined {
  for (const view of viewsWithin(text, mayHoldFunction, budget)) {
    const found = searchView(view, wanted, findings, budget)
    if (found) return found
  }
  return undefined
}

/** The function of one view; what is wrong with the rest goes to the findings. */
function searchView(view: View, wanted: Wanted, findings: Findings, budget: Budget): Found | undefined {
  if (view.isCut) findings.isCut = true
  const blocks: Block[] = []
  const choices: Choice[] = []
  const broken: { broken: Broken; order: number }[] = []
  // Up to which line a block was found to reach, beyond a mark that wasn't its end.
  let covered = 0
  for (const [index, piece] of worthReading(view.pieces, mayHoldFunction).entries()) {
    if (view.isExact) {
      const unit = readExact(piece, budget)
      if (unit && mayHoldFunction(unit.text.value)) addBlock(unit, index, blocks)
      continue
    }
    if (piece.kind === 'shell' || (piece.kind === 'data' && !mayHoldFunction(piece.text.value))) continue
    if ((piece.text.lines[0] ?? 0) <= covered) continue
    // What a block of Python holds as a text was no answer where it stood, and is none without the fence.
    if (piece.tag === '' && findings.languages.length > 0 && /"""|'''/.test(piece.text.value)) continue
    const reading = readPiece(piece, budget)
    const read = reading.unit?.text.lines ?? []
    if (read.length > piece.text.lines.length) covered = read.at(-1) as number
    // Under another language's name only code that is JavaScript as a whole is JavaScript.
    const isForeign =
      piece.kind === 'other' &&
      (reading.unit === undefined ||
        !mayHoldFunction(reading.unit.text.value) ||
        (isLanguage(piece.tag) && reading.unit.isLoose))
    if (reading.language !== undefined || isForeign) {
      findings.languages.push(reading.language ?? languageName(piece.tag))
      continue
    }
    for (const one of reading.broken) broken.push({ broken: one, order: index * 1e8 + one.start })
    if (reading.unit) addBlock(reading.unit, index, blocks)
  }
  const users = usersOf(blocks.flatMap(({ candidates }) => candidates))
  for (const { unit, candidates, order } of blocks) {
    if (!view.isExact) findings.units.push(unit)
    const wrapped = wrappedMethods(candidates)
    const inside = insideBroken(unit, broken)
    for (const candidate of candidates) {
      const isAsked = candidate.names.some((name) => wanted.names.includes(name))
      if (candidate.isFactory && !isAsked) {
        if (candidate.names[0]) findings.factories.push(candidate.names[0])
        continue
      }
      if (candidate.method && wrapped.has(candidate)) continue
      if (inside(candidate.item.node.start)) continue
      choices.push(choiceOf(candidate, users, order * 1e8 + candidate.position))
    }
  }
  if (!view.isExact) {
    const intact = choices.slice()
    for (const { broken: one, order } of broken) {
      const choice = brokenChoice(one, order)
      if (choice || one.isTruncated || isUnbalanced(one)) findings.broken.push(one)
      if (!choice) continue
      const isRedone =
        !one.isTruncated && intact.some(({ names }) => names.some((name) => choice.names.includes(name)))
      if ((choice.isExcerpt && intact.length > 0) || isRedone) continue
      choices.push(choice)
    }
  }
  const best = choose(choices, wanted)
  if (!best) return undefined
  const inner = hiddenFunction(best, wanted, blocks)
  if (inner) {
    findings.inner.push(inner)
    return undefined
  }
  // Between prose a stray bracket is prose's.
  const unit = best.candidate?.item.unit
  const text = unit?.isClosed ? unit.text.value : undefined
  const wrong =
    best.broken ?? broken.find(({ broken: one }) => one.text.value === text && isUnbalanced(one))?.broken
  if (wrong) throw brokenFailure(wrong, findings.response)
  return finish(best, choices, blocks, wanted, findings)
}

/** The function that was asked for, where it stands inside another one that would be taken in its place. */
function hiddenFunction(
  best: Choice,
  wanted: Wanted,
  blocks: readonly Block[],
): Findings['inner'][number] | undefined {
  if (best.broken || wanted.names.length === 0 || isRequested(best, wanted)) return undefined
  if (best.params.length > 0 && best.returns) return undefined
  for (const { items } of blocks)
    for (const { node, declares } of items) {
      let name: string | undefined
      walk([node], (inner) => {
        const id = isFunction(inner)
          ? inner.id
          : inner.type === 'VariableDeclarator' && isFunction(inner.init)
            ? inner.id
            : null
        if (id && wanted.names.includes(id.name) && !declares.includes(id.name)) name = id.name
        return name !== undefined
      })
      if (name !== undefined) return { name, outer: declares[0] ?? '' }
    }
  return undefined
}

/** The candidates whose statements use a name. */
function usersOf(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const users = new Map<string, Candidate[]>()
  for (const candidate of candidates)
    for (const name of candidate.item.uses) {
      const known = users.get(name)
      if (!known) users.set(name, [candidate])
      else if (known.length < maxUsers) known.push(candidate)
    }
  return users
}

/** A bracket too many: what was before it may have ended too soon. */
function isUnbalanced({ text, start }: Broken): boolean {
  return /^(?:[)\]}]|(?:else|case|catch|finally)\b)/.test(text.value.slice(start, start + 10))
}

/** Tells whether what parses at an offset is only the inside of something that doesn't: it is indented deeper. */
function insideBroken(unit: Unit, broken: readonly { broken: Broken }[]): (offset: number) => boolean {
  const { value } = unit.text
  const starts = broken
    .filter(({ broken: one }) => one.text.value === value)
    .map(({ broken: one }) => one.start)
  if (starts.length === 0) return () => false
  const lines = lineStarts(value)
  const columnOf = (offset: number): number => offset - (lines[lastAtMost(lines, offset)] as number)
  starts.sort((a, b) => a - b)
  // The least column of each and those before it.
  const columns: number[] = []
  for (const start of starts)
    columns.push(Math.min(columnOf(start), columns.at(-1) ?? Number.POSITIVE_INFINITY))
  return (offset) => {
    const before = lastAtMost(starts, offset - 1)
    return before >= 0 && columnOf(offset) > (columns[before] as number)
  }
}

function finish(
  best: Choice,
  choices: readonly Choice[],
  blocks: readonly Block[],
  wanted: Wanted,
  findings: Findings,
): Found {
  const candidate = best.candidate as Candidate
  const needs = needsOf(candidate, blocks)
  const passed = choices.filter(
    (choice) => choice !== best && !(choice.candidate && needs.items.has(choice.candidate.item)),
  )
  const warnings = passedOver(
    passed.map(
      ({ names, broken }) =>
        `${names[0] ? `\`${names[0]}\`` : 'a nameless function'}${broken ? ', which does not parse' : ''}`,
    ),
  )
  if (candidate.fn?.async) warnings.push('The function is async: its result is a promise.')
  for (const name of needs.missing) warnings.push(`\`${name}\` is not defined in the answer.`)
  let code: CleanedCode
  try {
    code = assemble(candidate, needs, blocks, wanted.names, warnings)
  } catch (error) {
    if (error instanceof UnknownModule) throw moduleFailure(error, findings.response)
    throw error
  }
  const failure = checkScript(code.source)
  if (failure)
    throw brokenFailure(
      { text: { value: code.original, lines: code.lineMap }, start: 0, failure, isTruncated: false },
      findings.response,
    )
  const gap = findLine(code.source, isGapComment)
  if (gap >= 0) throw gapFailure(code, gap, findings.response)
  const used = blocks.filter(({ items }) => items.some((item) => needs.items.has(item)))
  return {
    code,
    isClosed: used.every(({ unit }) => unit.isClosed),
    isCertain: needs.missing.size === 0 && isCertain(best, wanted),
    isRequested: isRequested(best, wanted),
    isMarked: candidate.item.unit.isMarked,
  }
}
