import { CodecProblem } from './codec.ts'

// What QuickJS's binary form lacks crosses as a list [[root], holder, key, content, kind, ...]: at holder[key] stands
// the content of a Map, a Set or an Error. The guest's half is in wasm/driver/structure.js.

type Kind = 'map' | 'set' | 'error'

const kindOf = (value: object): Kind | undefined =>
  value instanceof Map ? 'map' : value instanceof Set ? 'set' : value instanceof Error ? 'error' : undefined

/** Whether a value holds a Map, a Set or an Error, so that it must be lowered. */
export function needsLowering(value: unknown, seen: Set<object> = new Set()): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  if (kindOf(value) !== undefined) return true
  if (seen.has(value)) return false
  seen.add(value)
  return Array.isArray(value)
    ? value.some((item) => needsLowering(item, seen))
    : Object.values(value).some((item) => needsLowering(item, seen))
}

/** A value with its Maps, Sets and Errors as lists, and where these stand. */
export function lower(root: unknown): unknown[] {
  const list: unknown[] = []
  const made = new Map<object, unknown>()
  const kinds = new Map<unknown, Kind>()
  const place = (holder: unknown[] | Record<string, unknown>, key: number | string, value: unknown): void => {
    const copy = copyOf(value)
    Object.defineProperty(holder, key, { value: copy, writable: true, configurable: true, enumerable: true })
    const kind = kinds.get(copy)
    if (kind !== undefined) list.push(holder, key, copy, kind)
  }
  const filled = (copy: unknown[], from: unknown, items: Iterable<unknown>): unknown[] => {
    made.set(from as object, copy)
    let at = 0
    for (const item of items) place(copy, at++, item)
    return copy
  }
  const copyOf = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = made.get(value)
    if (known !== undefined) return known
    const kind = kindOf(value)
    if (kind !== undefined) {
      const copy: unknown[] = []
      kinds.set(copy, kind)
      return filled(copy, value, contentOf(value))
    }
    if (Array.isArray(value)) return filled([], value, value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value
    const copy: Record<string, unknown> = {}
    made.set(value, copy)
    for (const [key, item] of Object.entries(value)) place(copy, key, item)
    return copy
  }
  const holder: unknown[] = []
  list.push(holder)
  place(holder, 0, root)
  return list
}

function contentOf(value: object): readonly unknown[] {
  if (value instanceof Map) return [...value].flat()
  if (value instanceof Set) return [...value]
  const { name, message } = value as Error
  return 'cause' in value ? [String(name), String(message), value.cause] : [String(name), String(message)]
}

/** The value that a list of the guest's stands for. @throws CodecProblem where it is none of `lower`'s form */
export function lift(list: unknown): unknown {
  if (!Array.isArray(list) || !Array.isArray(list[0])) throw new CodecProblem('malformed')
  const made = new Map<unknown[], Map<unknown, unknown> | Set<unknown> | Error>()
  for (let at = 1; at + 3 < list.length; at += 4) {
    const [holder, key, content, kind] = list.slice(at, at + 4) as [unknown, unknown, unknown, unknown]
    if (!Array.isArray(content) || typeof holder !== 'object' || holder === null)
      throw new CodecProblem('malformed')
    if ((typeof key !== 'string' && typeof key !== 'number') || !Object.hasOwn(holder, key))
      throw new CodecProblem('malformed')
    let value = made.get(content)
    if (value === undefined) {
      value = kind === 'map' ? new Map() : kind === 'set' ? new Set() : newError(content)
      made.set(content, value)
    }
    Object.defineProperty(holder, key, { value, writable: true, configurable: true, enumerable: true })
  }
  for (const [content, value] of made)
    if (value instanceof Map)
      for (let at = 0; at < content.length; at += 2) value.set(content[at], content[at + 1])
    else if (value instanceof Set) for (const item of content) value.add(item)
    else if (content.length > 2)
      Object.defineProperty(value, 'cause', {
        value: content[2],
        writable: true,
        configurable: true,
        enumerable: false,
      })
  return list[0][0]
}

/** An error as data: its stack is not the host's. */
function newError([name, message]: unknown[]): Error {
  const error = new Error(typeof message === 'string' ? message : '')
  const hidden = { writable: true, configurable: true, enumerable: false }
  if (typeof name === 'string' && name !== 'Error')
    Object.defineProperty(error, 'name', { value: name, ...hidden })
  Object.defineProperty(error, 'stack', { value: `${error.name}: ${error.message}`, ...hidden })
  return error
}
