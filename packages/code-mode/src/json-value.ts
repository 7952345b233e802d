/** What JSON can hold. */
export type JsonValue =
  | null
  | string
  | number
  | boolean
  | JsonValue[]
  | { [key: string]: JsonValue | undefined }

/**
 * A value as JSON has it, for a model to read: dates as text, maps as objects, sets as lists, bigints as text, what
 * contains itself as `'[circular]'`.
 */
export function jsonValue(value: unknown, above: readonly object[] = []): JsonValue {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return null
  if (typeof value !== 'object' || value === null) return value as JsonValue
  if (above.includes(value)) return '[circular]'
  const within = [...above, value]
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Map) return jsonValue(Object.fromEntries(value), within)
  if (value instanceof Set) return jsonValue([...value], within)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>, (one) => jsonValue(one))
  if (Array.isArray(value)) return value.map((one) => jsonValue(one, within))
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.map(([key, one]) => [key, jsonValue(one, within)]))
}

/** Whether a value survives JSON as it is. */
export function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (typeof value !== 'object') return false
  const prototype = Object.getPrototypeOf(value)
  const isPlain = prototype === Object.prototype || prototype === null
  return isPlain && Object.values(value).every((one) => one === undefined || isJson(one))
}
