import { Builder } from './builder.ts'
import { blankEnd } from './scan.ts'

/** A string inside a JSON-like text, decoded, with the offset in the text that each of its lines starts at. */
export interface JsonString {
  readonly value: string
  readonly starts: readonly number[]
  /** The keys that led to it, the last one first. */
  readonly keys: readonly string[]
  readonly isClosed: boolean
}

const maxDepth = 40
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
}

/**
 * Reads a value the way a forgiving JSON parser would (single, triple or back quotes, raw line breaks,
 * trailing commas, bare keys, a missing end) and gathers its strings.
 */
export function readJsonStrings(
  text: string,
  from: number,
  isLenient: boolean,
): { strings: JsonString[]; end: number } | undefined {
  const strings: JsonString[] = []
  const reader = new Reader(text, from, isLenient, strings)
  const done = reader.value([], 0)
  if (!done && strings.length === 0) return undefined
  return { strings, end: reader.at }
}

class Reader {
  readonly #text: string
  readonly #isLenient: boolean
  readonly #strings: JsonString[]
  at: number

  constructor(text: string, from: number, isLenient: boolean, strings: JsonString[]) {
    this.#text = text
    this.at = from
    this.#isLenient = isLenient
    this.#strings = strings
  }

  /** False where the text stopped being JSON. */
  value(keys: readonly string[], depth: number): boolean {
    this.#skip()
    const character = this.#text[this.at]
    if (character === undefined || depth > maxDepth) return false
    if (character === '{') return this.#object(keys, depth)
    if (character === '[') return this.#array(keys, depth)
    if (character === '"' || character === "'" || character === '`') {
      const string = this.#string()
      this.#strings.push({ ...string, keys })
      return string.isClosed
    }
    const plain = /[^\s,[\]{}"'`]+/y
    plain.lastIndex = this.at
    const match = plain.exec(this.#text)
    if (!match || match[0].length > 60) return false
    this.at += match[0].length
    return true
  }

  #object(keys: readonly string[], depth: number): boolean {
    this.at++
    for (;;) {
      this.#skip()
      const character = this.#text[this.at]
      if (character === '}') {
        this.at++
        return true
      }
      if (character === ',') {
        this.at++
        continue
      }
      const key = this.#key()
      if (key === undefined) return false
      this.#skip()
      if (this.#text[this.at] !== ':') return false
      this.at++
      if (!this.value([key, ...keys], depth + 1)) return false
    }
  }

  #array(keys: readonly string[], depth: number): boolean {
    this.at++
    const first = this.#strings.length
    let isLines = true
    for (;;) {
      this.#skip()
      const character = this.#text[this.at]
      if (character === ']') {
        this.at++
        if (isLines) this.#joinLines(first, keys)
        return true
      }
      if (character === ',') {
        this.at++
        continue
      }
      if (character !== '"' && character !== "'") isLines = false
      if (!this.value(keys, depth + 1)) return false
    }
  }

  /** Code as an array of its lines. */
  #joinLines(first: number, keys: readonly string[]): void {
    const parts = this.#strings.slice(first)
    if (parts.length < 2 || parts.some(({ value }) => value.slice(0, -1).includes('\n'))) return
    const values = parts.map(({ value }) => value.replace(/\n$/, ''))
    this.#strings.length = first
    this.#strings.push({
      value: values.join('\n'),
      starts: parts.map(({ starts }) => starts[0] as number),
      keys,
      isClosed: true,
    })
  }

  #key(): string | undefined {
    const character = this.#text[this.at]
    if (character === '"' || character === "'") {
      const { value, isClosed } = this.#string()
      return isClosed && value.length < 200 ? value : undefined
    }
    const bare = /[\w$-]+/y
    bare.lastIndex = this.at
    const match = bare.exec(this.#text)
    if (!match) return undefined
    this.at += match[0].length
    return match[0]
  }

  #string(): Omit<JsonString, 'keys'> {
    const text = this.#text
    const quote = text[this.at] as string
    const mark = quote !== '`' && text.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : quote
    let at = this.at + mark.length
    const value = new Builder()
    const starts = [at]
    let from = at
    for (; at < text.length; at++) {
      const character = text[at]
      if (character === '\\') {
        if (at > from) value.add(text.slice(from, at))
        const next = text[at + 1] ?? ''
        const hex =
          next === 'u'
            ? /^[\da-f]{4}/i.exec(text.slice(at + 2, at + 6))
            : next === 'x'
              ? /^[\da-f]{2}/i.exec(text.slice(at + 2, at + 4))
              : null
        if (hex) {
          value.add(String.fromCharCode(Number.parseInt(hex[0], 16)))
          at += 1 + hex[0].length
        } else {
          if (next === 'n') starts.push(at + 2)
          at++
          const meant = escapes[next]
          // What stands for itself goes with what follows.
          from = meant === undefined ? at : at + 1
          if (meant !== undefined) value.add(meant)
          continue
        }
        from = at + 1
      } else if (character === '\n') starts.push(at + 1)
      else if (character === quote && text.startsWith(mark, at) && this.#isEnd(at + mark.length, mark)) {
        value.add(text.slice(from, at))
        this.at = at + mark.length
        return { value: value.toString(), starts, isClosed: true }
      }
    }
    value.add(text.slice(from))
    this.at = text.length
    return { value: value.toString(), starts, isClosed: false }
  }

  /** With quotes that weren't escaped, a quote ends a string only where JSON goes on behind it. */
  #isEnd(behind: number, mark: string): boolean {
    if (!this.#isLenient || mark.length === 3) return true
    const next = blankEnd(this.#text, behind)
    const sign = this.#text[next]
    if (sign !== ',') return sign === undefined || '}]:'.includes(sign)
    return '"\'}]'.includes(this.#text[blankEnd(this.#text, next + 1)] ?? ' ')
  }

  #skip(): void {
    this.at = blankEnd(this.#text, this.at)
  }
}
