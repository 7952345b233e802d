/** Where a mark begins from an offset on; the end of the code where there is none. */
export function until(code: string, mark: string, from: number): number {
  const at = code.indexOf(mark, from)
  return at < 0 ? code.length : at
}

/** The line break from an offset on; the end of the code where there is none. */
export function lineEnd(code: string, from: number): number {
  // Asked of every one of a million empty lines, too.
  return code.charCodeAt(from) === 10 ? from : until(code, '\n', from)
}

/** Behind the string that begins with `quote` at `start`; a line break ends it as well. */
export function stringEnd(code: string, start: number, quote: string): number {
  for (let at = start + 1; at < code.length; at++) {
    const character = code[at]
    if (character === '\\') at++
    else if (character === quote) return at + 1
    else if (character === '\n') return at
  }
  return code.length
}

/**
 * Behind the template whose text goes on at `start`, or behind a `${` in it.
 *
 * @param openings gets the depth of brackets at which that `${` stands
 */
export function templateEnd(code: string, start: number, openings: number[], depth: number): number {
  for (let at = start; at < code.length; at++) {
    const character = code[at]
    if (character === '\\') at++
    else if (character === '`') return at + 1
    else if (character === '$' && code[at + 1] === '{') {
      openings.push(depth)
      return at + 2
    }
  }
  return code.length
}

/** Behind white space and comments; an unclosed comment reaches to the end of the code. */
export function blankEnd(code: string, from: number): number {
  let at = from
  for (;;) {
    const character = code.charCodeAt(at)
    if (character === 32 || (character >= 9 && character <= 13)) at++
    else if (character === 47 && code.charCodeAt(at + 1) === 47) at = until(code, '\n', at)
    else if (character === 47 && code.charCodeAt(at + 1) === 42)
      at = Math.min(code.length, until(code, '*/', at + 2) + 2)
    else if (character > 127 && oddSpace.test(code[at] as string)) at++
    else return at
  }
}

const oddSpace = /\s/

/** Whether a line is only `...` or `…`: code was left out there. */
export function isGap(line: string): boolean {
  return /^(?:\.\.\.|…)[ \t]*;?$/.test(line.trim())
}

/** Whether a line is only a comment that says that code was left out: `// ... existing code ...`. */
export function isGapComment(line: string): boolean {
  return /^(?:\/\/|\/\*|#)[ \t]*(?:\.\.\.|…)[ \t]*(?:(?:the[ \t]+)?(?:rest|existing|remaining|other|previous|same|more|your|omitted|unchanged|code|etc)\b|\*\/|$)/i.test(
    line.trim(),
  )
}

/** Behind the blanks of one line. */
export function lineBlankEnd(code: string, from: number): number {
  let at = from
  while (code[at] === ' ' || code[at] === '\t') at++
  return at
}
