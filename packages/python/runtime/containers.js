// Lists, tuples, dicts, sets and ranges.

class Dict {
  constructor() {
    this.map = new Map()
  }
}
Dict.prototype.K = 'D'
class SetOf {
  constructor(map) {
    this.map = map
  }
}
SetOf.prototype.K = 'set'
class Range {
  constructor(start, stop, step) {
    this.start = start
    this.stop = stop
    this.step = step
    this.length = Math.max(0, Math.ceil((stop - start) / step))
  }
}
Range.prototype.K = 'range'
class Slice {
  constructor(start, stop, step) {
    this.start = start
    this.stop = stop
    this.step = step
  }
}
Slice.prototype.K = 'slice'
// What is gone through once: a generator, an iterator.
class Iterator {
  constructor(from) {
    this.from = from[Symbol.iterator]()
  }
  next() {
    return this.from.next()
  }
  [Symbol.iterator]() {
    return this
  }
}
Iterator.prototype.K = 'it'

// The key of a value in a Map: equal values of Python have equal keys.
const key = (x) => {
  const k = kindOf(x)
  if (isNumber(k)) return num(x)
  if (k === 'S') return `s${x}`
  if (k === 'T') return `t${x.items.map(partKey).join(',')}`
  if (k === 'L' || k === 'D' || k === 'A' || k === 'set')
    return raise('TypeError', `unhashable type: '${typeName(x)}'`)
  return x
}
const partKey = (v) => {
  const part = key(v)
  return `${typeof part}${part}`.replace(/[\\,]/g, '\\$&')
}
const dict = (pairs) => {
  const d = new Dict()
  for (const [k, v] of pairs) putIn(d, k, v)
  return d
}
// A key that is there already stays as it is.
const putIn = (d, k, v) => {
  const at = key(k)
  const entry = d.map.get(at)
  if (entry) entry[1] = v
  else d.map.set(at, [k, v])
}
const setOf = (items) => {
  const map = new Map()
  for (const v of items) {
    const at = key(v)
    if (!map.has(at)) map.set(at, v)
  }
  return new SetOf(map)
}
const keysOf = (d) => Array.from(d.map.values(), (entry) => entry[0])
const valuesOf = (d) => Array.from(d.map.values(), (entry) => entry[1])
const slice = (start, stop, step) => new Slice(start, stop, step)

const range = (...args) => {
  if (args.length === 0) raise('TypeError', 'range expected at least 1 argument, got 0')
  const v = args.map(asInteger)
  const [start, stop, step] = v.length === 1 ? [0, v[0], 1] : [v[0], v[1], v[2] ?? 1]
  if (step === 0) raise('ValueError', 'range() arg 3 must not be zero')
  return new Range(start, stop, step)
}
function* steps({ start, stop, step }) {
  if (step > 0) for (let i = start; i < stop; i += step) yield new Int(i)
  else for (let i = start; i > stop; i += step) yield new Int(i)
}

// What JavaScript's `for ... of` can go through.
const iter = (x) => {
  if (Array.isArray(x) || typeof x === 'string') return x
  return x?.iter ? x.iter(x) : raise('TypeError', `'${typeName(x)}' object is not iterable`)
}
Tup.prototype.iter = (x) => x.items
Dict.prototype.iter = keysOf
SetOf.prototype.iter = (x) => [...x.map.values()]
Range.prototype.iter = steps
Iterator.prototype.iter = (x) => x

const unpack = (x, n) => {
  const k = kindOf(x)
  if (isNumber(k) || k === 'None' || k === 'fn')
    raise('TypeError', `cannot unpack non-iterable ${typeName(x)} object`)
  const a = [...iter(x)]
  if (a.length > n) raise('ValueError', `too many values to unpack (expected ${n})`)
  if (a.length < n) raise('ValueError', `not enough values to unpack (expected ${n}, got ${a.length})`)
  return a
}
const unpackStar = (x, before, after) => {
  const a = [...iter(x)]
  if (a.length < before + after)
    raise('ValueError', `not enough values to unpack (expected at least ${before + after}, got ${a.length})`)
  return [...a.slice(0, before), a.slice(before, a.length - after), ...a.slice(a.length - after)]
}

const noIndex = 'slice indices must be integers or None or have an __index__ method'
const edge = (x) => (x === null ? null : (integer(x) ?? raise('TypeError', noIndex)))
// Where a slice begins in n items, how many it takes, and how far they lie apart.
const bounds = (s, n) => {
  const step = edge(s.step) ?? 1
  if (step === 0) raise('ValueError', 'slice step cannot be zero')
  const clamp = (v, lo, hi) => (v < 0 ? Math.max(v + n, lo) : Math.min(v, hi))
  const [lo, hi] = step > 0 ? [0, n] : [-1, n - 1]
  const a = edge(s.start)
  const b = edge(s.stop)
  const start = a === null ? (step > 0 ? 0 : n - 1) : clamp(a, lo, hi)
  const stop = b === null ? (step > 0 ? n : -1) : clamp(b, lo, hi)
  return [start, Math.max(0, Math.ceil((stop - start) / step)), step]
}
const sliced = (a, s) => {
  const [start, count, step] = bounds(s, a.length)
  const out = []
  for (let n = 0, p = start; n < count; n++, p += step) out.push(a[p])
  return out
}
const itemAt = (a, i, name) => {
  const v = integer(i) ?? raise('TypeError', `${name} indices must be integers or slices, not ${typeName(i)}`)
  if (v >= a.length || v < -a.length) raise('IndexError', `${name} index out of range`)
  return a[v < 0 ? v + a.length : v]
}
const get = (x, i) => {
  if (Array.isArray(x)) return i?.K === 'slice' ? sliced(x, i) : itemAt(x, i, 'list')
  if (typeof x === 'string') {
    if (i?.K === 'slice') return sliced(x, i).join('')
    if (integer(i) === undefined) raise('TypeError', `string indices must be integers, not '${typeName(i)}'`)
    return itemAt(x, i, 'string')
  }
  if (x?.get) return x.get(x, i)
  const k = kindOf(x)
  if (k === 'N' || k === 'NI' || k === 'NB' || k === 'N4')
    raise('IndexError', 'invalid index to scalar variable.')
  return raise('TypeError', `'${typeName(x)}' object is not subscriptable`)
}
Tup.prototype.get = (x, i) => (i?.K === 'slice' ? new Tup(sliced(x.items, i)) : itemAt(x.items, i, 'tuple'))
Dict.prototype.get = (x, i) => (x.map.get(key(i)) ?? noKey(i))[1]
Range.prototype.get = (x, i) => {
  const v = asInteger(i)
  if (v >= x.length || v < -x.length) raise('IndexError', 'range object index out of range')
  return new Int(x.start + x.step * (v < 0 ? v + x.length : v))
}
const noKey = (i) => {
  throw new PyError('KeyError', repr(i), [i])
}

const set = (x, i, v) => {
  if (Array.isArray(x)) {
    if (i?.K === 'slice') {
      const [start, count, step] = bounds(i, x.length)
      const values = [...iter(v)]
      if (step === 1) x.splice(start, count, ...values)
      else if (values.length !== count)
        raise(
          'ValueError',
          `attempt to assign sequence of size ${values.length} to extended slice of size ${count}`,
        )
      else
        values.forEach((value, at) => {
          x[start + at * step] = value
        })
      return
    }
    const n = integer(i) ?? raise('TypeError', `list indices must be integers or slices, not ${typeName(i)}`)
    if (n >= x.length || n < -x.length) raise('IndexError', 'list assignment index out of range')
    x[n < 0 ? n + x.length : n] = v
    return
  }
  if (x?.set) x.set(x, i, v)
  else raise('TypeError', `'${typeName(x)}' object does not support item assignment`)
}
Dict.prototype.set = putIn

const del = (x, i) => {
  if (Array.isArray(x)) {
    if (i?.K === 'slice') {
      const [start, count, step] = bounds(i, x.length)
      const gone = new Set(Array.from({ length: count }, (_, at) => start + at * step))
      x.splice(0, x.length, ...x.filter((_, at) => !gone.has(at)))
      return
    }
    const n = integer(i) ?? raise('TypeError', `list indices must be integers or slices, not ${typeName(i)}`)
    if (n >= x.length || n < -x.length) raise('IndexError', 'list assignment index out of range')
    x.splice(n < 0 ? n + x.length : n, 1)
  } else if (x?.K === 'D') {
    if (!x.map.delete(key(i))) noKey(i)
  } else raise('TypeError', `'${typeName(x)}' object doesn't support item deletion`)
}

const len = (x) => {
  if (Array.isArray(x) || typeof x === 'string') return x.length
  return x?.len ? x.len(x) : raise('TypeError', `object of type '${typeName(x)}' has no len()`)
}
Tup.prototype.len = (x) => x.items.length
Dict.prototype.len = (x) => x.map.size
SetOf.prototype.len = (x) => x.map.size
Range.prototype.len = (x) => x.length

Dict.prototype.truth = (x) => x.map.size > 0
SetOf.prototype.truth = (x) => x.map.size > 0
Range.prototype.truth = (x) => x.length > 0
Dict.prototype.contains = (x, v) => x.map.has(key(v))
SetOf.prototype.contains = (x, v) => x.map.has(key(v))
Range.prototype.contains = (x, v) => {
  const n = isNumber(kindOf(v)) ? num(v) : NaN
  const at = (n - x.start) / x.step
  return at >= 0 && at < x.length && at % 1 === 0
}
Dict.prototype.equal = (x, y) =>
  x.map.size === y.map.size &&
  [...x.map].every(([k, entry]) => y.map.has(k) && same(entry[1], y.map.get(k)[1]))
SetOf.prototype.equal = (x, y) => x.map.size === y.map.size && [...x.map.keys()].every((k) => y.map.has(k))
Range.prototype.equal = (x, y) =>
  x.length === y.length && (x.length === 0 || (x.start === y.start && (x.length === 1 || x.step === y.step)))

// What a comprehension collects.
const collected = (fill) => {
  const out = []
  fill(out)
  return out
}
const generated = (fill) => new Iterator(collected(fill))

Dict.prototype.binary = (op, x, y) => {
  if (op !== '|' || kindOf(x) !== 'D' || kindOf(y) !== 'D') return unsupportedOperands(op, x, y)
  const d = dict(x.map.values())
  for (const [k, v] of y.map.values()) putIn(d, k, v)
  return d
}
SetOf.prototype.binary = (op, x, y) => {
  if (kindOf(x) !== 'set' || kindOf(y) !== 'set') return unsupportedOperands(op, x, y)
  const both = (a, has) => [...a.map].filter(([k]) => has(k))
  switch (op) {
    case '|':
      return new SetOf(new Map([...x.map, ...both(y, (k) => !x.map.has(k))]))
    case '&':
      return new SetOf(new Map(both(x, (k) => y.map.has(k))))
    case '-':
      return new SetOf(new Map(both(x, (k) => !y.map.has(k))))
    case '^':
      return new SetOf(new Map([...both(x, (k) => !y.map.has(k)), ...both(y, (k) => !x.map.has(k))]))
    default:
      return unsupportedOperands(op, x, y)
  }
}
