import { tagKind } from './languages.ts'
import { Lines, mapLines } from './lines.ts'
import type { Piece } from './piece.ts'
import { lineBlankEnd } from './scan.ts'
import { countLines, lastAtMost, type Text } from './text.ts'

interface Opening {
  readonly mark: string
  readonly length: number
  readonly info: string
  /** How many `>` and how much indentation stood before it. */
  readonly quotes: number
  readonly indent: number
  readonly line: number
}

interface Block {
  readonly opening: Opening
  readonly tag: string
  /** Lines of content, from and to (exclusive). */
  from: number
  to: number
  /** Code that stood on the fence's own lines. */
  readonly head: string
  tail: string
  isClosed: boolean
}

/** A quote's or a list's mark before a fence. */
const lineMark = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t]))/y
const codeStart =
  /^(?:(?:async[ \t]+)?function\b|const[ \t]|let[ \t]|var[ \t]|export[ \t]|import[ \t{*]|class[ \t]|module\.exports|\(|\/\/|\/\*|[\w$]+[ \t]*=>|[\w$]+[ \t]*=[ \t]*(?:async|function|\())/
const holders = new Set([
  'markdown',
  'md',
  'mdx',
  'text',
  'txt',
  'plaintext',
  'plain',
  '',
  'html',
  'xml',
  'answer',
  'output',
  'response',
  'final',
  'json',
])
const maxExtents = 4

/** The fenced blocks of a response, in order; and its lines outside them. */
export function fencedBlocks(text: Text): { pieces: Piece[]; outside: Text } {
  if (!/`{3}|~{3}/.test(text.value)) return { pieces: [], outside: text }
  const lines = new Lines(text.value)
  const blocks: Block[] = []
  const marks: number[] = []
  const isProse = new Uint8Array(lines.length).fill(1)
  const holding: { mark: string; length: number }[] = []
  let open: Block | undefined
  const close = (at: number, isClosed: boolean): void => {
    if (!open) return
    open.to = at
    isProse.fill(0, open.from, at)
    open.isClosed = isClosed
    if (open.from < at || open.head !== '') blocks.push(open)
    open = undefined
  }
  for (const index of lines.holding(/`{3}|~{3}/g)) {
    const found = fenceOf(lines.at(index), index, open !== undefined)
    if (!found) continue
    marks.push(index)
    isProse[index] = 0
    if (!open) {
      const last = holding.at(-1)
      if (last && found.info === '' && found.mark === last.mark && found.length >= last.length) {
        holding.pop()
        continue
      }
      const single = singleLine(found)
      if (single) blocks.push(single)
      else open = opened(found)
      continue
    }
    const isSame = found.mark === open.opening.mark
    const isEnd = isSame && found.length >= open.opening.length && !isTag(found.info)
    if (isEnd) {
      if (found.info !== '' && codeStart.test(found.info)) continue
      close(index, true)
    } else if (found.info === '' || (codeStart.test(found.info) && !isSame)) {
      // A shorter or another mark inside a block is its content.
    } else {
      const isEmpty = lines.between(open.from, index).trim() === ''
      const isHolder = holders.has(open.tag) || isEmpty
      if (!isHolder && found.length < open.opening.length) continue
      if (!isHolder && !isSame) continue
      if (isHolder) holding.push({ mark: open.opening.mark, length: open.opening.length })
      close(index, false)
      open = opened(found)
    }
  }
  close(lines.length, false)
  const pieces = blocks.flatMap((block) => pieceOf(block, lines, marks, text) ?? [])
  return { pieces, outside: { value: lines.shown(isProse), lines: text.lines } }
}

function fenceOf(line: string, index: number, isOpen: boolean): Opening | undefined {
  let at = 0
  for (lineMark.lastIndex = 0; lineMark.test(line); lineMark.lastIndex = at) at = lineMark.lastIndex
  const prefix = line.slice(0, at)
  const start = lineBlankEnd(line, at)
  const end = markEnd(line, start)
  if (end > start) {
    const lastQuote = prefix.lastIndexOf('>')
    // A blank behind a quote's mark belongs to it.
    const behind = lastQuote < 0 ? '' : prefix.slice(lastQuote + 1).replace(/^[ \t]/, '')
    return {
      mark: line[start] as string,
      length: end - start,
      info: line.slice(end).trim(),
      quotes: prefix.split('>').length - 1,
      indent:
        (lastQuote < 0 ? prefix : behind).length + start - at - Number(prefix.endsWith('>') && start > at),
      line: index,
    }
  }
  return isOpen ? undefined : fenceBehindProse(line, index)
}

/** Behind three or more marks; `start` where there are fewer. */
function markEnd(line: string, start: number): number {
  const mark = line[start]
  if (mark !== '`' && mark !== '~') return start
  let end = start
  while (line[end] === mark) end++
  return end - start >= 3 ? end : start
}

/** A fence that is opened at the end of a line of prose, with or without a language. */
function fenceBehindProse(line: string, index: number): Opening | undefined {
  const text = line.trimEnd()
  let end = text.length
  while (end > 0 && /[\w.+#-]/.test(text[end - 1] as string)) end--
  const info = text.slice(end)
  const marksEnd = text.slice(0, end).trimEnd().length
  const mark = text[marksEnd - 1]
  if (mark !== '`' && mark !== '~') return undefined
  let start = marksEnd
  while (text[start - 1] === mark) start--
  const before = text.slice(0, start)
  if (marksEnd - start < 3 || before.trim() === '' || before.includes('```')) return undefined
  return { mark, length: marksEnd - start, info, quotes: 0, indent: 0, line: index }
}

/** Whether what follows a mark is a language (with attributes), as behind an opening fence. */
function isTag(info: string): boolean {
  return info !== '' && /^\{?[.\w#+-]+(?:[\s,:{(=].*)?$/.test(info) && !isSentence(info)
}

/** Prose right behind a closing mark. */
function isSentence(info: string): boolean {
  const words = info.split(/\s+/)
  return (
    words.length >= 2 &&
    tagKind((words[0] as string).toLowerCase()) === 'other' &&
    !/[={:."']/.test(words[1] as string)
  )
}

function tagOf(info: string): string {
  if (codeStart.test(info)) return ''
  const match = /^\{?\s*\.?([\w#+-]+)/.exec(info)
  return (match?.[1] ?? '').toLowerCase().replace(/^language-/, '')
}

function opened(opening: Opening): Block {
  const { info, line } = opening
  const tag = tagOf(info)
  const rest = codeStart.test(info) ? info : info.replace(/^\S+\s*/, '')
  const head = codeStart.test(rest) && /[({=]/.test(rest) ? rest : ''
  return { opening, tag, from: line + 1, to: line + 1, head, tail: '', isClosed: false }
}

/** A whole block on one line: three marks, code, three marks. */
function singleLine(found: Opening): Block | undefined {
  const mark = found.mark.repeat(found.length)
  const end = found.info.indexOf(mark)
  if (end <= 0) return undefined
  const content = found.info.slice(0, end).trim()
  const word = /^([\w+#-]+)[ \t]+/.exec(content)
  const tag =
    word && !codeStart.test(content) && tagKind((word[1] as string).toLowerCase()) !== 'other'
      ? (word[1] as string)
      : ''
  const head = content.slice(tag ? (word as RegExpExecArray)[0].length : 0)
  return {
    opening: found,
    tag: tag.toLowerCase(),
    from: found.line + 1,
    to: found.line + 1,
    head,
    tail: '',
    isClosed: true,
  }
}

/** The code of a block, if there is any. */
function pieceOf(block: Block, lines: Lines, marks: readonly number[], text: Text): Piece | undefined {
  const { opening, from, to, head, isClosed, tag } = block
  const content = (end: number): Text => {
    const value = mapLines(lines.between(from, end), (line) => unquoted(line, opening))
    const numbers = text.lines.slice(from, end)
    if (head === '') return { value, lines: numbers }
    return {
      value: from === end ? head : `${head}\n${value}`,
      lines: [text.lines[opening.line] as number, ...numbers],
    }
  }
  const whole = content(to)
  if (whole.value.trim() === '') return undefined
  const extents: Text[] = []
  // A mark inside a template or a comment looks like the end: longer readings, up to later marks.
  if (isClosed || to < lines.length)
    for (const mark of later(marks, to)) {
      if (extents.length >= maxExtents) break
      extents.push(content(mark))
    }
  const cut = cutAtMark(whole, opening, isClosed)
  if (cut) extents.unshift(cut)
  return {
    text: whole,
    tag,
    kind: tagKind(tag),
    isClosed: isClosed || cut !== undefined,
    isLoose: !isClosed,
    extents,
  }
}

function* later(marks: readonly number[], line: number): Generator<number> {
  for (let index = lastAtMost(marks, line) + 1; index < marks.length; index++) yield marks[index] as number
}

/** Closed behind code on the same line (`}` and three marks). */
function cutAtMark(whole: Text, opening: Opening, isClosed: boolean): Text | undefined {
  if (isClosed) return undefined
  const mark = opening.mark.repeat(opening.length)
  const at = whole.value.search(/[^\s`~](?:`{3,}|~{3,})(?:[^`~\n]*)$/m)
  if (at < 0) return undefined
  const end = whole.value.indexOf(mark, at)
  if (end < 0) return undefined
  const value = whole.value.slice(0, end)
  return { value, lines: whole.lines.slice(0, countLines(value, value.length) + 1) }
}

/** Takes the quote marks and the indentation of the opening fence off a line. */
function unquoted(line: string, { quotes, indent }: Opening): string {
  let out = line
  for (let count = 0; count < quotes; count++) {
    const match = /^[ \t]{0,12}>[ \t]?/.exec(out)
    if (!match) break
    out = out.slice(match[0].length)
  }
  let blank = 0
  while (blank < indent && (out[blank] === ' ' || out[blank] === '\t')) blank++
  return out.slice(blank)
}
