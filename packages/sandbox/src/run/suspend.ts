const marker: unique symbol = Symbol.for('gencode.sandbox.suspension') as never

/** What a function of the host returns to end the run with its image; `suspend` makes it. */
export interface Suspension {
  readonly [marker]: true
  readonly reason: unknown
}

/**
 * Returned by a function of the host, it ends the run with an image of the guest, to go on with later: `resume` answers
 * the call. Calls that are under way are waited for first.
 *
 * @param reason what the one who decides wants to know; it comes back beside the image
 */
export function suspend(reason?: unknown): Suspension {
  return { [marker]: true, reason }
}

/** Whether a value is a suspension, also one of another copy of this package. */
export function isSuspension(value: unknown): value is Suspension {
  return typeof value === 'object' && value !== null && (value as Partial<Suspension>)[marker] === true
}
