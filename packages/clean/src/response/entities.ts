import { rewriteCode } from './characters.ts'
import { rewritten, type Text } from './text.ts'

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    lbrace: '{',
    rbrace: '}',
    lpar: '(',
    rpar: ')',
    lsqb: '[',
    rsqb: ']',
    lbrack: '[',
    rbrack: ']',
    equals: '=',
    semi: ';',
    colon: ':',
    comma: ',',
    period: '.',
    ast: '*',
    plus: '+',
    minus: '-',
    grave: '`',
    dollar: '$',
    lowbar: '_',
    num: '#',
    percnt: '%',
    excl: '!',
    quest: '?',
    vert: '|',
    sol: '/',
    bsol: '\\',
    hyphen: '-',
    times: '*',
    le: '<=',
    ge: '>=',
    ne: '!==',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    mdash: '\u2014',
    ndash: '\u2013',
    hellip: '\u2026',
    tab: '\t',
  }),
)
const maxName = 8

/** Calls `see` with each character reference (`lt`, `#60`, `#x3c`) and its place, `&` and `;` included, until it says true. */
function someReference(code: string, see: (name: string, start: number, end: number) => boolean): boolean {
  for (let start = code.indexOf('&'); start >= 0; start = code.indexOf('&', start + 1)) {
    let end = start + 1
    while (end <= start + maxName && code[end] !== ';' && code[end] !== '&') end++
    if (code[end] === ';' && end > start + 2 && see(code.slice(start + 1, end), start, end + 1)) return true
  }
  return false
}

/** References that no code holds by itself. */
const sure =
  /^(?:(lt|gt|amp|quot|apos|nbsp|lbrace|rbrace|lpar|rpar|equals|semi|grave)|#\d{1,7}|#x[\da-f]{1,6})$/i

interface Entities {
  readonly names: ReadonlySet<string>
  decoded?: Text
}

/** Several readings of a response look at the same texts. */
const known = new WeakMap<Text, Entities>()

function entitiesIn(text: Text): Entities {
  const found = known.get(text) ?? { names: namesIn(text.value) }
  known.set(text, found)
  return found
}

/** The names of the character references that stand in the code itself, not only in its strings; `''` for a number. */
export function entitiesOf(text: Text): ReadonlySet<string> {
  return entitiesIn(text).names
}

/** The text with its character references decoded, where some stand in the code itself; else undefined. */
export function withoutReferences(text: Text): Text | undefined {
  const found = entitiesIn(text)
  if (found.names.size === 0) return undefined
  found.decoded ??= rewritten(text, decoded(text.value))
  return found.decoded
}

function namesIn(code: string): ReadonlySet<string> {
  const found = new Set<string>()
  if (!someReference(code, (name) => sure.test(name))) return found
  const looked = new Set<string>()
  rewriteCode(code, (part) => {
    someReference(part, (name) => {
      if (looked.has(name)) return false
      looked.add(name)
      const match = sure.exec(name)
      if (match) found.add(match[1] ?? '')
      return false
    })
    return part
  })
  return found
}

/** HTML's character references become the characters. */
function decoded(code: string): string {
  const parts: string[] = []
  let from = 0
  someReference(code, (name, start, end) => {
    const character = named.get(name) ?? characterOf(name)
    if (character === undefined) return false
    parts.push(code.slice(from, start), character)
    from = end
    return false
  })
  return from === 0 ? code : parts.join('') + code.slice(from)
}

function characterOf(name: string): string | undefined {
  const number = /^#(?:(\d{1,7})|x([\da-f]{1,6}))$/i.exec(name)
  if (!number) return named.get(name.toLowerCase())
  const point = number[1] ? Number(number[1]) : Number.parseInt(number[2] as string, 16)
  return point === 10 ? ' ' : point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined
}
