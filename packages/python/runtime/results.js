// What crosses to the host.

const out = (x) => {
  switch (typeof x) {
    case 'number':
    case 'string':
      return x
    case 'boolean':
      return +x
  }
  if (x === null) return null
  if (isBoxed(x?.K)) return +x.v
  if (Array.isArray(x)) return x.map(out)
  return x?.out ? x.out(x) : x
}
Tup.prototype.out = (x) => x.items.map(out)
SetOf.prototype.out = (x) => Array.from(x.map.values(), out)
Dict.prototype.out = (x) => {
  const o = {}
  for (const [k, v] of x.map.values())
    Object.defineProperty(o, typeof k === 'string' ? k : str(k), {
      value: out(v),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return o
}
ND.prototype.out = (x) =>
  x.shape.length === 0 ? x.data[x.off] : Array.from({ length: x.shape[0] }, (_, i) => out(rowOf(x, i)))
// A reward: a number; or with its terms, as a pair or a dict.
const outReward = (x) => {
  const pair = x?.K === 'T' ? x.items : x
  if (Array.isArray(pair) && pair.length === 2 && pair[1]?.K === 'D')
    return { reward: oneNumber(pair[0]), components: terms(pair[1]) }
  if (x?.K === 'D' && x.map.has('sreward') && x.map.has('scomponents')) {
    const components = x.map.get('scomponents')[1]
    return {
      reward: oneNumber(x.map.get('sreward')[1]),
      components: components?.K === 'D' ? terms(components) : out(components),
    }
  }
  return oneNumber(x)
}
// A term that is an array of one number is that number.
const oneNumber = (x) => (x?.K === 'A' && sizeOf(x.shape) === 1 ? flat(x)[0] : out(x))
const terms = (d) => {
  const o = {}
  for (const [k, v] of d.map.values()) {
    const name = typeof k === 'string' ? k : str(k)
    if (name !== '__proto__') o[name] = oneNumber(v)
  }
  return o
}
// What the host passes where no layout says how: plain JSON, and arrays of numbers as arrays where nobody asks for lists.
const fromHost = (x, isLoose) => {
  if (typeof x === 'number') return Number.isInteger(x) ? new Int(x) : new Flt(x)
  if (Array.isArray(x)) {
    if (isLoose && x.length > 0 && x.every((v) => typeof v === 'number')) return vector([...x])
    return x.map((v) => fromHost(v, isLoose))
  }
  if (typeof x !== 'object' || x === null) return x ?? null
  return dict(Object.entries(x).map(([k, v]) => [k, fromHost(v, isLoose)]))
}
// sum(terms.values()) of a plain object of numbers.
const sumValues = (terms) => {
  let s = 0
  for (const name in terms) s += terms[name]
  return s
}
