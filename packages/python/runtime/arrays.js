// numpy's arrays: f float64, g float32, i int64, b bool (0 or 1), with strides, so that a slice is a view.

const rowMajor = (shape) => {
  const strides = new Array(shape.length)
  let n = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = n
    n *= shape[i]
  }
  return strides
}
const sizeOf = (shape) => {
  let n = 1
  for (const s of shape) n *= s
  return n
}
class ND {
  constructor(data, shape, t = 'f', off = 0, strides = rowMajor(shape)) {
    this.data = data
    this.shape = shape
    this.t = t
    this.off = off
    this.strides = strides
  }
}
ND.prototype.K = 'A'

// An array of the host's flat numbers.
const nd = (data, shape) => new ND(data, shape)
const vector = (data, t) => new ND(data, [data.length], t)
const isVector = (x) => x?.K === 'A' && x.t === 'f' && x.shape.length === 1
// Its elements in order, as an array of one's own.
const flat = (a) => {
  const { data, shape, strides, off } = a
  const out = []
  if (shape.length === 1) {
    for (let i = 0, p = off; i < shape[0]; i++, p += strides[0]) out.push(data[p])
    return out
  }
  const go = (axis, p) => {
    if (axis === shape.length) out.push(data[p])
    else for (let i = 0; i < shape[axis]; i++) go(axis + 1, p + i * strides[axis])
  }
  go(0, off)
  return out
}
const shapeText = (s) => (s.length === 1 ? `(${s[0]},)` : `(${s.join(',')})`)
const dtypeNames = { f: 'float64', g: 'float32', i: 'int64', b: 'bool' }

const asarray = (x, dtype) => {
  const k = kindOf(x)
  if (k === 'A') return dtype && dtype !== x.t ? cast(x, dtype) : x
  if (isNumber(k)) return cast(new ND([num(x)], [], elementTypes[k]), dtype)
  if (k !== 'L' && k !== 'T' && k !== 'range')
    return raise('TypeError', `an array of ${typeName(x)} is not supported here`)
  const parts = Array.from(iter(x), (y) => asarray(y))
  let t = parts.length ? 'b' : 'f'
  for (const p of parts)
    if (rank[p.t] > rank[t]) t = (p.t === 'g' && t === 'i') || (p.t === 'i' && t === 'g') ? 'f' : p.t
  const inner = parts.length ? parts[0].shape : []
  const data = []
  for (const p of parts) {
    if (p.shape.length !== inner.length || p.shape.some((s, i) => s !== inner[i]))
      raise(
        'ValueError',
        `setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (${parts.length},) + inhomogeneous part.`,
      )
    for (const v of flat(p)) data.push(v)
  }
  return cast(new ND(data, [parts.length, ...inner], t), dtype)
}
const casts = {
  f: (v) => v,
  g: Math.fround,
  i: (v) => (Number.isFinite(v) ? safe(Math.trunc(v) + 0) : truncate(v)),
  b: (v) => (v !== 0 ? 1 : 0),
}
const cast = (a, t) => (!t || t === a.t ? a : new ND(flat(a).map(casts[t]), [...a.shape], t))
const copyOf = (a) => new ND(flat(a), [...a.shape], a.t)
// numpy gives a scalar, where an array has no axis left.
const back = (a) => (a.shape.length === 0 ? scalar(a.data[a.off], a.t) : a)

const broadcast = (s, r) => {
  const n = Math.max(s.length, r.length)
  const out = new Array(n)
  for (let i = 1; i <= n; i++) {
    const a = s[s.length - i] ?? 1
    const b = r[r.length - i] ?? 1
    if (a !== b && a !== 1 && b !== 1)
      raise(
        'ValueError',
        `operands could not be broadcast together with shapes ${shapeText(s)} ${shapeText(r)} `,
      )
    out[n - i] = a === 1 ? b : a
  }
  return checkSize(out)
}
const broadcastAll = (a, b, c) => {
  try {
    return broadcast(broadcast(a, b), c)
  } catch {
    return raise(
      'ValueError',
      `operands could not be broadcast together with shapes ${[a, b, c].map(shapeText).join(' ')} `,
    )
  }
}
const checkSize = (shape) =>
  sizeOf(shape) > 1e7 ? raise('MemoryError', 'an array beyond 10,000,000 elements') : shape
const stridesFor = (a, shape) => {
  const gap = shape.length - a.shape.length
  return shape.map((s, i) => (i < gap || (a.shape[i - gap] === 1 && s !== 1) ? 0 : a.strides[i - gap]))
}
const zipWith = (f, a, b, t) => {
  if (a.shape.length === 1 && b.shape.length === 0) {
    const v = b.data[b.off]
    const out = flat(a)
    for (let i = 0; i < out.length; i++) out[i] = f(out[i], v)
    return vector(out, t)
  }
  const shape = broadcast(a.shape, b.shape)
  const sa = stridesFor(a, shape)
  const sb = stridesFor(b, shape)
  const out = []
  const go = (axis, p, q) => {
    if (axis === shape.length) out.push(f(a.data[p], b.data[q]))
    else for (let i = 0; i < shape[axis]; i++) go(axis + 1, p + i * sa[axis], q + i * sb[axis])
  }
  go(0, a.off, b.off)
  return new ND(out, shape, t)
}
const mapWith = (f, a, t) => {
  const v = flat(a)
  for (let i = 0; i < v.length; i++) v[i] = f(v[i])
  return new ND(v, [...a.shape], t)
}

const isOperand = (k) => isNumber(k) || k === 'A' || k === 'L' || k === 'T'
const operand = (x, k) => (k === 'A' ? x : isNumber(k) ? new ND([num(x)], [], elementTypes[k]) : asarray(x))
// A binary function of numpy on whatever it takes.
const elementwise = (f, x, y, forced) => {
  const kx = kindOf(x)
  const ky = kindOf(y)
  const a = operand(x, kx)
  const b = operand(y, ky)
  const t = typeOf2(a.t, kx, b.t, ky, forced)
  return back(zipWith(t === 'g' ? single(f) : f, a, b, t))
}

ND.prototype.binary = (op, x, y) => {
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (!isOperand(kx) || !isOperand(ky)) return unsupportedOperands(op, x, y)
  const a = operand(x, kx)
  const b = operand(y, ky)
  const t = promote(a.t, kx, b.t, ky)
  const r = resultOf(op, t)
  let f = elementOf(op, t === 'b' && r !== 'b' ? 'i' : t)
  if (op === '**' && t !== 'i' && b.shape.length === 0 && a.shape.length > 0) {
    // numpy's short ways.
    const e = b.data[b.off]
    if (e === 2) f = (p) => p * p
    if (e === 0.5) f = (p) => Math.sqrt(p)
  }
  return back(zipWith(r === 'g' ? single(f) : f, a, b, r))
}
ND.prototype.inplace = (op, x, y) => {
  const r = asarray(binary(op, x, y))
  if (rank[r.t] > rank[x.t])
    raise(
      'UFuncTypeError',
      `Cannot cast ufunc '${ufuncs[op]}' output from dtype('${dtypeNames[r.t]}') to dtype('${dtypeNames[x.t]}') with casting rule 'same_kind'`,
    )
  assignInto(x, r)
  return x
}
ND.prototype.compare = (op, x, y) => {
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (isOperand(kx) && isOperand(ky)) {
    const f = orders[op]
    const a = operand(x, kx)
    const b = operand(y, ky)
    const cast = promote(a.t, kx, b.t, ky) === 'g' ? Math.fround : Number
    return back(zipWith((p, q) => +f(cast(p), cast(q)), a, b, 'b'))
  }
  if (op === '==' || op === '!=') return back(mapWith(() => +(op === '!='), kx === 'A' ? x : y, 'b'))
  return raise(
    'TypeError',
    `'${op}' not supported between instances of '${typeName(x)}' and '${typeName(y)}'`,
  )
}
ND.prototype.neg = (x) => {
  if (x.t === 'b') raise('TypeError', noNegative)
  return back(mapWith(x.t === 'i' ? (v) => 0 - v : (v) => -v, x, x.t))
}
ND.prototype.invert = (x) => {
  if (x.t !== 'b' && x.t !== 'i') raise('TypeError', noInvert)
  return back(mapWith(x.t === 'b' ? (v) => 1 - v : (v) => -v - 1, x, x.t))
}
ND.prototype.abs = (x) => back(mapWith(Math.abs, x, x.t))
ND.prototype.truth = (x) => {
  const size = sizeOf(x.shape)
  if (size === 1) return flat(x)[0] !== 0
  return raise(
    'ValueError',
    size === 0
      ? 'The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.'
      : 'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
  )
}
ND.prototype.contains = (c, x) => flat(asarray(compare('==', c, x))).some((v) => v !== 0)
ND.prototype.iter = (x) => {
  if (x.shape.length === 0) raise('TypeError', 'iteration over a 0-d array')
  if (isVector(x)) return flat(x)
  const out = []
  for (let i = 0; i < x.shape[0]; i++) out.push(rowOf(x, i))
  return out
}
ND.prototype.len = (x) => (x.shape.length ? x.shape[0] : raise('TypeError', 'len() of unsized object'))
const rowOf = (a, i) => {
  const p = a.off + i * a.strides[0]
  return a.shape.length === 1
    ? scalar(a.data[p], a.t)
    : new ND(a.data, a.shape.slice(1), a.t, p, a.strides.slice(1))
}
const moveaxis = (a, from, to) => {
  const shape = [...a.shape]
  const strides = [...a.strides]
  const [s] = shape.splice(from, 1)
  const [t] = strides.splice(from, 1)
  shape.splice(to, 0, s)
  strides.splice(to, 0, t)
  return new ND(a.data, shape, a.t, a.off, strides)
}
const reshape = (a, shape) => {
  const s = [...shape]
  const n = sizeOf(a.shape)
  const open = s.indexOf(-1)
  if (open >= 0) s[open] = n / s.reduce((p, q) => (q === -1 ? p : p * q), 1)
  if (s.some((q) => !(q >= 0) || q % 1 !== 0) || sizeOf(s) !== n)
    raise('ValueError', `cannot reshape array of size ${n} into shape ${shapeText(shape)}`)
  return new ND(flat(a), s, a.t)
}
