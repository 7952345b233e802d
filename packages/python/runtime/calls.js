// Calls of what is known as a value alone, attributes, and methods.

const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`
const listText = (a) =>
  a.length < 3 ? a.join(' and ') : `${a.slice(0, -1).join(', ')}, and ${a[a.length - 1]}`
// A function of the program with what CPython knows of it: { name, params, defaults, rest, extra, only }.
const def = (f, py) => {
  f.py = py
  return f
}
// Arguments in the order of its parameters; errors as CPython words them.
const bind = (py, args, named) => {
  const { name, params, defaults, only = [] } = py
  const n = params.length
  const out = args.slice(0, n)
  if (args.length > n && !py.rest) {
    const takes = defaults
      ? `from ${n - defaults} to ${n} positional arguments`
      : plural(n, 'positional argument')
    raise(
      'TypeError',
      `${name}() takes ${takes} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
    )
  }
  const extra = new Map()
  for (const [k, v] of named ?? []) {
    const i = [...params, ...only].indexOf(k)
    if (i < 0) {
      if (!py.extra) raise('TypeError', `${name}() got an unexpected keyword argument '${k}'`)
      extra.set(key(k), [k, v])
    } else if (out[i] !== undefined) raise('TypeError', `${name}() got multiple values for argument '${k}'`)
    else out[i] = v
  }
  const lost = params.slice(0, n - defaults).filter((_, i) => out[i] === undefined)
  if (lost.length)
    raise(
      'TypeError',
      `${name}() missing ${lost.length} required positional argument${lost.length === 1 ? '' : 's'}: ${listText(lost.map((p) => `'${p}'`))}`,
    )
  while (out.length < n + only.length) out.push(undefined)
  if (py.rest) out.push(new Tup(args.slice(n)))
  if (py.extra) {
    const d = new Dict()
    d.map = extra
    out.push(d)
  }
  return out
}
const call = (f, args, named) => {
  if (typeof f === 'function') {
    if (f.py) return f(...bind(f.py, args, named))
    if (named?.length)
      return f.named
        ? f(...args, named)
        : raise('TypeError', `got an unexpected keyword argument '${named[0][0]}'`)
    return f(...args)
  }
  return f?.call ? f.call(f, args, named) : raise('TypeError', `'${typeName(f)}' object is not callable`)
}
// The pairs of `**value` in a call.
const spread = (d) =>
  d?.K === 'D'
    ? [...d.map.values()]
    : raise('TypeError', `argument after ** must be a mapping, not ${typeName(d)}`)

const missing = (x, name) => raise('AttributeError', `'${typeName(x)}' object has no attribute '${name}'`)
const groupOf = (k) => (isNumpy(k) ? 'A' : k)
const find = (table, x) => {
  const k = groupOf(kindOf(x))
  return Object.hasOwn(table, k) ? table[k] : undefined
}
// x.name: `properties` and `methods` are what the kinds have under this name.
const attr = (x, name, properties, methods) => {
  const property = find(properties, x)
  if (property) return property(x)
  const own = x?.attributes
  if (own && Object.hasOwn(own, name)) return own[name]
  const m = find(methods, x)
  return m ? (...args) => m(x, ...args) : missing(x, name)
}
const hasattr = (x, name, properties, methods) =>
  find(properties, x) !== undefined ||
  find(methods, x) !== undefined ||
  (x?.attributes !== undefined && Object.hasOwn(x.attributes, name))
const getattr = (x, name, properties, methods, otherwise) =>
  hasattr(x, name, properties, methods) ? attr(x, name, properties, methods) : otherwise
const setattr = (x, name, v) => {
  if (typeof x !== 'function') missing(x, name)
  x.attributes ??= Object.create(null)
  x.attributes[name] = v
}
const method = (x, name, methods, args, named) => {
  const m = find(methods, x)
  if (m) return named ? m(x, ...args, named) : m(x, ...args)
  if (typeof x === 'function' || kindOf(x) === 'obj') return call(attr(x, name, {}, {}), args, named)
  return missing(x, name)
}
