// numpy's arrays made anew.

const dtypes = {
  float: 'f',
  float64: 'f',
  f8: 'f',
  d: 'f',
  float32: 'g',
  f4: 'g',
  int: 'i',
  int64: 'i',
  int32: 'i',
  i8: 'i',
  bool: 'b',
}
const dtypeOf = (d) => {
  if (d === undefined || d === null) return undefined
  const t = typeof d === 'string' ? dtypes[d] : d.dtype
  return t ?? raise('TypeError', `the dtype ${repr(d)} is not supported here`)
}
const dims = (s) => (isNumber(kindOf(s)) ? [asInteger(s)] : Array.from(iter(s), asInteger))
const filled = (shape, v, t) => {
  const s = dims(shape)
  if (s.some((q) => q < 0)) raise('ValueError', 'negative dimensions are not allowed')
  return new ND(new Array(sizeOf(checkSize(s))).fill(casts[t](v)), s, t)
}
const likeness = (x, v, dtype) => {
  const a = asarray(x)
  const t = dtypeOf(dtype) ?? a.t
  return new ND(new Array(sizeOf(a.shape)).fill(casts[t](v)), [...a.shape], t)
}
const np_array = (x, dtype) => copyOf(asarray(x, dtypeOf(dtype)))
const np_asarray = (x, dtype) => asarray(x, dtypeOf(dtype))
const np_zeros = (s, dtype) => filled(s, 0, dtypeOf(dtype) ?? 'f')
const np_ones = (s, dtype) => filled(s, 1, dtypeOf(dtype) ?? 'f')
const np_empty = (s, dtype) => filled(s, 0, dtypeOf(dtype) ?? 'f')
const np_full = (s, v, dtype) => filled(s, number(v), dtypeOf(dtype) ?? elementTypes[kindOf(v)])
const np_zeros_like = (x, dtype) => likeness(x, 0, dtype)
const np_ones_like = (x, dtype) => likeness(x, 1, dtype)
const np_empty_like = (x, dtype) => likeness(x, 0, dtype)
const np_full_like = (x, v, dtype) => likeness(x, number(v), dtype)
const np_eye = (n) => {
  const a = filled(new Tup([n, n]), 0, 'f')
  for (let i = 0; i < a.shape[0]; i++) a.data[i * a.shape[0] + i] = 1
  return a
}
const np_diag = (x) => {
  const a = asarray(x)
  const n = a.shape[0]
  if (a.shape.length === 2)
    return vector(
      Array.from(
        { length: Math.min(n, a.shape[1]) },
        (_, i) => a.data[a.off + i * (a.strides[0] + a.strides[1])],
      ),
      a.t,
    )
  const v = flat(a)
  const out = new Array(n * n).fill(0)
  for (let i = 0; i < n; i++) out[i * n + i] = v[i]
  return new ND(out, [n, n], a.t)
}
const np_arange = (a, b, c, dtype) => {
  const given = [a, b, c].filter((x) => x !== undefined && x !== null)
  const isWhole = given.every((x) => integer(x) !== undefined)
  const isOne = b === undefined || b === null
  const start = isOne ? 0 : number(a)
  const stop = isOne ? number(a) : number(b)
  const step = c === undefined || c === null ? 1 : number(c)
  if (step === 0) raise('ZeroDivisionError', 'division by zero')
  const n = Math.max(0, Math.ceil((stop - start) / step))
  checkSize([n])
  const t = dtypeOf(dtype) ?? (isWhole ? 'i' : 'f')
  // numpy takes the step from the first two, which may be rounded.
  const gap = start + step - start
  return vector(
    Array.from({ length: n }, (_, i) => casts[t](i === 1 ? start + step : start + i * gap)),
    t,
  )
}
const np_linspace = (a, b, n, endpoint) => {
  const count = n === undefined ? 50 : asInteger(n)
  const start = number(a)
  const stop = number(b)
  const hasEnd = endpoint === undefined || truth(endpoint)
  const gaps = hasEnd ? count - 1 : count
  const step = (stop - start) / gaps
  return vector(
    Array.from({ length: checkSize([count])[0] }, (_, i) =>
      hasEnd && i === count - 1 && i > 0 ? stop : i > 0 ? i * step + start : start,
    ),
  )
}
const np_where = (condition, a, b) => {
  const c = asarray(condition)
  if (a === undefined) {
    const at = flat(c).flatMap((v, i) => (v ? [i] : []))
    return new Tup([vector(at, 'i')])
  }
  const x = operand(a, kindOf(a))
  const y = operand(b, kindOf(b))
  const t = promote(x.t, kindOf(a), y.t, kindOf(b))
  const shape = broadcastAll(c.shape, x.shape, y.shape)
  const spread = (q) => flat(new ND(q.data, shape, q.t, q.off, stridesFor(q, shape)))
  const p = spread(x)
  const q = spread(y)
  return new ND(
    spread(c).map((v, i) => casts[t](v !== 0 ? p[i] : q[i])),
    shape,
    t,
  )
}
const np_nonzero = (x) => np_where(x)
const np_select = (conditions, choices, otherwise) => {
  let r = otherwise ?? new Int(0)
  const c = [...iter(conditions)]
  const v = [...iter(choices)]
  for (let i = c.length - 1; i >= 0; i--) r = np_where(c[i], v[i], r)
  return r
}
