import { Refusal } from '../python-error.ts'
import { scan } from './scan.ts'

/**
 * A parser's complaint in CPython's words, for the mistakes that models make most; CPython's line with it.
 *
 * @param line where the parser was
 */
export function explain(source: string, message: string, line: number | undefined): Refusal {
  const plain = message.replace(/ at line \d+(, column \d+)?$/, '')
  const found = fromText(source, line) ?? { line, message: words(plain, source, line) }
  return new Refusal('python/syntax', found.message, found.line)
}

interface Found {
  readonly message: string
  readonly line: number | undefined
}

const compound = /^\s*(if|elif|else|for|while|def|class|try|except|finally|with|match|case|async)\b/

/** What the text itself tells: quotes and brackets that never close, blocks that are missing. */
function fromText(source: string, line: number | undefined): Found | undefined {
  const { strings, brackets, mismatch } = scan(source)
  const [string] = strings
  if (string && (line === undefined || string.line <= line))
    return {
      line: string.line,
      message: string.isTriple
        ? `unterminated triple-quoted string literal (detected at line ${source.split('\n').length})`
        : `unterminated string literal (detected at line ${string.line})`,
    }
  if (mismatch && (line === undefined || mismatch.line <= line)) return mismatch
  const last = brackets.at(-1)
  const isAtEnd = line === undefined || line >= source.trimEnd().split('\n').length
  if (last && (isAtEnd || line > last.line))
    return { line: last.line, message: `'${last.letter}' was never closed` }
  return undefined
}

/** The parser's words where CPython has others. */
function words(message: string, source: string, line: number | undefined): string {
  const lines = source.split('\n')
  const text = lines[(line ?? 0) - 1] ?? ''
  if (/indented block/i.test(message)) {
    let above = (line ?? 1) - 2
    while (above > 0 && (lines[above] ?? '').trim() === '') above--
    const word = compound.exec(lines[above] ?? '')?.[1]
    if (word === undefined) return 'expected an indented block'
    const what =
      word === 'def' ? 'function definition' : word === 'class' ? 'class definition' : `'${word}' statement`
    return `expected an indented block after ${what} on line ${above + 1}`
  }
  if (/indent/i.test(message))
    return /unindent|dedent|inconsistent/i.test(message)
      ? 'unindent does not match any outer indentation level'
      : 'unexpected indent'
  if (/expected ':'/i.test(message) && compound.test(text) && !/:\s*(#.*)?$/.test(text)) return "expected ':'"
  if (/^\s*print\s+["'\w]/.test(text))
    return "Missing parentheses in call to 'print'. Did you mean print(...)?"
  if (/^\s*(if|elif|while)\b[^=!<>]*[^=!<>]=[^=]/.test(text))
    return "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  return 'invalid syntax'
}
