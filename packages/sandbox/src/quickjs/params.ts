import { withoutTexts } from './find-entry.ts'

/** The names of a function's parameters, from its source text; a destructured one is its own source. */
export function paramsOf(source: string): readonly string[] {
  const bare = /^\s*(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(source)
  if (bare) return [bare[1] as string]
  const open = source.indexOf('(')
  if (open < 0) return []
  const params: string[] = []
  let depth = 0
  let start = open + 1
  let end = open
  const take = (): void => {
    const text = withoutTexts(source.slice(start, end)).trim()
    const plain = /^(?:\.\.\.)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:=|$)/u.exec(text)
    if (text !== '') params.push(plain?.[1] ?? text)
    start = end + 1
  }
  for (end = open + 1; end < source.length; end++) {
    const letter = source[end] as string
    if (depth === 0 && letter === ')') {
      take()
      break
    }
    if (depth === 0 && letter === ',') take()
    else if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
  }
  return params
}
