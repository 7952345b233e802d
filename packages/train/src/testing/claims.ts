/** @throws Error with the message unless it holds */
export function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message)
}

/** The same where both are the same as JSON. */
export function same(value: unknown, expected: unknown, message: string): void {
  check(JSON.stringify(value) === JSON.stringify(expected), message)
}
