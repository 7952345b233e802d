/** What a misspelt name may have meant, for the end of a sentence: `; did you mean X or Y?`, or a full stop where nothing is like it. */
export function didYouMean(name: string, names: readonly string[]): string {
  const alike = nearest(name, names)
  return alike.length > 0 ? `; did you mean ${alike.join(' or ')}?` : '.'
}

/** The names that are like a misspelt one, best first; versions (`-v1`) count for little. */
function nearest(name: string, names: readonly string[], count = 3): string[] {
  const wanted = stem(name)
  const allowed = Math.max(1, Math.floor(0.4 * wanted.length))
  return names
    .map((each) => ({ each, far: distance(wanted, stem(each)), isBegun: stem(each).startsWith(wanted) }))
    .filter(({ far, isBegun }) => far <= allowed || (isBegun && wanted.length > 2))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ each }) => each)
}

const stem = (name: string): string => name.toLowerCase().replace(/-v\d*$/, '')

/** Levenshtein's edit distance, of long names only the first 60 letters. */
function distance(a: string, b: string): number {
  const left = a.slice(0, 60)
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (left[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
