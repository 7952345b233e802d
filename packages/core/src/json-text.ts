/** A value as a model reads it: its JSON, or its name where it has none, such as `undefined`. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer) ?? String(value)
}
