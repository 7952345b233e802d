import { findLine } from './lines.ts'
import type { Text } from './text.ts'

/**
 * Texts without what a terminal, an editor or a diff put before each line, the likely ones first. Empty where
 * no such marks are seen.
 */
export function withoutPrefixes(text: Text, isDiff: boolean): Text[] {
  const filled: string[] = []
  findLine(text.value, (line) => {
    if (line.trim() !== '') filled.push(line)
    return false
  })
  if (filled.length === 0) return []
  const found: Text[] = []
  const add = (rewrite: (line: string, index: number) => string | undefined): void => {
    const kept: string[] = []
    const numbers: number[] = []
    for (const [index, line] of text.value.split('\n').entries()) {
      const out = rewrite(line, index)
      if (out === undefined) continue
      kept.push(out)
      numbers.push(text.lines[index] as number)
    }
    found.push({ value: kept.join('\n'), lines: numbers })
  }
  if (isDiff || looksLikeDiff(filled)) add(diffLine)
  if (isNumbered(filled)) add((line) => line.replace(lineNumber, ''))
  const prompt = promptOf(filled)
  if (prompt === 'python') add((line) => promptLine(line, /^\s*(?:>>>|\.\.\.)(?: |$)/))
  if (prompt === 'node') add((line) => promptLine(line, /^\s*(?:> ?|\.\.\.\.* ?|\| )(?=\S|\s|$)/))
  if (prompt === 'jupyter') add(jupyterLine)
  if (filled.every((line) => /^\s*>/.test(line))) add((line) => line.replace(/^\s*> ?/, ''))
  if (filled.every((line) => /^\s*[|│┃]/.test(line))) add((line) => withoutBorders(line))
  return found
}

/** `In [1]: code` and `   ...: code` */
function jupyterLine(line: string): string {
  const inner = line.trimStart()
  const mark = /^(?:(?:In|Out)?[ \t]*\[?\d*\]?|\.\.\.): ?/.exec(inner)
  return mark ? inner.slice(mark[0].length) : line
}

/** `| code |` */
function withoutBorders(line: string): string {
  const inner = line.trim().slice(1)
  const end = /[|│┃]$/.test(inner) ? inner.slice(0, -1).trimEnd() : inner
  return end.replace(/^ /, '')
}

const lineNumber =
  /^[ \t]*(?:L|line[ \t]+)?\d{1,5}(?:[ \t]*(?:[|│┃→]|[:.)](?=[ \t]|$))[ \t]?|\t|[ \t]{1,4}(?=\S)|[ \t]*$|[ \t]+)/i

/** Numbers that count up by one, on nearly every line. */
function isNumbered(lines: readonly string[]): boolean {
  let previous: number | undefined
  let steps = 0
  for (const line of lines) {
    const match = /^[ \t]*(?:L|line[ \t]+)?(\d{1,5})(?=[\s|│┃→:.)]|$)/i.exec(line)
    if (!match) continue
    const number = Number(match[1])
    if (previous !== undefined && number > previous && number <= previous + 3) steps++
    previous = number
  }
  return lines.length === 1
    ? previous !== undefined
    : steps >= Math.max(1, Math.floor((lines.length - 1) * 0.8))
}

/** Lines that were added: what is left without the marks must parse, so little is asked of them. */
function looksLikeDiff(lines: readonly string[]): boolean {
  return lines.some((line) => /^\+/.test(line))
}

/** What a line of a diff is afterwards; undefined when it's taken away. */
function diffLine(line: string): string | undefined {
  if (
    /^(?:diff --git |index [\da-f]+\.\.|--- |\+\+\+ |@@|\\ No newline|new file mode|deleted file|similarity |rename |\*\*\* (?:Begin|End|Add|Update|Delete|Move)\b|apply_patch\b)/.test(
      line,
    ) ||
    line === '---' ||
    line === '+++' ||
    line === 'EOF'
  )
    return undefined
  if (line.startsWith('-')) return undefined
  if (line.startsWith('+') || line.startsWith(' ')) return line.slice(1)
  return line
}

function promptOf(lines: readonly string[]): 'python' | 'node' | 'jupyter' | undefined {
  const first = lines[0] as string
  if (/^\s*>>>(?: |$)/.test(first) || lines.filter((line) => /^\s*>>> /.test(line)).length >= 2)
    return 'python'
  if (/^\s*In ?\[\d*\]:/.test(first)) return 'jupyter'
  if (/^\s*> ?\S/.test(first) || lines.some((line) => /^> \S/.test(line))) return 'node'
  return undefined
}

/** Lines without a prompt are what the program printed. */
function promptLine(line: string, prompt: RegExp): string | undefined {
  return prompt.test(line) ? line.replace(prompt, '') : line.trim() === '' ? line : undefined
}
