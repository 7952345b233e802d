import { codeFrame } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { CleanError } from './clean-error.ts'
import { Edits } from './edits.ts'
import { eraseTypes } from './erase.ts'
import { type Node, parseCode } from './parse.ts'

/** Which function is meant. */
export interface CleanOptions {
  /** The name or names that were asked for, the most wanted first. */
  readonly entry?: string | readonly string[] | undefined
  /** The names of the parameters that were asked for. */
  readonly params?: readonly string[] | undefined
}

const rewardName = /^(?:reward(?:fn|function)?|(?:compute|calculate)reward)$/i

/** First version: fences, TypeScript, the last function that could be meant. */
export function cleanResponse(response: string, options: CleanOptions = {}): CleanedCode {
  if (typeof response !== 'string' || response.trim() === '')
    throw new CleanError({
      code: 'clean/empty',
      response: String(response),
      feedback: 'The answer was empty.',
    })
  const wanted = [options.entry ?? []].flat()
  const lines = response.replace(/\r\n?/g, '\n').split('\n')
  const blocks: { lines: string[]; first: number }[] = []
  let open: { lines: string[]; first: number } | undefined
  for (const [index, line] of lines.entries()) {
    if (/^\s*```/.test(line)) {
      if (open) blocks.push(open)
      open = open ? undefined : { lines: [], first: index + 2 }
    } else open?.lines.push(line)
  }
  if (open) blocks.push(open)
  if (blocks.length === 0) blocks.push({ lines, first: 1 })
  let failure: CleanError | undefined
  for (const block of blocks.reverse()) {
    const original = block.lines.join('\n')
    const parsed = parseCode(original, { tokens: 200_000 })
    if (parsed.failure) {
      const before = original.slice(0, parsed.failure.position).split('\n')
      const line = before.length
      const column = (before.at(-1) as string).length + 1
      failure ??= new CleanError({
        code: /\bfunction\b|=>/.test(original) ? 'clean/syntax' : 'clean/no-code',
        response,
        original,
        feedback: `The code doesn't parse: ${parsed.failure.message} at line ${line}, column ${column}.`,
        line,
        column,
        frame: codeFrame(original, line, column),
      })
      continue
    }
    const plain = parsed.typescript ? eraseTypes(original, parsed.body) : original
    const { body } = parseCode(plain, { tokens: 200_000 })
    const edits = new Edits(plain)
    const found: { name: string; params: string[] }[] = []
    for (const statement of body) {
      let node: Node = statement
      if (/^Export(?:Named|Default)/.test(node.type) && node.declaration) {
        edits.blank(node.start, node.declaration.start)
        node = node.declaration
      }
      const add = (name: string | undefined, value: Node | null | undefined): void => {
        if (name && value && /Function/.test(value.type))
          found.push({ name, params: value.params.map((one: Node) => plain.slice(one.start, one.end)) })
      }
      if (node.type === 'VariableDeclaration') for (const one of node.declarations) add(one.id.name, one.init)
      else if (node.type === 'FunctionDeclaration') add(node.id?.name, node)
      else if (node.type === 'ExpressionStatement') edits.blankStatement(node.start, node.end)
    }
    const chosen =
      found.reverse().find((one) => wanted.includes(one.name)) ??
      found.find((one) => rewardName.test(one.name.replaceAll('_', ''))) ??
      found[0]
    if (!chosen) {
      failure ??= new CleanError({
        code: 'clean/no-function',
        response,
        original,
        feedback: 'There is no function in the answer.',
      })
      continue
    }
    return {
      source: edits.apply(),
      original,
      language: parsed.typescript ? 'typescript' : 'javascript',
      entry: chosen.name,
      params: chosen.params,
      warnings: [],
      lineMap: block.lines.map((_, index) => block.first + index),
    }
  }
  throw failure
}
