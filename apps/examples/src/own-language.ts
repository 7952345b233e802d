import { CodeError } from '@gencode/contract/errors'
import type { CleanFunction } from '@gencode/core'

const words: Readonly<Record<string, readonly [takes: number, javascript: (...taken: string[]) => string]>> =
  {
    '+': [2, (a, b) => `(${a} + ${b})`],
    '-': [2, (a, b) => `(${a} - ${b})`],
    '*': [2, (a, b) => `(${a} * ${b})`],
    abs: [1, (a) => `Math.abs(${a})`],
  }

/**
 * A language of one's own: formulas in reverse Polish, such as `1 o2 abs -`, become JavaScript. What is wrong with one is told
 * to the model as a `CodeError`, by a code and in words, and it tries again.
 */
export const cleanFormula: CleanFunction = (response, { entry, params }) => {
  const lines = response.split('\n')
  const start = lines.findIndex((line) => line.startsWith('```'))
  const formula = lines[start + 1]?.trim() ?? ''
  if (start < 0 || formula === '')
    throw new CodeError({
      code: 'formula/none',
      feedback: 'There is no formula in the answer. Write one line in a fence, such as\n```\n1 o2 abs -\n```',
    })
  const stack: string[] = []
  for (const word of formula.split(/\s+/)) {
    const [takes, javascript] = (Object.hasOwn(words, word) && words[word]) || [0, () => javascriptOf(word)]
    if (stack.length < takes)
      throw new CodeError({ code: 'formula/too-few', feedback: `${word} takes ${takes} values.`, line: 1 })
    stack.push(javascript(...stack.splice(stack.length - takes)))
  }
  if (stack.length !== 1)
    throw new CodeError({
      code: 'formula/values',
      feedback: `The formula leaves ${stack.length} values; it must leave one.`,
      line: 1,
    })
  const name = typeof entry === 'string' ? entry : (entry[0] ?? 'main')
  return {
    source: `function ${name}(${params.join(', ')}) { return ${stack[0]} }`,
    original: formula,
    // What runs; there is no word for ours.
    language: 'javascript',
    entry: name,
    params,
    warnings: [],
    lineMap: [start + 2],
  }
}

/** A number, or `o2` for observations[2]. */
function javascriptOf(word: string): string {
  if (/^o\d+$/.test(word)) return `observations[${word.slice(1)}]`
  if (/^-?\d+(\.\d+)?$/.test(word)) return word
  throw new CodeError({
    code: 'formula/word',
    feedback: `There is no word ${JSON.stringify(word)}. There are numbers, o0, o1, ... for observations, and ${Object.keys(words).join(', ')}.`,
    line: 1,
  })
}
