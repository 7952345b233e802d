import { type MayHold, tagKind } from './languages.ts'
import { mapLines } from './lines.ts'
import type { Piece } from './piece.ts'
import { blankEnd, lineBlankEnd } from './scan.ts'
import { rewritten, slice, type Text } from './text.ts'

const holders = new Set(
  'pre code script textarea samp antartifact artifact boltaction file source snippet solution answer final_answer final output result response function parameter invoke tool_call function_call javascript typescript js ts python py reward_function reward code_block codeblock new_code updated_code write_to_file content canvas cell'.split(
    ' ',
  ),
)
const tag = /<([a-z][\w.:-]{0,40})((?:[\s=][^<>\n]{0,400})?)>/gi
const maxTags = 200

/** What stands in tags that hold code: `<pre>`, `<script>`, artifacts, answers, a tool call's parameters; any tag that stands on a line of its own. */
export function taggedPieces(text: Text, mayHold: MayHold): Piece[] {
  const pieces: Piece[] = []
  const { value } = text
  const lower = value.toLowerCase()
  const missing = new Set<string>()
  let until = 0
  let seen = 0
  tag.lastIndex = 0
  for (let match = tag.exec(value); match && seen < maxTags; match = tag.exec(value)) {
    const name = (match[1] as string).toLowerCase()
    const start = match.index + match[0].length
    if (match.index < until || !(holders.has(name) || isAlone(value, match.index, start))) continue
    seen++
    const end = missing.has(name) ? -1 : lower.indexOf(`</${name}`, start)
    if (end < 0) missing.add(name)
    if (end < 0 && !holders.has(name)) continue
    // A holder of holders is looked into; only what holds code itself is left whole.
    if (isTagNext(value, start) && name !== 'code') continue
    const inner = slice(text, start, end < 0 ? value.length : end)
    if (!/[{;]|=>/.test(inner.value) && !mayHold(inner.value)) {
      if (end < 0) break
      continue
    }
    const language =
      /(?:language-|lang-|language=["']?|type=["']?(?:text|application)\/)([\w+#-]+)/i.exec(match[0])?.[1] ??
      ''
    until = end < 0 ? value.length : end
    pieces.push({
      text: rewritten(inner, cleanMarkup(inner.value, name)),
      tag: language.toLowerCase(),
      kind: /^(?:module|babel|vnd|x-)/i.test(language) ? 'none' : tagKind(language.toLowerCase()),
      isClosed: end >= 0,
      isLoose: true,
      extents: [],
    })
  }
  return pieces
}

/** Whether nothing else stands on a tag's line. */
function isAlone(value: string, start: number, end: number): boolean {
  let from = start
  while (value[from - 1] === ' ' || value[from - 1] === '\t') from--
  const next = value[lineBlankEnd(value, end)]
  return (from === 0 || value[from - 1] === '\n') && (next === '\n' || next === undefined)
}

/** Whether a tag follows that may hold code itself, and isn't a highlighter's. */
function isTagNext(value: string, start: number): boolean {
  const next = /<([a-z][\w.:-]{0,40})/iy
  next.lastIndex = blankEnd(value, start)
  const name = next.exec(value)?.[1]
  return name !== undefined && !/^(?:span|b|i|em|strong|font|a|br|kbd|mark|var)$/i.test(name)
}

/** Takes a CDATA section's marks, and in HTML the colours of a highlighter, off a code. */
function cleanMarkup(code: string, name: string): string {
  let out = code.replace('<![CDATA[', '').replace(']]>', '')
  if (name === 'pre' || name === 'code' || name === 'samp')
    out = out
      .replace(/<br\s*\/?>(?!\n)/gi, ' ')
      .replace(
        /<\/?(?:code|pre|span|b|i|em|strong|font|a|div|p|br|kbd|var|mark|samp)(?:\s[^<>]{0,300})?\/?>/gi,
        '',
      )
  return out
}

const opener = /<(?:\/?[a-z][\w:.-]{0,40}(?=[\s=>/]|$)|!--|!\[CDATA\[)/iy

/** Takes tags off the beginnings and ends of lines. */
export function withoutTags(text: Text): Text | undefined {
  if (!/^[ \t]*<[/!a-z]/im.test(text.value)) return undefined
  const value = mapLines(text.value, (line) => {
    const start = tagsEnd(line)
    return line.slice(start === 0 ? 0 : lineBlankEnd(line, start), tagsStart(line, start))
  })
  return value === text.value ? undefined : rewritten(text, value)
}

/** Behind the tags that a line begins with; 0 where there are none. */
function tagsEnd(line: string): number {
  let end = 0
  for (;;) {
    const at = lineBlankEnd(line, end)
    opener.lastIndex = at
    const found = opener.exec(line)
    if (!found) return end
    const mark = found[0] === '<!--' ? '-->' : found[0] === '<![CDATA[' ? '' : '>'
    const close = mark === '' ? at + found[0].length : line.indexOf(mark, at)
    if (close < 0 || close - at > 400)
      return mark === '-->' ? end : Math.min(line.length, at + found[0].length)
    const next = line.indexOf('<', at + 1)
    if (mark === '>' && next >= 0 && next < close) return end
    end = close + mark.length
  }
}

const closer = /^<\/[a-z][\w:.-]{0,40}>$/i

/** Where the closing tags begin that a line ends with; its length where there are none. */
function tagsStart(line: string, from: number): number {
  let start = line.length
  for (;;) {
    let end = start
    while (end > from && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
    if (end - 3 >= from && line.startsWith(']]>', end - 3)) start = end - 3
    else if (line[end - 1] === '>') {
      const at = line.lastIndexOf('<', end)
      if (at < from || end - at > 44 || !closer.test(line.slice(at, end))) return start
      start = at
    } else return start
  }
}

const answer = /<(answer|final_answer|final|solution|output|result|response|begin_of_solution)>/gi

/** What stands in the last answer tag; undefined without one. */
export function answerOf(text: Text): { text: Text; isClosed: boolean } | undefined {
  let last: { text: Text; isClosed: boolean } | undefined
  answer.lastIndex = 0
  const lower = text.value.toLowerCase()
  let count = 0
  for (let match = answer.exec(text.value); match && count < 20; match = answer.exec(text.value)) {
    count++
    const start = match.index + match[0].length
    const end = lower.indexOf(`</${(match[1] as string).toLowerCase()}>`, start)
    last = { text: slice(text, start, end < 0 ? text.value.length : end), isClosed: end >= 0 }
    if (end < 0) break
    answer.lastIndex = end
  }
  return last
}
