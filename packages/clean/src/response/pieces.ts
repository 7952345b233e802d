import { dataTexts } from './data.ts'
import { withoutReferences } from './entities.ts'
import { fencedBlocks } from './fences.ts'
import type { MayHold } from './languages.ts'
import { answerOf, taggedPieces } from './markup.ts'
import type { Piece } from './piece.ts'
import { rewritten, slice, type Text } from './text.ts'

const maxDepth = 4
const maxPieces = 100

/** A way to see where the code is; each is tried in turn until one holds a function. */
export interface View {
  readonly pieces: readonly Piece[]
  /** Whether the text must be code from its first character to its last. */
  readonly isExact?: boolean
  /** Whether the text stops inside it. */
  readonly isCut?: boolean
}

/** The ways to see a text, the likeliest first. */
export function* viewsOf(text: Text, mayHold: MayHold, depth = 0, isClosed = false): Generator<View> {
  const answer = depth < maxDepth ? answerOf(text) : undefined
  if (answer && !answer.isClosed) yield { pieces: [], isCut: true }
  if (answer) yield* viewsOf(answer.text, mayHold, depth + 1, answer.isClosed)
  const { pieces, outside } = fencedBlocks(text)
  if (pieces.length === 0 || !isInFences(text.value))
    yield { pieces: [bare(text, false, isClosed)], isExact: true }
  const fenced = pieces.flatMap((piece) => insideOf(piece, mayHold, depth))
  if (fenced.length > 0) yield { pieces: fenced, isCut: isCutFence(pieces) }
  const { texts: data, isCut } = depth < maxDepth ? dataTexts(outside, mayHold) : { texts: [], isCut: false }
  if (isCut) yield { pieces: [], isCut }
  for (const one of data.reverse())
    for (const view of viewsOf(one.text, mayHold, depth + 1, one.isClosed))
      yield one.isClosed ? view : { ...view, pieces: view.pieces.map(open) }
  const tagged = taggedPieces(text, mayHold)
  for (const piece of tagged)
    if (/^[ \t]*(?:`{3}|~{3}|\{\s*")/m.test(piece.text.value) && depth < maxDepth)
      yield* viewsOf(piece.text, mayHold, depth + 1, piece.isClosed)
  if (tagged.length > 0) yield { pieces: tagged }
  const spans = inlineSpans(outside, mayHold)
  yield { pieces: [bare(outside, true, isClosed), ...spans] }
  // Fences that don't pair up: every line is looked at, whatever stands around it.
  if (pieces.length > 0)
    yield {
      pieces: [
        bare(rewritten(text, text.value.replace(/^[ \t>]*(?:`{3}|~{3})[^\n]*$/gm, '')), true, isClosed),
      ],
    }
  const decoded = depth < maxDepth ? withoutReferences(text) : undefined
  if (decoded) yield* viewsOf(decoded, mayHold, maxDepth, isClosed)
}

/**
 * Whether a text is one of blocks, and no code as a whole: by how it begins, or where a fence stands outside of any template and
 * comment. Taken for code, its backquotes are templates that tag one another, and `Sure!` before it is what they hang on: that
 * parses, and nobody means it.
 */
function isInFences(text: string): boolean {
  if (/^\s*(?:[-*+>\d]|`{3}|~{3})/.test(text)) return true
  const at = text.search(/^[ \t>]*`{3}/m)
  return at >= 0 && !/`|\/\*/.test(text.slice(0, at))
}

/** Whether the last block is code that never ends. */
function isCutFence(pieces: readonly Piece[]): boolean {
  const last = pieces.at(-1)
  if (!last || last.isClosed) return false
  return (
    last.kind === 'code' || last.kind === 'data' || (last.kind === 'none' && /[;{}=]/.test(last.text.value))
  )
}

function open(piece: Piece): Piece {
  return { ...piece, isClosed: false }
}

function bare(text: Text, isLoose: boolean, isClosed: boolean): Piece {
  return { text, tag: '', kind: 'none', isClosed, isLoose, extents: [] }
}

/** A fenced block, or what is wrapped in it: JSON, HTML, a document. */
function insideOf(piece: Piece, mayHold: MayHold, depth: number): Piece[] {
  const { value } = piece.text
  if (depth >= maxDepth) return [piece]
  const isData =
    piece.kind === 'data' ||
    ((piece.kind === 'none' || piece.kind === 'text' || piece.kind === 'other') &&
      /^\s*[{[]\s*["{]/.test(value))
  if (isData) {
    const inner = dataTexts(piece.text, mayHold).texts.flatMap(({ text, isClosed }) => {
      for (const view of viewsOf(text, mayHold, depth + 1, isClosed))
        return isClosed && piece.isClosed ? [...view.pieces] : view.pieces.map(open)
      return []
    })
    if (inner.length > 0) return inner
  }
  if ((piece.kind === 'text' || piece.kind === 'none') && /^[ \t>]*(?:`{3}|~{3})/m.test(value)) {
    const { pieces } = fencedBlocks(piece.text)
    if (pieces.length > 0) return pieces.flatMap((one) => insideOf(one, mayHold, depth + 1))
  }
  if (piece.kind === 'markup' || /^\s*<(?:pre|script|code|!doctype|html|\w+>)/i.test(value)) {
    const inner = taggedPieces(piece.text, mayHold)
    if (inner.length > 0) return inner
  }
  return [piece]
}

/** Code between single or double backquotes in prose. */
function inlineSpans(text: Text, mayHold: MayHold): Piece[] {
  const spans: Piece[] = []
  const span = /(?<!`)(`{1,2})(?!`)([^`\n]+(?:`(?!`)[^`\n]+)*?)(?<!`)\1(?!`)/g
  const { value } = text
  if (!value.includes('`')) return spans
  for (let match = span.exec(value); match && spans.length < 40; match = span.exec(value)) {
    const content = match[2] as string
    if (!mayHold(content)) continue
    const start = match.index + (match[1] as string).length
    spans.push(bare(slice(text, start, start + content.length), false, true))
  }
  return spans
}

/** Of very many pieces the first and the last are read, those that may hold a function before others. */
export function worthReading(pieces: readonly Piece[], mayHold: MayHold): readonly Piece[] {
  if (pieces.length <= maxPieces) return pieces
  const likely = pieces.filter((piece) => mayHold(piece.text.value))
  const pool = likely.length > 0 ? likely : pieces
  return pool.length <= maxPieces
    ? pool
    : [...pool.slice(0, maxPieces / 4), ...pool.slice(-(maxPieces * 3) / 4)]
}
