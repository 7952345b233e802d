/** A quote or bracket of the source that is not closed. */
interface Open {
  readonly line: number
  readonly letter: string
  readonly isTriple?: boolean
}

/** What is open in a source, and the first bracket that closes another one. */
export interface Scanned {
  readonly strings: readonly Open[]
  readonly brackets: readonly Open[]
  readonly mismatch: { readonly line: number; readonly message: string } | undefined
}

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Goes over a source once: strings, comments and brackets. */
export function scan(source: string): Scanned {
  const brackets: Open[] = []
  const strings: Open[] = []
  let line = 1
  for (let i = 0; i < source.length; i++) {
    const letter = source[i] as string
    if (letter === '\n') line++
    else if (letter === '#') {
      while (i + 1 < source.length && source[i + 1] !== '\n') i++
    } else if (letter === '"' || letter === "'") {
      const isTriple = source.startsWith(letter.repeat(3), i)
      const end = stringEnd(source, i, letter, isTriple)
      if (end === undefined) {
        strings.push({ line, letter, isTriple })
        break
      }
      for (; i < end; i++) if (source[i] === '\n') line++
    } else if ('([{'.includes(letter)) brackets.push({ line, letter })
    else if (letter in closing) {
      const open = brackets.pop()
      if (open?.letter === closing[letter]) continue
      const where = open && open.line !== line ? ` on line ${open.line}` : ''
      const message = open
        ? `closing parenthesis '${letter}' does not match opening parenthesis '${open.letter}'${where}`
        : `unmatched '${letter}'`
      return { strings, brackets: [], mismatch: { line, message } }
    }
  }
  return { strings, brackets, mismatch: undefined }
}

/** The index of a string's last letter. */
function stringEnd(source: string, start: number, quote: string, isTriple: boolean): number | undefined {
  for (let i = start + (isTriple ? 3 : 1); i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (isTriple ? source.startsWith(quote.repeat(3), i) : source[i] === quote)
      return isTriple ? i + 2 : i
    else if (source[i] === '\n' && !isTriple) return undefined
  }
  return undefined
}
