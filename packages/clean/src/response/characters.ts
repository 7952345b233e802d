import { stringEnd, templateEnd, until } from './scan.ts'

/** What stands outside strings, templates, comments and regular expressions of a code. */
interface Region {
  readonly start: number
  readonly end: number
}

const regexAfter =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do))$/

/**
 * The code of a text without its strings, templates, comments and regular expressions, by a quick scan.
 *
 * @param onCurly told of every curly quote in the code; says where to go on
 */
function codeRegions(code: string, onCurly?: (start: number) => number): Region[] {
  const regions: Region[] = []
  const braces: number[] = []
  let depth = 0
  let from = 0
  let at = 0
  // Up to where no regular expression ends.
  let hopeless = 0
  const skip = (start: number, end: number): void => {
    if (start > from) regions.push({ start: from, end: start })
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
  if (code.length > from) regions.push({ start: from, end: code.length })
  return regions
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
  let out = ''
  let at = 0
  for (const { start, end } of codeRegions(code)) {
    out += code.slice(at, start) + rewrite(code.slice(start, end))
    at = end
  }
  return out + code.slice(at)
}

const stray = /[\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufeff\u2007\u3000]/
const quotes = /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4\u2032\u2033]/
const signs = /[\u2010-\u2015\u2212\u00d7\u00f7\u2264\u2265\u2260\u2026\uff01-\uff5e]/
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+/g
const spaces = /[\u00a0\u2007\u202f\u3000]+/g

const asciiSigns: Readonly<Record<string, string>> = {
  '\u00d7': '*',
  '\u00f7': '/',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2260': '!==',
  '\u2026': '...',
}

/**
 * Takes away what a chat page or a word processor put into code: zero-width and odd spaces, curly quotes as
 * delimiters, typographic signs. What stands inside straight quotes, templates and comments stays.
 */
export function plainCharacters(code: string): string {
  let out = code
  if (quotes.test(out) && !hasTooMany(out)) out = straightQuotes(out)
  if (stray.test(out) || signs.test(out))
    out = rewriteCode(out, (part) => {
      // Some at a time: what a long text leaves behind otherwise outlives many collections.
      let plain = ''
      for (let at = 0; at < part.length; at += atOnce) plain += plainSigns(part.slice(at, at + atOnce))
      return plain
    })
  return out
}

const atOnce = 2 ** 16

/** Sign by sign. */
function plainSigns(part: string): string {
  return part
    .replace(invisible, '')
    .replace(spaces, (run) => ' '.repeat(run.length))
    .replace(/[\u2010-\u2015\u2212]+/g, (run) => '-'.repeat(run.length))
    .replace(/[\u00d7\u00f7\u2264\u2265\u2260\u2026]/g, (sign) => asciiSigns[sign] as string)
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
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
  codeRegions(code, (start) => {
    const { quote, ends } = closers[code[start] as string] as { quote: string; ends: string }
    const isHopeless = start < (hopeless.get(ends) ?? 0)
    const end = isHopeless ? -1 : closeOf(code, start, ends)
    if (end < 0 && !isHopeless) hopeless.set(ends, until(code, '\n', start))
    out += code.slice(at, start) + quote
    at = end < 0 ? start + 1 : end + 1
    if (end >= 0) out += code.slice(start + 1, end).replaceAll(quote, `\\${quote}`) + quote
    return at
  })
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
