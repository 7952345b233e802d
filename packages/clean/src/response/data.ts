import { type JsonString, readJsonStrings } from './json-text.ts'
import type { MayHold } from './languages.ts'
import { linesAt, type Text, withPlainBreaks } from './text.ts'

/** A text that stood in a JSON value. */
export interface DataText {
  readonly text: Text
  readonly isClosed: boolean
}

const thoughts =
  /^(?:thoughts?|thinking|reasoning|reasoning_content|analysis|scratchpad|plan|planning|rationale|draft|drafts|chain_of_thought|reflection|critique|signature|previous|old_code|original_code)$/i
const maxStarts = 24
const maxTexts = 16

/**
 * Texts in the JSON of a response that may hold the function, the most likely last: answers in JSON, tool
 * calls (their arguments JSON again), content parts, code as an array of lines.
 */
export function dataTexts(text: Text, mayHold: MayHold): { texts: DataText[]; isCut: boolean } {
  let isCut = false
  const { value } = text
  const found: DataText[] = []
  let until = 0
  let starts = 0
  const isEncoded = encodedTexts(value)
  const start = /(?:^|[\n>(:=]|[ \t](?=\{\s*"))[ \t]*(?=\{\s*["'\w/]|\[\s*[{"]|["'])/g
  for (let match = start.exec(value); match && starts < maxStarts; match = start.exec(value)) {
    const at = match.index + match[0].length
    if (match[0] === '') start.lastIndex++
    if (at < until || (/["']/.test(value[at] as string) && !isEncoded(at))) continue
    starts++
    const read = best(value, at)
    if (!read) continue
    until = read.end
    isCut = read.strings.at(-1)?.isClosed === false && /^[{[]/.test(value.slice(at, at + 1))
    for (const string of read.strings) {
      if (string.keys.some((key) => thoughts.test(key)) || isThinkingPart(string, value)) continue
      if (!mayHold(string.value) || found.length >= maxTexts) continue
      found.push({ text: textOfString(string, text), isClosed: string.isClosed })
    }
  }
  return { texts: found, isCut }
}

const escapedWithin = 200

/** Tells of places, in rising order, whether the text in quotes that begins there is an encoded one: an escape comes soon, on its line. */
function encodedTexts(value: string): (at: number) => boolean {
  const mark = /\\[n"]/g
  let next = -1
  return (at) => {
    if (next <= at) {
      mark.lastIndex = at + 1
      next = mark.exec(value)?.index ?? Number.POSITIVE_INFINITY
    }
    return next - at <= escapedWithin + 1 && !value.slice(at, next).includes('\n')
  }
}

/** Strictly first; with unescaped quotes in its strings, more forgivingly. */
function best(value: string, at: number): { strings: JsonString[]; end: number } | undefined {
  const strict = readJsonStrings(value, at, false)
  const last = strict?.strings.at(-1)
  const next = strict ? value.slice(strict.end).match(/^\s*([^\s])/)?.[1] : undefined
  const broke =
    last !== undefined &&
    next !== undefined &&
    /[{[]/.test(value[at] as string) &&
    !/[}\])]/.test(value[(strict?.end ?? 1) - 1] as string)
  if (strict && !broke) return strict
  return readJsonStrings(value, at, true) ?? strict
}

/** `{ "type": "thinking", "text": ... }`, a content part that isn't the answer. */
function isThinkingPart(string: JsonString, value: string): boolean {
  const before = value.slice(Math.max(0, (string.starts[0] as number) - 120), string.starts[0])
  const type = before.lastIndexOf('"type"')
  return (
    type >= 0 && /^"type"\s*:\s*"(?:thinking|reasoning|redacted_thinking)"[^{}]*$/.test(before.slice(type))
  )
}

function textOfString(string: JsonString, text: Text): Text {
  const value = withPlainBreaks(string.value)
  const { starts } = string
  const offsets = value.split('\n').map((_, index) => starts[Math.min(index, starts.length - 1)] as number)
  return { value, lines: linesAt(text, offsets) }
}

/** The text with `\n`, `\"` and the like decoded: an answer that was encoded twice. */
export function unescaped(text: Text): Text | undefined {
  if (!/\\n|\\"/.test(text.value)) return undefined
  const inner = text.value.trim()
  const isQuoted = inner.length > 1 && inner.startsWith('"') && inner.endsWith('"')
  const lead = text.value.search(/\S/) + (isQuoted ? 1 : 0)
  const body = isQuoted ? inner.slice(1, -1) : inner
  const read = readJsonStrings(
    `"${isQuoted ? body : body.replace(/(^|[^\\])((?:\\\\)*)"/g, '$1$2\\"')}"`,
    0,
    false,
  )
  const string = read?.strings[0]
  if (!string) return undefined
  const offsets = string.starts.map((start) => Math.min(text.value.length, start + lead - 1))
  return { value: string.value, lines: linesAt(text, offsets) }
}
