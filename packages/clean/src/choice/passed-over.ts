const maxShown = 10

/** Warnings of functions that are not the one that was meant, by how each is called. */
export function passedOver(functions: readonly string[]): string[] {
  const shown = functions.slice(0, maxShown).map((one) => `Passed over ${one}.`)
  const left = functions.length - shown.length
  return left > 0 ? [...shown, `Passed over ${left} more.`] : shown
}
