/** 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** To three digits, as a model is shown it. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(3)))
}
