import type { Contract, Layout } from './contract.ts'

export type { Contract, Layout }

/** One function cleaned out of a response, in source form. */
export interface CleanedCode {
  /**
   * `original` line for line as plain JavaScript: nothing imported, nothing exported, types erased. With `language`
   * `'python'` it is still Python, unless `lowered` is true.
   */
  readonly source: string
  /** The code unwrapped from the response: fences, tags, prefixes, escapes gone; joined blocks one after another. */
  readonly original: string
  /** What `original` is written in. */
  readonly language: 'javascript' | 'typescript' | 'python'
  /** Whether `source` is JavaScript that was made of Python. */
  readonly lowered?: true
  /** How many characters of lowered code's first line are what it runs on, and no line of the model's. */
  readonly prelude?: number
  /** The name of the function in `source`. */
  readonly entry: string
  /** The parameters' names; a destructured one is its source text. */
  readonly params: readonly string[]
  /** What was passed over or repaired, as sentences. */
  readonly warnings: readonly string[]
  /** Line of `original` (index 0 is line 1) -> one-based line of the response. */
  readonly lineMap: readonly number[]
}

/** A policy's parameters as plain JSON: which kind it is and its numbers. */
export interface Policy {
  readonly kind: string
  readonly [key: string]: unknown
}

/** What a policy, trained with a reward function, reached; measured by the task's own success rule. */
export interface Performance {
  /** Share of successful greedy episodes, 0 to 1. */
  readonly successRate: number
  /** 95 % interval of the success rate. */
  readonly interval: readonly [low: number, high: number]
  /** Greedy episodes that the rate was measured on. */
  readonly episodes: number
  readonly seed: number
  /** Environment steps spent on training. */
  readonly environmentSteps: number
}
