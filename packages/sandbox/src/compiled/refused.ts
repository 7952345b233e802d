/** Why code is not compiled. It runs in QuickJS then; nothing is wrong with it. */
export class Refused extends Error {
  /** Where in the source it stands; `undefined` where that is no one place. */
  readonly at: number | undefined

  constructor(reason: string, node?: { readonly start: number }) {
    super(reason)
    this.at = node?.start
  }
}

/** Thrown to leave code that is never reached: after a jump, or a row that was given up. A constant, so it costs no stack. */
export const unreachable: unique symbol = Symbol('unreachable')

/** Runs something that may end in a jump. @returns `undefined` where it did */
export function unlessUnreachable<Result>(run: () => Result): { readonly value: Result } | undefined {
  try {
    return { value: run() }
  } catch (error) {
    if (error === unreachable) return undefined
    throw error
  }
}
