// structuredClone, for programs. It runs as the guest's own code: what it can be made to do harms the guest alone.
;(() => {
  const clone = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      const error = new Error(`${String(value).slice(0, 100)} could not be cloned.`)
      error.name = 'DataCloneError'
      throw error
    }
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known !== undefined) return known
    const keep = (copy) => {
      seen.set(value, copy)
      return copy
    }
    if (value instanceof Date) return keep(new Date(value))
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags))
    if (value instanceof ArrayBuffer) return keep(value.slice(0))
    if (value instanceof DataView)
      return keep(new DataView(clone(value.buffer, seen), value.byteOffset, value.byteLength))
    if (ArrayBuffer.isView(value))
      return keep(new value.constructor(clone(value.buffer, seen), value.byteOffset, value.length))
    if (value instanceof Map) {
      const copy = keep(new Map())
      for (const [key, item] of value) copy.set(clone(key, seen), clone(item, seen))
      return copy
    }
    if (value instanceof Set) {
      const copy = keep(new Set())
      for (const item of value) copy.add(clone(item, seen))
      return copy
    }
    if (
      value instanceof Promise ||
      value instanceof WeakMap ||
      value instanceof WeakSet ||
      value instanceof WeakRef
    )
      return clone(() => {}, seen)
    if (value instanceof Error) {
      const Kind =
        { RangeError, ReferenceError, SyntaxError, TypeError, URIError, EvalError }[value.name] ?? Error
      const copy = keep(new Kind(value.message))
      if ('cause' in value) copy.cause = clone(value.cause, seen)
      return copy
    }
    const copy = keep(Array.isArray(value) ? new Array(value.length) : {})
    for (const key of Object.keys(value))
      Object.defineProperty(copy, key, {
        value: clone(value[key], seen),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return copy
  }
  globalThis.structuredClone = (value) => clone(value, new Map())
})()
