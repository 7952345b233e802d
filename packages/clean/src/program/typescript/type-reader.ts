import { blankEnd, lineBlankEnd, stringEnd, templateEnd } from '../../response/scan.ts'

const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const operators = new Set(['keyof', 'unique', 'readonly', 'infer', 'asserts', 'typeof'])
const maxDepth = 60
const maxLookahead = 1000
/** Brackets in one another; code that has more of them overflows a parser's stack. */
const maxOpen = 5000
/** Shorter pairs of brackets are read again, not remembered: there may be as many as half the text's characters. */
const shortPair = 16

/**
 * Where TypeScript's types end, by their characters: enough to skip them, nothing more. Every method takes the offset
 * where its part begins and returns the one behind it, or -1 where there is no such part. What was read once is
 * remembered, so that reading stays linear however often a parser looks ahead.
 */
export class TypeReader {
  /** The text that is read. */
  readonly code: string
  readonly #types = new Map<number, number>()
  readonly #angles = new Map<number, number>()
  /** Behind each bracket's partner, by the bracket's offset. */
  readonly #brackets = new Map<number, number>()

  constructor(code: string) {
    this.code = code
  }

  /** Behind white space and comments. */
  skipSpace(at: number): number {
    return at < 0 ? -1 : blankEnd(this.code, at)
  }

  /** The word that begins at an offset, `''` where none does. */
  wordAt(at: number): string {
    if (at < 0) return ''
    word.lastIndex = at
    return word.exec(this.code)?.[0] ?? ''
  }

  /** Whether a line ends between two offsets. */
  isSplit(start: number, end: number): boolean {
    return end > start && this.code.slice(start, end).includes('\n')
  }

  /** Behind the bracket that closes the one at `at`. */
  bracketEnd(at: number): number {
    if (!'([{'.includes(this.code[at] ?? ' ')) return -1
    return this.#brackets.get(at) ?? this.#readBrackets(at)
  }

  #readBrackets(from: number): number {
    const code = this.code
    const open: number[] = []
    const templates: number[] = []
    for (let at = from; at < code.length && open.length < maxOpen; at++) {
      const character = code[at] as string
      if (character === '"' || character === "'") at = stringEnd(code, at, character) - 1
      else if (character === '`') at = templateEnd(code, at + 1, templates, open.length) - 1
      else if (character === '/' && (code[at + 1] === '/' || code[at + 1] === '*'))
        at = blankEnd(code, at) - 1
      else if (character === '(' || character === '[' || character === '{') {
        const known = this.#brackets.get(at)
        if (known === undefined) open.push(at)
        else if (known > 0) at = known - 1
        else break
      } else if (character === '}' && templates.at(-1) === open.length) {
        templates.pop()
        at = templateEnd(code, at + 1, templates, open.length) - 1
      } else if (character === ')' || character === ']' || character === '}') {
        const start = open.pop() as number
        if (at - start > shortPair) this.#brackets.set(start, at + 1)
        if (open.length === 0) return at + 1
      }
    }
    for (const at of open) this.#brackets.set(at, -1)
    return -1
  }

  /** Whether a colon of a condition follows at this depth of brackets. */
  hasColonAhead(start: number): boolean {
    const code = this.code
    let conditions = 0
    const last = Math.min(code.length, start + maxLookahead)
    for (let at = start; at < last; at++) {
      const character = code[at] as string
      if ('([{'.includes(character)) {
        const end = this.bracketEnd(at)
        if (end < 0) return false
        at = end - 1
      } else if (character === '?' && code[at + 1] !== '.' && code[at + 1] !== '?' && code[at - 1] !== '?')
        conditions++
      else if (character === ':') {
        if (conditions === 0) return true
        conditions--
      } else if (')]},;'.includes(character)) return false
      else if (character === '"' || character === "'") at = stringEnd(code, at, character) - 1
    }
    return false
  }

  /**
   * Behind a type.
   *
   * @param isBound whether it stands behind `extends` in a condition, whose `?` is then not its own
   */
  typeEnd(start: number, depth = 0, isBound = false): number {
    if (start < 0 || depth > maxDepth) return -1
    const key = start * 2 + Number(isBound)
    const known = this.#types.get(key)
    if (known !== undefined) return known
    const end = this.#readType(start, depth, isBound)
    this.#types.set(key, end)
    return end
  }

  #readType(start: number, depth: number, isBound: boolean): number {
    const code = this.code
    let at = this.skipSpace(start)
    if (code[at] === '|' || code[at] === '&') at = this.skipSpace(at + 1)
    for (;;) {
      at = this.#operandEnd(at, depth, isBound)
      if (at < 0) return -1
      const next = this.skipSpace(at)
      const sign = code[next]
      if ((sign === '|' || sign === '&') && code[next + 1] !== sign && code[next + 1] !== '=')
        at = this.skipSpace(next + 1)
      else break
    }
    return isBound ? at : this.#conditionalEnd(at, depth)
  }

  /** `T extends U ? X : Y` behind its `T`; nothing is taken where it's no condition. */
  #conditionalEnd(at: number, depth: number): number {
    const next = this.skipSpace(at)
    if (this.wordAt(next) !== 'extends' || this.isSplit(at, next)) return at
    const bound = this.skipSpace(this.typeEnd(next + 7, depth + 1, true))
    if (this.code[bound] !== '?') return at
    const yes = this.skipSpace(this.typeEnd(bound + 1, depth + 1))
    return this.code[yes] === ':' ? this.typeEnd(yes + 1, depth + 1) : -1
  }

  #operandEnd(start: number, depth: number, isBound: boolean): number {
    if (depth > maxDepth) return -1
    const code = this.code
    let at = start
    let name = this.wordAt(at)
    let isInferred = false
    while (operators.has(name)) {
      const behind = at + name.length
      const next = this.skipSpace(behind)
      if (next === behind && (name === 'typeof' || !'(['.includes(code[next] ?? ' '))) break
      if (!operand.test(code[next] ?? '')) break
      const word = this.wordAt(next)
      if (word === 'extends' || (word === 'is' && name !== 'asserts')) break
      isInferred = name === 'infer'
      at = next
      name = word
    }
    if (name === 'new' || name === 'abstract') {
      const inner = this.skipSpace(at + name.length)
      if (name === 'abstract' ? this.wordAt(inner) === 'new' : '(<'.includes(code[inner] ?? ' '))
        return this.#operandEnd(inner, depth + 1, isBound)
    }
    const character = code[at]
    if (character === '<') {
      const params = this.anglesEnd(at, depth + 1)
      return params < 0 ? -1 : this.#operandEnd(this.skipSpace(params), depth + 1, isBound)
    }
    if (character === '(') {
      const end = this.bracketEnd(at)
      const arrow = this.skipSpace(end)
      return end >= 0 && at === start && code.startsWith('=>', arrow) && this.#holdsParams(at)
        ? this.typeEnd(arrow + 2, depth + 1)
        : this.#suffixEnd(end)
    }
    if (character === '{' || character === '[') return this.#suffixEnd(this.bracketEnd(at))
    if (character === '"' || character === "'") return this.#suffixEnd(stringEnd(code, at, character))
    if (character === '`') return this.#templateTypeEnd(at)
    number.lastIndex = at
    const digits = number.exec(code)
    if (digits) return this.#suffixEnd(at + digits[0].length)
    if (name === '') return -1
    const end = this.#nameEnd(at, name, depth)
    return isInferred ? this.#inferredEnd(end, depth, isBound) : end
  }

  /** Whether brackets hold parameters, and not a type that an arrow function gives: TypeScript's own rule. */
  #holdsParams(open: number): boolean {
    const code = this.code
    const at = this.skipSpace(open + 1)
    if (code[at] === ')' || code.startsWith('...', at)) return true
    const isPattern = code[at] === '{' || code[at] === '['
    const name = this.wordAt(at)
    if (!isPattern && name === '') return false
    const next = this.skipSpace(isPattern ? this.bracketEnd(at) : at + name.length)
    return next > 0 && ':,?=)'.includes(code[next] ?? ' ')
  }

  /** `infer T extends U`: a bound where no `?` makes a condition of it. */
  #inferredEnd(end: number, depth: number, isBound: boolean): number {
    const next = this.skipSpace(end)
    if (end < 0 || this.wordAt(next) !== 'extends') return end
    const bound = this.typeEnd(next + 7, depth + 1, true)
    return bound >= 0 && (isBound || this.code[this.skipSpace(bound)] !== '?') ? bound : end
  }

  #templateTypeEnd(start: number): number {
    const code = this.code
    const openings: number[] = []
    let at = templateEnd(code, start + 1, openings, 0)
    while (openings.pop() !== undefined) {
      const close = this.bracketEnd(at - 1)
      if (close < 0) return -1
      at = templateEnd(code, close, openings, 0)
    }
    return code[at - 1] === '`' && at > start + 1 ? this.#suffixEnd(at) : -1
  }

  #nameEnd(start: number, name: string, depth: number): number {
    const code = this.code
    let at = start + name.length
    if (name === 'import' || name === 'require') {
      const call = this.bracketEnd(this.skipSpace(at))
      if (call >= 0) at = call
      else if (name === 'import') return -1
    }
    for (let dot = this.skipSpace(at); code[dot] === '.'; dot = this.skipSpace(at)) {
      const next = this.skipSpace(dot + 1)
      const member = next + Number(code[next] === '#')
      at = member + this.wordAt(member).length
      if (at === next) return -1
    }
    const is = lineBlankEnd(code, at)
    if (is > at && this.wordAt(is) === 'is') return this.typeEnd(is + 2, depth + 1)
    const angle = this.skipSpace(at)
    if (code[angle] === '<' && !this.isSplit(at, angle)) {
      const end = this.anglesEnd(angle, depth + 1)
      if (end >= 0) at = end
    }
    return this.#suffixEnd(at)
  }

  /** `[]` and `[key]` behind a type, on its line. */
  #suffixEnd(start: number): number {
    let at = start
    for (;;) {
      const open = at < 0 ? -1 : lineBlankEnd(this.code, at)
      if (open < 0 || this.code[open] !== '[') return at
      const end = this.bracketEnd(open)
      if (end < 0) return at
      at = end
    }
  }

  /** Behind `<...>`: type arguments, or type parameters with bounds and defaults. */
  anglesEnd(start: number, depth = 0): number {
    if (start < 0 || this.code[start] !== '<' || depth > maxDepth) return -1
    const known = this.#angles.get(start)
    if (known !== undefined) return known
    const end = this.#readAngles(start, depth)
    this.#angles.set(start, end)
    return end
  }

  #readAngles(start: number, depth: number): number {
    const code = this.code
    let at = this.skipSpace(start + 1)
    for (;;) {
      if (code[at] === '>') return at + 1
      modifier.lastIndex = at
      for (let found = modifier.exec(code); found; found = modifier.exec(code)) {
        at += found[0].length
        modifier.lastIndex = at
      }
      at = this.skipSpace(this.typeEnd(at, depth + 1))
      if (this.wordAt(at) === 'extends') at = this.skipSpace(this.typeEnd(at + 7, depth + 1))
      if (at >= 0 && code[at] === '=' && code[at + 1] !== '>')
        at = this.skipSpace(this.typeEnd(at + 1, depth + 1))
      if (at < 0) return -1
      if (code[at] === ',') at = this.skipSpace(at + 1)
      else if (code[at] !== '>') return -1
    }
  }
}

const operand = /[\p{ID_Start}$_({['"`\d-]/u
const number = /-?\d[\w.]*/y
const modifier = /(?:const|in|out)\s+(?=[\w$])/y
