/** What a function of the host answered: a value, a failure's message, or the slot in which the call waits. */
export type Answer =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'waits'; readonly slot: number }

/** Who calls the functions of the host for a guest. */
export interface Caller {
  /** @param name as the guest knows it: `save`, or `db.save` */
  call(name: string, args: readonly unknown[]): Answer
}

const mostLetters = 4000

/** The message of what a function of the host threw, whatever it is. */
export function messageOf(error: unknown): string {
  try {
    return (error instanceof Error ? error.message : String(error)).slice(0, mostLetters)
  } catch {
    return 'an error that cannot be shown'
  }
}

/** Whether a value is a promise, or like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}
