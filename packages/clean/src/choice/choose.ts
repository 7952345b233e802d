import type { Node } from '../program/node.ts'
import { boundNames } from '../program/scope.ts'
import { isFunction, walk } from '../program/tree.ts'
import type { Broken } from '../program/unit.ts'
import { findLine } from '../response/lines.ts'
import { isGap } from '../response/scan.ts'
import type { Candidate } from './candidates.ts'

/** What the caller said of the function that is meant. */
export interface Wanted {
  readonly names: readonly string[]
  readonly params: readonly string[] | undefined
}

/** One thing to choose: a function, or code that would have been one. */
export interface Choice {
  readonly names: readonly string[]
  readonly owner: string | undefined
  readonly params: readonly string[]
  /** How many of the parameters must be given. */
  readonly required: number
  readonly returns: boolean
  readonly isExcerpt: boolean
  readonly isRoot: boolean
  /** Order in the response. */
  readonly order: number
  readonly candidate?: Candidate
  readonly broken?: Broken
}

const rewardNames = new Set(['rewardfn', 'rewardfunction', 'reward', 'computereward', 'calculatereward'])
const rewardParams = ['observations', 'isSuccess', 'isFailure']

/** A name without case, underscores and dollar signs. */
function plainName(name: string): string {
  return name.replace(/[_$-]/g, '').toLowerCase()
}

/** Whether a name is one of those that reward functions are asked for by. */
function isRewardName(name: string): boolean {
  return rewardNames.has(plainName(name))
}

/**
 * Ranks, the most telling first: the requested name, a reward's name, the requested parameters by name, a body
 * that is one, nothing else calling it, as many parameters as requested, what is exported, and what stands last.
 */
function rankOf(choice: Choice, wanted: Wanted): number[] {
  const asked = wanted.params ?? rewardParams
  const names = choice.params.map(plainName)
  const same = asked.filter((name, index) => names[index] === plainName(name)).length
  const isExact = asked.length > 0 && same >= Math.min(asked.length, 2) && names.length <= asked.length
  const fits = wanted.params !== undefined && choice.required <= asked.length && names.length === asked.length
  return [
    requestRank(choice, wanted.names),
    Number(choice.names.some(isRewardName)),
    Number(isExact),
    Number(!choice.isExcerpt),
    Number(asked.length === 0 || choice.params.length > 0) + Number(choice.returns),
    Number(choice.isRoot),
    Number(fits),
    choice.candidate?.exported ?? 0,
    choice.order,
  ]
}

function requestRank({ names, owner }: Choice, requested: readonly string[]): number {
  for (const [index, name] of requested.entries()) {
    const left = requested.length - index
    if (names.includes(name)) return 3000 + left
    if (names.some((one) => plainName(one) === plainName(name))) return 2000 + left
    if (owner !== undefined && plainName(owner) === plainName(name)) return 1000 + left
  }
  return 0
}

/** Whether a choice has a name that was asked for. */
export function isRequested(choice: Choice, { names }: Wanted): boolean {
  return requestRank(choice, names) > 0
}

/** The choice that is meant. */
export function choose(choices: readonly Choice[], wanted: Wanted): Choice | undefined {
  let best: Choice | undefined
  let bestRank: number[] = []
  for (const choice of choices) {
    const rank = rankOf(choice, wanted)
    if (best === undefined || compare(rank, bestRank) > 0) {
      best = choice
      bestRank = rank
    }
  }
  return best
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] as number)
  return 0
}

/** What is known of a function that parses. */
export function choiceOf(
  candidate: Candidate,
  users: ReadonlyMap<string, readonly Candidate[]>,
  order: number,
): Choice {
  const { fn, item, names, method } = candidate
  const { plain } = item.unit
  const params: Node[] = fn?.params ?? []
  const local = method ? method.owner : names[0]
  return {
    names,
    owner: method?.owner,
    params: params.map((one) => boundNames(one)[0] ?? ''),
    required: params.filter((one) => one.type !== 'AssignmentPattern' && one.type !== 'RestElement').length,
    returns: fn === undefined || returnsValue(fn),
    isExcerpt: fn !== undefined && isExcerpt(plain.slice(fn.start, fn.end), fn),
    isRoot:
      method?.isCalled !== true &&
      (local === undefined || !users.get(local)?.some((other) => calls(other, candidate))),
    order,
    candidate,
  }
}

/** Whether a function that could itself be meant uses a name. */
function calls(other: Candidate, candidate: Candidate): boolean {
  if (other.item === candidate.item) return false
  if (other.fn && (other.fn.params.length === 0 || !returnsValue(other.fn))) return false
  // Two that call each other are equal.
  return !candidate.item.uses.has(other.names[0] ?? '')
}

function returnsValue(fn: Node): boolean {
  if (fn.body.type !== 'BlockStatement') return true
  let found = false
  walk(fn.body.body, (node) => {
    if (isFunction(node) || node.type === 'ClassBody') return true
    if (node.type === 'ReturnStatement' && node.argument) found = true
    return found
  })
  return found
}

const placeholder =
  /(?:\/\/|\/\*)\s*(?:(?:\.\.\.|…)|(?:(?:the\s+)?rest of|same as (?:before|above)|existing code|unchanged|previous code|as before|remaining (?:code|logic|terms)|omitted|your (?:code|logic|implementation)|todo\b|implementation (?:here|goes)|implement (?:this|me|here)|code here|logic here))/i

/** A sketch: a body with nothing in it but a remark that something goes there. */
function isExcerpt(code: string, fn: Node): boolean {
  const statements: Node[] = fn.body.type === 'BlockStatement' ? fn.body.body : [fn.body]
  if (statements.length === 0) return true
  return statements.length <= 3 && placeholder.test(code)
}

const brokenHead =
  /(?:\bfunction\b\s*(?:\*\s*)?([\w$]*)|\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=\n]*)?=\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>)|\bclass\s+([\w$]+)|^[ \t]*(?:async[ \t]+)?([\w$]+)[ \t]*\([^()\n]*\)[^\n;{]*\{|=>)/m
const maxBroken = 2000

/** What is known of code that doesn't parse, from its first lines. */
export function brokenChoice(broken: Broken, order: number): Choice | undefined {
  const code = broken.text.value.slice(broken.start, broken.start + maxBroken)
  const head = brokenHead.exec(code)
  if (!head) return undefined
  const name = head[1] ?? head[2] ?? head[3] ?? head[4] ?? ''
  const list = /\(([^()]*)/.exec(code.slice(head.index))?.[1] ?? ''
  const params = list
    .split(',')
    .map((one) => /^\s*(?:\.\.\.)?([\w$]*)/.exec(one)?.[1] ?? '')
    .filter(Boolean)
  return {
    names: name ? [name] : [],
    owner: undefined,
    params,
    required: params.length,
    returns: true,
    isExcerpt: placeholder.test(code) || findLine(code, isGap) >= 0,
    isRoot: true,
    order,
    broken,
  }
}

/** Whether a choice was told by what was asked for, not only by where it stands. */
export function isCertain(choice: Choice, wanted: Wanted): boolean {
  if (wanted.names.length > 0) return requestRank(choice, wanted.names) > 0 || choice.names.length === 0
  const rank = rankOf(choice, wanted)
  return (rank[1] as number) > 0 || rank[2] === 1
}
