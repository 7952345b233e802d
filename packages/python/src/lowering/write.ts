import { preludeOf } from '../prelude/prelude.ts'
import type { Emitted } from './emission.ts'

/** JavaScript whose statements stand on the Python's lines. */
export interface Written {
  readonly source: string
  /** How much of the first line is the runtime's, in characters. */
  readonly prelude: number
}

/**
 * Puts what was emitted where it is to stand, behind the runtime's parts that it needs.
 *
 * @param declarations what stands between the two, on the first line
 */
export function write(
  output: readonly Emitted[],
  helpers: Iterable<string>,
  constants: ReadonlyMap<string, string>,
  declarations: readonly string[],
): Written {
  const runtime = preludeOf(helpers)
  const made = Array.from(constants, ([text, name]) => `${name}=${text}`)
  const lead = [runtime, made.length > 0 ? `const ${made.join(',')}` : ''].filter((part) => part !== '')
  const prelude = lead.length > 0 ? `${lead.join(';')};` : ''
  const pieces: string[] = [prelude]
  if (declarations.length > 0) pieces.push(`let ${declarations.join(', ')};`)
  let line = 1
  let depth = 0
  let isFresh = pieces.join('') === ''
  const advance = (wanted: number): void => {
    if (wanted <= line) return
    pieces.push('\n'.repeat(wanted - line))
    line = wanted
    isFresh = true
  }
  for (const [wanted, text] of output) {
    if (wanted !== undefined) advance(wanted)
    const closes = text.startsWith('}') ? 1 : 0
    pieces.push(isFresh ? '  '.repeat(Math.max(0, depth - closes)) : ' ')
    isFresh = false
    const [first = '', ...rest] = text.split('\u0001')
    pieces.push(first)
    for (const piece of rest) {
      const end = piece.indexOf('\u0002')
      advance(Number(piece.slice(0, end)))
      isFresh = false
      pieces.push(piece.slice(end + 1))
    }
    depth += balance(text)
  }
  return { source: `${pieces.join('').trimStart()}\n`, prelude: prelude.length }
}

/** How many braces more open than close in a piece of JavaScript. */
function balance(text: string): number {
  let depth = 0
  for (const letter of text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')) {
    if (letter === '{') depth++
    else if (letter === '}') depth--
  }
  return depth
}
