import type { CleanedCode } from '@gencode/contract/types'
import { Edits } from '../program/edits.ts'
import type { Node } from '../program/node.ts'
import { type Budget, budgetFor, checkScript, parseStatements } from '../program/parse.ts'
import { declaredNames, freeNames } from '../program/scope.ts'
import { isFunction, walk } from '../program/tree.ts'
import { type Broken, readExact, readPiece, type Unit } from '../program/unit.ts'
import { isLanguage, languageName, mayHoldFunction } from '../response/languages.ts'
import { type View, viewsOf, worthReading } from '../response/pieces.ts'
import { isGapComment } from '../response/scan.ts'
import { lastAtMost, lineStarts, type Text } from '../response/text.ts'
import { assemble } from './assemble.ts'
import { type Candidate, candidatesOf, type Item, itemsOf } from './candidates.ts'
import { brokenChoice, type Choice, choiceOf, choose, isCertain, isRequested, type Wanted } from './choose.ts'
import { type Block, needsOf } from './dependencies.ts'
import { brokenFailure, type Findings, gapFailure, moduleFailure, UnknownModule } from './failures.ts'

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

const maxViews = 40
const maxWarnings = 10
/** So many users of a name tell as much as all of them. */
const maxUsers = 32

/** Looks at a text in every way there is, until one shows a function. */
export function searchText(
  text: Text,
  wanted: Wanted,
  findings: Findings,
  budget: Budget,
): Found | undefined {
  let views = 0
  for (const view of viewsOf(text, mayHoldFunction)) {
    if (budget.tokens <= 0 || views++ >= maxViews) break
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

/** Code that is nested too deep to be walked holds no function that anyone meant. */
function addBlock(unit: Unit, order: number, blocks: Block[]): void {
  try {
    const items = itemsOf(unit)
    const candidates = candidatesOf(unit, items)
    const inner = candidates.length === 0 ? withoutWrapper(unit) : undefined
    if (inner) addBlock(inner, order, blocks)
    else blocks.push({ unit, items, candidates, order })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** The inside of a function that is called at once, where it exports something: `(function () { ... })()`. */
function withoutWrapper(unit: Unit): Unit | undefined {
  for (const { type, expression: call, start, end } of unit.body) {
    if (type !== 'ExpressionStatement' || call.type !== 'CallExpression' || call.arguments.length > 0)
      continue
    const { callee } = call
    if (!isFunction(callee) || callee.params.length > 0 || callee.body.type !== 'BlockStatement') continue
    const edits = new Edits(unit.plain)
    edits.blank(start, callee.body.start + 1)
    edits.blank(callee.body.end - 1, end)
    const plain = edits.apply()
    const { body, failure } = parseStatements(plain, false, budgetFor(plain.length))
    return failure ? undefined : { ...unit, plain, body }
  }
  return undefined
}

/** The methods that a function, which only calls them, stands for already, as in code that was cleaned before. */
function wrappedMethods(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const wrapped = new Set<Candidate>()
  const methods = new Map<string, Candidate[]>()
  for (const one of candidates) {
    const name = one.method?.name
    if (name === undefined) continue
    const known = methods.get(name)
    if (known) known.push(one)
    else methods.set(name, [one])
  }
  if (methods.size === 0) return wrapped
  for (const other of candidates) {
    const [only, ...more] = other.fn?.body.body ?? []
    const callee =
      only?.type === 'ReturnStatement' && only.argument?.type === 'CallExpression'
        ? only.argument.callee
        : undefined
    if (other.method || more.length > 0 || callee?.type !== 'MemberExpression') continue
    if (callee.object.type !== 'Identifier') continue
    const owner: string = callee.object.name
    for (const one of methods.get(callee.property.name ?? callee.property.value) ?? [])
      if (isOwner(owner, one.item, other)) wrapped.add(one)
  }
  return wrapped
}

function isOwner(name: string, item: Item, other: Candidate): boolean {
  if (item.declares.includes(name)) return true
  const made = declarationOf(name, other.item.unit)
  return made !== undefined && item.declares.some((one) => freeNames(made).has(one))
}

const declarations = new WeakMap<Unit, ReadonlyMap<string, Node>>()

/** The statement of a unit that declares a name first. */
function declarationOf(name: string, unit: Unit): Node | undefined {
  let known = declarations.get(unit)
  if (!known) {
    const found = new Map<string, Node>()
    for (const node of unit.body)
      for (const one of declaredNames(node)) if (!found.has(one)) found.set(one, node)
    known = found
    declarations.set(unit, known)
  }
  return known.get(name)
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
  const warnings: string[] = []
  const passed = choices.filter(
    (choice) => choice !== best && !(choice.candidate && needs.items.has(choice.candidate.item)),
  )
  for (const choice of passed.slice(0, maxWarnings))
    warnings.push(
      `Passed over ${choice.names[0] ? `\`${choice.names[0]}\`` : 'a nameless function'}${choice.broken ? ', which does not parse' : ''}.`,
    )
  if (passed.length > maxWarnings) warnings.push(`Passed over ${passed.length - maxWarnings} more.`)
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
  const gap = code.source.split('\n').findIndex(isGapComment)
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
