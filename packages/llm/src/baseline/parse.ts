import type { Contract } from '@gencode/contract'
import type { Program, Term } from './program.ts'
import { flagParameter, observationParameter } from './render.ts'

const number = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`
const x = String.raw`(?:(\w+)|\((\w+) ([+-]) (${number})\)) \/ (${number})`

/** The shapes as `renderProgram` writes them. */
const shapes: readonly (readonly [Term['kind'], RegExp])[] = [
  ['gaussian', new RegExp(String.raw`^Math\.exp\(-\(\(${x}\) \*\* 2\)\)$`)],
  ['square', new RegExp(String.raw`^\(${x}\) \*\* 2$`)],
  ['linear', new RegExp(String.raw`^\(${x}\)$`)],
  ['absolute', new RegExp(String.raw`^Math\.abs\(${x}\)$`)],
  ['tanh', new RegExp(String.raw`^Math\.tanh\(${x}\)$`)],
]

/** A program of the grammar and the names of its terms, as its code gives them. */
export interface ParsedProgram {
  readonly program: Program
  /** In the order of `program.terms`. */
  readonly names: readonly string[]
}

/** Reads back the code that `renderProgram` writes; undefined for any other. */
export function parseProgram(code: string, contract: Contract): ParsedProgram | undefined {
  const observations = observationParameter(contract)
  if (!observations) return undefined
  const reads = new RegExp(
    String.raw`^\s*const (\w+) = (?:Number\.isFinite\(${observations.name}\[\d+\]\) \? )?${observations.name}\[(\d+)\]`,
  )
  const added = new RegExp(String.raw`^\s*(?:reward ([+-])=|(\w+):) (${number}) \* (.+?)[;,]$`)
  const success = flagParameter(contract, /succe/i)
  const failure = flagParameter(contract, /fail/i)
  const indices = new Map<string, number>()
  const terms: Term[] = []
  const names: string[] = []
  let [constant, successBonus, failurePenalty] = [0, 0, 0]
  for (const line of code.split('\n')) {
    const read = reads.exec(line)
    if (read) indices.set(read[1] as string, Number(read[2]))
    const start = new RegExp(String.raw`^\s*(?:let reward = |constant: )(${number})[;,]$`).exec(line)
    if (start) constant = Number(start[1])
    const flag = new RegExp(
      String.raw`^\s*(?:if \((\w+)\) reward ([+-])= (${number});|(?:success|failure): (\w+) \? (${number}) : 0,)$`,
    ).exec(line)
    if (flag) {
      const value = flag[1] === undefined ? Number(flag[5]) : Number(flag[3]) * (flag[2] === '-' ? -1 : 1)
      const name = flag[1] ?? flag[4]
      if (name === success) successBonus = value
      else if (name === failure) failurePenalty = -value
      else return undefined
      continue
    }
    const term = added.exec(line)
    if (!term) continue
    const weight = Number(term[3]) * (term[1] === '-' ? -1 : 1)
    const parsed = shapeOf(term[4] as string, indices)
    const doc = observations.docs?.find(({ index }) => index === parsed?.index)
    if (!parsed || !doc) return undefined
    names.push(parsed.name)
    terms.push({ doc, kind: parsed.kind, weight, target: parsed.target, scale: parsed.scale })
  }
  if (terms.length === 0) return undefined
  const isNamed = /^\s*const components = \{$/m.test(code)
  const guarded = /Number\.isFinite\(/.test(code)
  const plain = !/\/\/ /.test(code)
  return { program: { terms, constant, successBonus, failurePenalty, guarded, plain, named: isNamed }, names }
}

function shapeOf(
  text: string,
  indices: ReadonlyMap<string, number>,
): (Pick<Term, 'kind' | 'target' | 'scale'> & { readonly index: number; readonly name: string }) | undefined {
  for (const [kind, shape] of shapes) {
    const match = shape.exec(text)
    if (!match) continue
    const [, plain, moved, sign, offset = '0', scale] = match
    const name = plain ?? (moved as string)
    const index = indices.get(name)
    if (index === undefined) return undefined
    const target = Number(offset) * (sign === '+' ? -1 : 1)
    return { kind, target: target === 0 ? 0 : target, scale: Number(scale), index, name }
  }
  return undefined
}
