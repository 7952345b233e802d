/**
 * What a tool gave as data that a program can get: what can write itself as JSON does so (`toJSON`), as where a model reads
 * the result by itself, and of an instance of a class its fields are left. Dates, maps, sets, errors and bytes stay what they
 * are, and so does what holds no data (a function, a response): the sandbox says that it can't cross.
 */
export function plainResult(value: unknown, seen: Map<object, unknown> = new Map()): unknown {
  if (typeof value !== 'object' || value === null || crosses(value)) return value
  if (seen.has(value)) return seen.get(value)
  if (Array.isArray(value)) return filled(value, new Array(value.length), seen)
  if (value instanceof Map) {
    const map = new Map()
    seen.set(value, map)
    for (const [key, one] of value) map.set(plainResult(key, seen), plainResult(one, seen))
    return map
  }
  if (value instanceof Set) {
    const set = new Set()
    seen.set(value, set)
    for (const one of value) set.add(plainResult(one, seen))
    return set
  }
  const data = written(value)
  if (typeof data !== 'object' || data === null) return data
  return Object.keys(data).length > 0 || isPlain(data)
    ? filled(data, Array.isArray(data) ? [] : {}, seen)
    : data
}

function crosses(value: object): boolean {
  return (
    value instanceof Date ||
    value instanceof Error ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  )
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function written(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value
}

/** The fields of one object in another; a cycle stays one. */
function filled(from: object, into: object, seen: Map<object, unknown>): object {
  seen.set(from, into)
  for (const [key, one] of Object.entries(from)) {
    const field = { value: plainResult(one, seen), enumerable: true, configurable: true, writable: true }
    Object.defineProperty(into, key, field)
  }
  return into
}
