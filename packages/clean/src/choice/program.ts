import type { Node } from '../program/node.ts'
import { type Budget, checkProgram } from '../program/parse.ts'
import { isFunction } from '../program/tree.ts'
import { type Broken, readExact, readPiece, type Unit } from '../program/unit.ts'
import { mayHoldProgram } from '../response/languages.ts'
import type { Piece } from '../response/piece.ts'
import { type View, worthReading } from '../response/pieces.ts'
import type { Text } from '../response/text.ts'
import { type Item, itemsOf } from './candidates.ts'
import type { Block } from './dependencies.ts'
import { brokenFailure, type Findings, isWord, moduleFailure, UnknownModule } from './failures.ts'
import { assembleProgram, type CleanedProgram } from './program-source.ts'
import { viewsWithin } from './views.ts'

/** Looks at a text in every way there is, until one shows a program. */
export function searchProgram(text: Text, findings: Findings, budget: Budget): CleanedProgram | undefined {
  for (const view of viewsWithin(text, mayHoldProgram, budget)) {
    const found = programOf(view, findings, budget)
    if (found) return found
    if (findings.languages.length > 0) break
  }
  return undefined
}

interface Part {
  readonly piece: Piece
  readonly block: Block
}

function programOf(view: View, findings: Findings, budget: Budget): CleanedProgram | undefined {
  if (view.isCut) findings.isCut = true
  const parts: Part[] = []
  const broken: { piece: Piece; broken: Broken }[] = []
  for (const [order, piece] of worthReading(view.pieces, mayHoldProgram).entries()) {
    if (piece.kind === 'shell' || !mayHoldProgram(piece.text.value)) continue
    if (piece.kind === 'other' || foreignImport.test(piece.text.value)) {
      findings.languages.push(piece.kind === 'other' ? piece.tag : 'Python')
      continue
    }
    const reading = view.isExact
      ? { unit: readExact(piece, budget), broken: [], language: undefined }
      : readPiece(asCode(piece), budget)
    if (reading.language !== undefined) {
      findings.languages.push(reading.language)
      continue
    }
    for (const one of reading.broken) broken.push({ piece, broken: one })
    if (reading.unit && isProgram(reading.unit))
      parts.push({
        piece,
        block: { unit: reading.unit, items: itemsOf(reading.unit), candidates: [], order },
      })
  }
  const main = best(parts)
  // A program is whole or nothing: what is broken in it, or before it in code of its own, counts.
  const wrong = broken.find(
    ({ piece }) => piece === main?.piece || (piece.kind === 'code' && main?.piece.kind !== 'code'),
  )
  if (wrong && main) throw brokenFailure(wrong.broken, findings.response, 'program')
  if (!main) {
    for (const { broken: one } of broken) findings.broken.push(one)
    return undefined
  }
  return finish(main, parts, findings)
}

/** Of a program nothing may be left out but prose: what doesn't parse counts as broken. */
function asCode(piece: Piece): Piece {
  return {
    ...piece,
    kind: piece.kind === 'none' || piece.kind === 'text' ? 'code' : piece.kind,
    isLoose: false,
  }
}

const foreignImport = /^[ \t]*(?:import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?|from[ \t]+[\w.]+[ \t]+import\b.*)$/m

/** Whether a block does anything, and isn't words that happen to parse. */
function isProgram({ typescript, body }: Unit): boolean {
  return typescript || body.some((node) => !isWord(node.type, node.expression?.type))
}

/** Marked as code before unmarked, with a result before without, the last. */
function best(parts: readonly Part[]): Part | undefined {
  const rank = ({ piece, block }: Part): number =>
    Number(piece.kind === 'code') * 2 + Number(block.items.some(({ node }) => isResultOrCall(node)))
  return parts.reduce<Part | undefined>(
    (one, other) => (one && rank(one) > rank(other) ? one : other),
    undefined,
  )
}

function isResultOrCall({ type, expression }: Node): boolean {
  if (type === 'ReturnStatement' || /^(?:For|While|If|Try)/.test(type)) return true
  return (
    type === 'ExpressionStatement' &&
    (!/^(?:Assignment|Literal)/.test(expression.type) || isFunction(expression))
  )
}

/** With the blocks that declare what the program uses. */
function finish(main: Part, parts: readonly Part[], findings: Findings): CleanedProgram {
  const used = new Set<Part>([main])
  const declares = new Map<string, Part>()
  for (const part of parts)
    if (part !== main)
      for (const item of part.block.items) for (const name of item.declares) declares.set(name, part)
  const queue = [main]
  for (let part = queue.pop(); part; part = queue.pop()) {
    const own = new Set(part.block.items.flatMap((item: Item) => item.declares))
    for (const item of part.block.items)
      for (const name of item.uses) {
        const giver = own.has(name) && item.node.type !== 'ImportDeclaration' ? undefined : declares.get(name)
        if (!giver || used.has(giver)) continue
        used.add(giver)
        queue.push(giver)
      }
  }
  const kept = parts.filter((part) => used.has(part))
  const warnings = kept.flatMap(({ block }) => block.unit.warnings)
  const left = parts.length - kept.length
  if (left > 0) warnings.push(`Passed over ${left} other ${left === 1 ? 'block' : 'blocks'} of code.`)
  if (!main.block.unit.isClosed && main.piece.kind === 'code')
    warnings.push('The block never ends: the program may be cut off.')
  let program: CleanedProgram
  try {
    program = assembleProgram(
      kept.map(({ block }) => block),
      main.block,
      warnings,
    )
  } catch (error) {
    if (error instanceof UnknownModule) throw moduleFailure(error, findings.response, 'program')
    throw error
  }
  const failure = checkProgram(program.source)
  if (!failure) return program
  const text = { value: program.original, lines: program.lineMap }
  throw brokenFailure({ text, start: 0, failure, isTruncated: false }, findings.response, 'program')
}
