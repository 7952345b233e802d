import { Builder } from './builder.ts'
import { stringEnd, templateEnd, until } from './scan.ts'

const regexAfter =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do))$/

/**
 * Tells of the code of a text without its strings, templates, comments and regular expressions, by a quick scan.
 *
 * @param onCurly told of every curly quote in the code; says where to go on
 */
function eachRegion(
  code: string,
  onCode: (start: number, end: number) => void,
  onCurly?: (start: number) => number,
): void {
  const braces: number[] = []
  let depth = 0
  let from = 0
  let at = 0
  // Up to where no regular expression ends.
  let hopeless = 0
  const skip = (start: number, end: number): void => {
    if (start > from) onCode(from, start)
    from = end
    at = end
  }
  while (at < code.length) {
    const character = code[at]
    if (character === "'" || character === '"') skip(at, stringEnd(code, at, character))
    else if (character === '`') skip(at, templateEnd(code, at + 1, braces, depth))
    else if (character === '{') {
      depth++
      at++
    } else if (character === '}') {
      if (braces.at(-1) === depth) {
        braces.pop()
        skip(at, templateEnd(code, at + 1, braces, depth))
      } else {
        depth--
        at++
      }
    } else if (character === '/') {
      const next = code[at + 1]
      if (next === '/') skip(at, until(code, '\n', at))
      else if (next === '*') skip(at, until(code, '*/', at + 2) + 2)
      else if (at >= hopeless && regexAfter.test(code.slice(Math.max(0, at - 12), at).trimEnd())) {
        const end = regexEnd(code, at)
        if (end < 0) hopeless = until(code, '\n', at)
        skip(at, end < 0 ? at + 1 : end)
      } else at++
    } else if (onCurly && (character as string) >= '\u00b4' && quotes.test(character as string))
      skip(at, onCurly(at))
    else at++
  }
  if (code.length > from) onCode(from, code.length)
}

/** Behind a regular expression that ends on its line, else -1. */
function regexEnd(code: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < code.length; at++) {
    const character = code[at]
    if (character === '\\') at++
    else if (character === '\n') return -1
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return at + 1
  }
  return -1
}

/** Rewrites what stands outside strings, templates, comments and regular expressions. */
export function rewriteCode(code: string, rewrite: (part: string) => string): string {
  const out = new Builder()
  let at = 0
  eachRegion(code, (start, end) => {
    const part = code.slice(start, end)
    const made = rewrite(part)
    if (made === part) return
    out.add(code.slice(at, start))
    out.add(made)
    at = end
  })
  return at === 0 ? code : out.toString() + code.slice(at)
}

const quotes = /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4\u2032\u2033]/

const between = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index))
const wide = 0xfee0
/** What code means by an odd character; nothing by those that nobody sees. */
const plainOf: ReadonlyMap<string, string> = new Map([
  ...[
    ...'\u00ad\u180e\u2060\u2061\u2062\u2063\u2064\ufeff',
    ...between(0x200b, 0x200f),
    ...between(0x202a, 0x202e),
  ].map((unseen): [string, string] => [unseen, '']),
  ...[...'\u00a0\u2007\u202f\u3000'].map((space): [string, string] => [space, ' ']),
  ...['\u2212', ...between(0x2010, 0x2015)].map((dash): [string, string] => [dash, '-']),
  ...between(0xff01, 0xff5e).map((sign): [string, string] => [
    sign,
    String.fromCharCode(sign.charCodeAt(0) - wide),
  ]),
  ['\u00d7', '*'],
  ['\u00f7', '/'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u2260', '!=='],
  ['\u2026', '...'],
])
const odd = new RegExp(`[${[...plainOf.keys()].join('')}]`)
const firstOdd = 0xa0

/**
 * Takes away what a chat page or a word processor put into code: zero-width and odd spaces, curly quotes as
 * delimiters, typographic signs. What stands inside straight quotes, templates and comments stays.
 */
export function plainCharacters(code: string): string {
  let out = code
  if (quotes.test(out) && !hasTooMany(out)) out = straightQuotes(out)
  return odd.test(out) ? rewriteCode(out, plainSigns) : out
}

function plainSigns(part: string): string {
  let plain: Builder | undefined
  let from = 0
  for (let at = 0; at < part.length; at++) {
    const meant = part.charCodeAt(at) < firstOdd ? undefined : plainOf.get(part[at] as string)
    if (meant === undefined) continue
    plain ??= new Builder()
    if (at > from) plain.add(part.slice(from, at))
    plain.add(meant)
    from = at + 1
  }
  return plain ? plain.toString() + part.slice(from) : part
}

const closers: Readonly<Record<string, { quote: string; ends: string }>> = {
  '\u201c': { quote: '"', ends: '\u201d\u201c\u201f"' },
  '\u201d': { quote: '"', ends: '\u201d' },
  '\u201e': { quote: '"', ends: '\u201c\u201d' },
  '\u201f': { quote: '"', ends: '\u201d' },
  '\u2033': { quote: '"', ends: '\u2033' },
  '\u2018': { quote: "'", ends: "\u2019\u2018'" },
  '\u2019': { quote: "'", ends: '\u2019' },
  '\u201a': { quote: "'", ends: '\u2018\u2019' },
  '\u201b': { quote: "'", ends: '\u2019' },
  '\u2032': { quote: "'", ends: '\u2032' },
  '\u00b4': { quote: "'", ends: '\u00b4`' },
}

const maxQuotes = 10_000

/** No function has so many curly quotes: a model that repeats itself, or somebody who wishes to keep us busy. */
function hasTooMany(code: string): boolean {
  const every = new RegExp(quotes, 'g')
  let count = 0
  while (count <= maxQuotes && every.test(code)) count++
  return count > maxQuotes
}

/** Curly quotes around a string become straight ones; those inside it stay. */
function straightQuotes(code: string): string {
  let out = ''
  let at = 0
  // Up to where no such quote ends, by the quotes that would end it.
  const hopeless = new Map<string, number>()
  const onCurly = (start: number): number => {
    const { quote, ends } = closers[code[start] as string] as { quote: string; ends: string }
    const isHopeless = start < (hopeless.get(ends) ?? 0)
    const end = isHopeless ? -1 : closeOf(code, start, ends)
    if (end < 0 && !isHopeless) hopeless.set(ends, until(code, '\n', start))
    out += code.slice(at, start) + quote
    at = end < 0 ? start + 1 : end + 1
    if (end >= 0) out += code.slice(start + 1, end).replaceAll(quote, `\\${quote}`) + quote
    return at
  }
  eachRegion(code, () => {}, onCurly)
  return out + code.slice(at)
}

function closeOf(code: string, start: number, ends: string): number {
  for (let at = start + 1; at < code.length; at++) {
    const character = code[at] as string
    if (character === '\n') return -1
    if (ends.includes(character) && !/[\p{L}\p{N}]/u.test(code[at + 1] ?? '')) return at
  }
  return -1
}
