import { lineEnd } from './scan.ts'
import { lineBreaks, rewritten, type Text } from './text.ts'

/** What a response looks like without what the model only thought. */
export interface Spoken {
  readonly text: Text
  /** Whether the text stops inside a thinking tag. */
  readonly isUnfinished: boolean
  readonly hadThinking: boolean
}

const names =
  'think|thinking|thought|thoughts|reasoning|reason|reflection|reflect|scratchpad|analysis|planning|internal_monologue|inner_monologue|inner_thoughts|rationale|chain_of_thought|cot|brainstorm|antthinking|seed:think|draft'
const opening = new RegExp(
  `<(${names})(?:\\s[^<>\\n]{0,200})?>|\\[(think|thinking|reasoning)\\]|◁(think)▷|<\\|(begin_of_thought|thinking|think)\\|>|<details\\s+type="(reasoning)"[^<>\\n]*>|<\\|channel\\|>\\s*(analysis|commentary(?!\\s*to=))\\b[^<\\n]*<\\|message\\|>|<unused94>(thought)`,
  'giy',
)
const closing = new RegExp(
  `</(?:${names})\\s*>|\\[/(?:think|thinking|reasoning)\\]|◁/think▷|<\\|(?:end_of_thought|/thinking|/think|end_thinking)\\|>|<unused95>|\\bassistantfinal|\\.\\.\\.done thinking\\.`,
  'gi',
)
/** What chat templates put around and between messages; `<|a_word|>` is no code in any language here. */
const special =
  /<\|(?:im_start|start_header_id|start)\|>\s*(?:assistant|system|user)?|<\|channel\|>\s*(?:final|commentary[^<\n]*)|<\|\/?[a-z][\w-]{0,40}\|>|<\/?s>|<\/?(?:start|end)_of_turn>(?:model|user)?|<[｜|]\/?[a-z][\w▁]{0,40}[｜|]>|<eos>|<bos>|\[\/?(?:INST|TOOL_CALLS)\]/gi

/** Takes the thinking out of a response: its lines stay, blank. Tags inside fenced code are code. */
export function withoutThinking(text: Text): Spoken {
  const value = text.value
  const ranges: [number, number][] = []
  const first = nextClosing(value, 0)
  let at = 0
  let hadThinking = false
  if (first && isUnopened(value, first.start)) {
    // The opening tag was part of the prompt; of several such tags the last one ends the thinking.
    let last = first
    for (let more = nextClosing(value, last.end); more; more = nextClosing(value, more.end)) {
      if (!isUnopened(value.slice(last.end), more.start - last.end)) break
      last = more
    }
    ranges.push([0, last.end])
    at = last.end
    hadThinking = true
  }
  let isUnfinished = false
  const missing = new Set<string>()
  for (const { start, end } of openings(value, at, missing)) {
    if (start < at) continue
    hadThinking = true
    const close = closeOf(value, start, end, missing)
    ranges.push([start, close ?? value.length])
    at = close ?? value.length
    if (close === undefined) isUnfinished = true
  }
  let out = value
  if (ranges.length > 0) {
    out = ''
    let from = 0
    for (const [start, end] of ranges) {
      out += value.slice(from, start) + lineBreaks(value.slice(start, end))
      from = end
    }
    out += value.slice(from)
  }
  return { text: rewritten(text, out.replace(special, ' ')), isUnfinished, hadThinking }
}

function nextClosing(value: string, from: number): { start: number; end: number } | undefined {
  closing.lastIndex = from
  const match = closing.exec(value)
  return match ? { start: match.index, end: match.index + match[0].length } : undefined
}

/** A closing tag with no opening one before it, on a line that starts or ends with it (not inside a string). */
function isUnopened(value: string, closeStart: number): boolean {
  if (!openings(value.slice(0, closeStart), 0).next().done) return false
  const line = value.slice(Math.max(closeStart - 80, value.lastIndexOf('\n', closeStart - 1) + 1), closeStart)
  const rest = value.slice(closeStart, closeStart + 80)
  if (/^["'`]/.test(rest.replace(/^[<[◁]\/?[\w:|]+[>\]▷]/, ''))) return false
  return line.trim() === '' || !/["'`]\s*$/.test(line)
}

const fenceMark = /^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t>]*)?(`{3,}|~{3,})[ \t]*(\S*)/

/** Opening tags that stand outside fences, by a toggle over the lines. */
function* openings(
  value: string,
  from: number,
  missing = new Set<string>(),
): Generator<{ start: number; end: number }> {
  let fence = ''
  let lineStart = from
  let resumeAt = from
  const last = Math.max(...['<', '[', '◁'].map((mark) => value.lastIndexOf(mark)))
  while (lineStart <= last) {
    const end = lineEnd(value, lineStart)
    if (end === lineStart) {
      lineStart++
      continue
    }
    const marker = fenceMark.exec(value.slice(lineStart, Math.min(end, lineStart + 300)))
    if (marker && lineStart >= resumeAt) {
      const mark = marker[1] as string
      if (fence === '') fence = mark
      else if (mark[0] === fence[0] && mark.length >= fence.length && marker[2] === '') fence = ''
    }
    if (fence === '')
      for (
        let at = nextTag(value, Math.max(lineStart, resumeAt), end);
        at >= 0;
        at = nextTag(value, at + 1, end)
      ) {
        if (at < resumeAt) continue
        opening.lastIndex = at
        const match = opening.exec(value)
        if (!match || value[at - 1] === '`' || value[at - 1] === '"' || value[at - 1] === "'") continue
        const tagEnd = at + match[0].length
        yield { start: at, end: tagEnd }
        resumeAt = closeOf(value, at, tagEnd, missing) ?? value.length
        if (resumeAt > end) break
      }
    lineStart = end + 1
    if (resumeAt > lineStart) lineStart = Math.max(lineStart, value.lastIndexOf('\n', resumeAt - 1) + 1)
  }
}

function nextTag(value: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = value.charCodeAt(at)
    if (code === 60 || code === 91 || code === 9665) return at
  }
  return -1
}

/** Where the thinking that was opened at `start` ends; undefined when it never does. */
function closeOf(value: string, start: number, end: number, missing: Set<string>): number | undefined {
  const tag = value.slice(start, end)
  if (tag.startsWith('<|channel|>')) {
    const close = /<\|end\|>|<\|start\|>|<\|channel\|>|<\|return\|>/g
    close.lastIndex = end
    return close.exec(value)?.index
  }
  const name = /^<([\w:]+)/.exec(tag)?.[1]?.toLowerCase()
  // A tag may also be closed by a sister's name, `<think> ... </thinking>`; what was not found once is not there later.
  if (name === undefined || missing.has(name)) return nextClosing(value, end)?.end
  const close = new RegExp(`</${name}\\s*>`, 'gi')
  close.lastIndex = end
  const match = close.exec(value)
  if (match) return match.index + match[0].length
  missing.add(name)
  return name === 'details' ? undefined : nextClosing(value, end)?.end
}
