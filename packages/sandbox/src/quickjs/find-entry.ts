const declaration =
  /\b(?:function(?:\s*\*\s*|\s+)|(?:const|let|var)\s+)([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu

/**
 * The names that a code declares, last first; which of them are functions at top level is for the guest to say.
 * Linear in the code's length, for the code is hostile and no deadline holds here.
 */
export function declaredNames(source: string): readonly string[] {
  const names = new Set<string>()
  for (const [, name] of withoutTexts(source).matchAll(declaration)) {
    names.delete(name as string)
    names.add(name as string)
  }
  return [...names].reverse()
}

/** The code with its comments and quoted texts taken out; regular expressions and templates stay, good enough to find names. */
export function withoutTexts(code: string): string {
  const kept: string[] = []
  let from = 0
  let at = 0
  const skipTo = (end: number): void => {
    kept.push(code.slice(from, at), ' ')
    at = end
    from = end
  }
  while (at < code.length) {
    const letter = code[at]
    if (letter === '"' || letter === "'") skipTo(quoteEnd(code, at, letter))
    else if (letter === '/' && code[at + 1] === '*') {
      const end = code.indexOf('*/', at + 2)
      skipTo(end < 0 ? code.length : end + 2)
    } else if (letter === '/' && code[at + 1] === '/') {
      const end = code.indexOf('\n', at)
      skipTo(end < 0 ? code.length : end)
    } else at++
  }
  kept.push(code.slice(from))
  return kept.join('')
}

/** Past the closing quote, or the end of the line. */
function quoteEnd(code: string, start: number, quote: string): number {
  let at = start + 1
  while (at < code.length && code[at] !== '\n') {
    if (code[at] === quote) return at + 1
    at += code[at] === '\\' ? 2 : 1
  }
  return at
}
