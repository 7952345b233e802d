import { blankEnd, lineEnd, until } from '../response/scan.ts'
import { lineBreaks } from '../response/text.ts'
import { type Budget, type ParseFailure, parseStatements } from './parse.ts'

/** Code that was found between prose. */
export interface Salvaged {
  /** The text with everything but the code blanked, line for line; undefined when there was none. */
  readonly code?: string
  /** Code that doesn't parse, in order. */
  readonly broken: readonly BrokenCode[]
}

/** Where code begins that doesn't parse, and why. */
interface BrokenCode {
  readonly start: number
  readonly failure: ParseFailure
}

const codeStart =
  /^[ \t]*(?:(?:export|import|async|function|const|let|var|class|abstract|declare|enum|interface|type|namespace|module|exports|if|for|while|switch|try|return|throw|do|window|globalThis|global|self|this)\b|['"]use strict['"]|\/\/|\/\*|@|[\w$][\w$.[\]'"]*[ \t]*(?:=|\+=|-=|\(|\.)|\(|\{|\}|\[|;|#!)/
/** `Code: function ...`, or code behind a backquote. */
const labelled =
  /^[ \t]*(?:[*_]{0,2}[A-Za-z][\w ]{0,60}[*_]{0,2}:[*_]{0,2}[ \t]+`{0,2}|`{1,2})(?=(?:async[ \t]+)?function\b|(?:const|let|var)[ \t]+[\w$]+[ \t]*[=:]|export[ \t]+(?:default|const|function)\b)/
const keyword =
  /^(?:export|import|async|await|function|const|let|var|class|abstract|declare|enum|interface|type|if|else|for|while|switch|case|default|try|catch|return|throw|do|new|typeof|static|public|private|readonly|yield|delete|void)\b/
const functionHead =
  /^(?:export\s+(?:default\s+)?)?(?:(?:declare\s+)?(?:interface|enum|namespace)\s+[\w$][^\n.;:{]*\{|type\s+[\w$]+\s*(?:<[^>\n]*>\s*)?=|(?:async\s+)?function\b(?:\s*\*)?(?:\s*[\w$]+)?\s*(?:<[^>\n]*>\s*)?\(|(?:abstract\s+)?class\s+[\w$][^\n.;:{]*\{|(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]*)?=|module\.exports|[\w$.]+\s*=\s*(?:async\b|function\b|\()|(?:async\s*)?\([^\n]*=>|[\w$]+\s*=>)/

const maxAttempts = 3000
const maxLine = 400

/** Whether a line is a sentence, a bullet or a heading, and not code. */
function isProse(line: string): boolean {
  const text = line.slice(0, maxLine).trim()
  if (text === '') return false
  if (/^(?:#{1,6}\s+\S|[-*+•]\s+(?:\*\*|[A-Z`_"'(]|\w+\s+\w+)|\d{1,3}[.)]\s+\S|\*\*[^*]+\*\*)/.test(text))
    return true
  if (
    keyword.test(text) &&
    !/^(?:if|for|let|do|new|return|type|default|case|import|export|try|else|while)\s+(?:you|the|this|it|me|us|a|an|all|each|your|we|they|is|more|not)\b/.test(
      text,
    )
  )
    return false
  if (/^(?:\/\/|\/\*|\*\/|[{}()[\];])/.test(text)) return false
  if (/[{;]$/.test(text) || /=>|===|&&|\|\|/.test(text.replace(/`[^`]*`/g, ''))) return false
  return (
    /^[^\w\p{L}\p{N}'’`*]{0,20}[\p{L}\p{N}'’`*_]+[,:]?\s+[\p{L}\p{N}'’"`*_(]+[,.:;!?)]?\s+\S/u.test(text) ||
    /^[\p{L}'’,\s-]+[.!?:]$/u.test(text)
  )
}

/** The text's last line, stopped behind a keyword. */
function isCutLine(end: number, start: number, line: string): boolean {
  return (
    start + line.length >= end &&
    /^(?:export\s+)?(?:default\s+)?(?:async|function|const|let|class|interface|enum|type|import)\s+(?:function\s*)?[\w$*{]*$/.test(
      line.slice(0, maxLine).trim(),
    )
  )
}

/** A prompt, a shell command or what a program printed. */
function isTerminal(line: string): boolean {
  return /^\s*(?:[$%#>] |npm |npx |node |yarn |pnpm |undefined$|\[Function|Output:|-?\d[\d.]*$)/.test(line)
}

/**
 * Reads a text statement by statement, leaving out the lines that are no code. Code that doesn't parse is
 * told apart from prose by how it begins.
 *
 * @param isLoose whether prose is to be expected; otherwise any line that doesn't parse counts as broken code
 */
export function salvage(text: string, isLoose: boolean, budget: Budget): Salvaged {
  const kept: [number, number][] = []
  const broken: BrokenCode[] = []
  const last = text.trimEnd().length
  let at = 0
  for (let attempt = 0; attempt < maxAttempts && at < text.length; attempt++) {
    const start = nextCode(text, at)
    if (start >= text.length) break
    const run = readRun(text, start, budget)
    if (run.end > start) kept.push([start, run.end])
    if (!run.failure) break
    const failing = run.end > start ? blankEnd(text, run.end) : blankEnd(text, start)
    const line = text.slice(failing, until(text, '\n', failing))
    const isCut = isCutLine(last, failing, line)
    const isCode =
      isCut ||
      functionHead.test(text.slice(failing, failing + 300)) ||
      (!isLoose && !isProse(line) && !isTerminal(line.slice(0, maxLine)))
    if (isCode) broken.push({ start: failing, failure: run.failure })
    const from = isCode ? Math.max(failing, Math.min(run.failure.position, text.length - 1)) : failing
    at = until(text, '\n', from) + 1
    if (budget.tokens <= 0) break
  }
  if (kept.length === 0) return { broken }
  let code = ''
  let from = 0
  for (const [start, end] of kept) {
    code += lineBreaks(text.slice(from, start)) + text.slice(start, end)
    from = end
  }
  return { code: code + lineBreaks(text.slice(from)), broken }
}

/** The next line that may begin code. */
function nextCode(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const end = lineEnd(text, at)
    if (end > at) {
      const line = text.slice(at, Math.min(end, at + 400))
      const label = labelled.exec(line)
      if (label) return at + label[0].length
      if (codeStart.test(line)) return at
    }
    at = end + 1
  }
  return text.length
}

/** Statements from `start` on, as JavaScript or, from where that fails, as TypeScript. */
function readRun(text: string, start: number, budget: Budget): { end: number; failure?: ParseFailure } {
  let end = start
  let failure: ParseFailure | undefined
  for (let round = 0; round < 50; round++) {
    let best: { end: number; failure?: ParseFailure } | undefined
    for (const typescript of [false, true]) {
      const { body, failure: found } = parseStatements(text, typescript, budget, end)
      const last = body.at(-1)
      const reading = { end: last ? last.end : end, ...(found ? { failure: found } : {}) }
      if (!found) return { end: Math.max(reading.end, end) }
      if (
        !best ||
        reading.end > best.end ||
        (reading.end === best.end && found.position > (best.failure?.position ?? 0))
      )
        best = reading
      if (last && !typescript && reading.end > end) break
    }
    failure = best?.failure
    const isFurther = best !== undefined && best.end > end
    if (best && isFurther) {
      end = best.end
      continue
    }
    const cut = failure ? readBeforeProse(text, blankEnd(text, end), failure, budget) : undefined
    if (cut === undefined) break
    return failure ? { end: cut, failure } : { end: cut }
  }
  return failure ? { end, failure } : { end }
}

/** A statement without its `;` runs on into the prose behind it: read again as if the text ended there. */
function readBeforeProse(
  text: string,
  start: number,
  failure: ParseFailure,
  budget: Budget,
): number | undefined {
  const line = text.lastIndexOf('\n', failure.position - 1) + 1
  if (line <= start || !isProse(text.slice(line, until(text, '\n', line)))) return undefined
  const head = text.slice(start, line)
  for (const typescript of [false, true]) {
    const { body, failure: found } = parseStatements(head, typescript, budget)
    if (!found && body.length > 0) return start + (body.at(-1) as { end: number }).end
  }
  return undefined
}
