// numpy's linear algebra, and arrays cut and joined.

const np_dot = (x, y) => {
  const a = asarray(x)
  const b = asarray(y)
  if (a.shape.length === 0 || b.shape.length === 0) return mul(npScalar(x), y)
  const t = promote(a.t, kindOf(x), b.t, kindOf(y))
  const n = a.shape[a.shape.length - 1]
  const axis = Math.max(0, b.shape.length - 2)
  if (n !== b.shape[axis])
    raise(
      'ValueError',
      `shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} not aligned: ${n} (dim ${a.shape.length - 1}) != ${b.shape[axis]} (dim ${axis})`,
    )
  const left = flat(a)
  const columns = moveaxis(b, axis, b.shape.length - 1)
  const right = flat(columns)
  const data = []
  for (let i = 0; i < left.length; i += n)
    for (let j = 0; j < right.length; j += n) {
      let s = 0
      for (let q = 0; q < n; q++) s += left[i + q] * right[j + q]
      data.push(t === 'g' ? Math.fround(s) : t === 'i' ? safe(s) : s)
    }
  return back(new ND(data, [...a.shape.slice(0, -1), ...columns.shape.slice(0, -1)], t))
}
const np_matmul = (a, b) => {
  if (isNumber(kindOf(a)) || isNumber(kindOf(b)))
    raise(
      isNumpy(kindOf(a)) || isNumpy(kindOf(b)) ? 'ValueError' : 'TypeError',
      'matmul: Input operand does not have enough dimensions',
    )
  return np_dot(a, b)
}
const matmul = (a, b) => {
  const [ka, kb] = [kindOf(a), kindOf(b)]
  if (ka !== 'A' && kb !== 'A') unsupportedOperands('@', a, b)
  return np_matmul(a, b)
}
const np_inner = (a, b) => np_dot(a, b)
const np_vdot = (a, b) => np_dot(np_ravel(a), np_ravel(b))
const np_outer = (a, b) => {
  const p = np_ravel(a)
  const q = np_ravel(b)
  return binary('*', new ND(p.data, [p.shape[0], 1], p.t), q)
}
const np_cross = (a, b) => {
  const p = flat(asarray(a))
  const q = flat(asarray(b))
  if (p.length === 2 && q.length === 2) return p[0] * q[1] - p[1] * q[0]
  return vector([p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]])
}
const np_trace = (x) => np_sum(np_diag(x))
const np_diff = (x) => {
  const a = asarray(x)
  if (a.shape.length !== 1) raise('ValueError', 'np.diff takes one axis here')
  const v = flat(a)
  return vector(
    v.slice(1).map((q, i) => q - v[i]),
    a.t,
  )
}
const np_gradient = (x) => {
  const v = flat(asarray(x))
  const n = v.length
  return vector(
    v.map((_, i) => (i === 0 ? v[1] - v[0] : i === n - 1 ? v[n - 1] - v[n - 2] : (v[i + 1] - v[i - 1]) / 2)),
  )
}
const np_trapezoid = (y, x, dx) => {
  const v = flat(asarray(y))
  const at = x === undefined || x === null ? undefined : flat(asarray(x))
  const step = dx === undefined ? 1 : number(dx)
  return total(v.slice(1).map((q, i) => ((at ? at[i + 1] - at[i] : step) * (q + v[i])) / 2))
}
const joinedType = (parts) => parts.reduce((t, p) => (rank[p.t] > rank[t] ? p.t : t), 'b')
const np_concatenate = (x, axis) => {
  const parts = Array.from(iter(x), (p) => asarray(p))
  if (parts.length === 0) raise('ValueError', 'need at least one array to concatenate')
  if (parts.some((p) => p.shape.length === 0))
    raise('ValueError', 'zero-dimensional arrays cannot be concatenated')
  const n = parts[0].shape.length
  const at = axisOf(axis ?? new Int(0), n)
  const front = parts.map((p) => moveaxis(p, at, 0))
  const rest = front[0].shape.slice(1)
  for (const p of front)
    if (p.shape.length !== n || p.shape.slice(1).some((s, i) => s !== rest[i]))
      raise(
        'ValueError',
        'all the input array dimensions except for the concatenation axis must match exactly',
      )
  const all = new ND(
    front.flatMap(flat),
    [front.reduce((s, p) => s + p.shape[0], 0), ...rest],
    joinedType(parts),
  )
  return moveaxis(all, 0, at)
}
const np_stack = (x, axis) => {
  const a = asarray([...iter(x)])
  return moveaxis(a, 0, axisOf(axis ?? new Int(0), a.shape.length))
}
const atLeast = (n) => (x) => {
  const a = asarray(x)
  return a.shape.length >= n
    ? a
    : new ND(flat(a), [...new Array(n - a.shape.length).fill(1), ...a.shape], a.t)
}
const np_atleast_1d = atLeast(1)
const np_atleast_2d = atLeast(2)
const np_vstack = (x) => np_concatenate(Array.from(iter(x), atLeast(2)))
const np_hstack = (x) => {
  const parts = Array.from(iter(x), atLeast(1))
  return np_concatenate(parts, new Int(parts[0]?.shape.length > 1 ? 1 : 0))
}
const np_append = (a, b) => np_concatenate([np_ravel(a), np_ravel(b)])
const np_ravel = (x) => reshape(asarray(x), [-1])
const np_reshape = (x, s) => reshape(asarray(x), dims(s))
const transposed = (a) => new ND(a.data, [...a.shape].reverse(), a.t, a.off, [...a.strides].reverse())
const np_transpose = (x) => transposed(asarray(x))
const np_squeeze = (x) => {
  const a = asarray(x)
  return reshape(
    a,
    a.shape.filter((s) => s !== 1),
  )
}
const np_expand_dims = (x, axis) => {
  const a = asarray(x)
  const at = axisOf(axis, a.shape.length + 1)
  return reshape(a, [...a.shape.slice(0, at), 1, ...a.shape.slice(at)])
}
const np_flip = (x) => new ND(flat(asarray(x)).reverse(), [...asarray(x).shape], asarray(x).t)
const np_roll = (x, n) => {
  const a = asarray(x)
  const v = flat(a)
  const by = v.length ? fmod(asInteger(n), v.length) : 0
  return new ND([...v.slice(v.length - by), ...v.slice(0, v.length - by)], [...a.shape], a.t)
}
const np_tile = (x, n) => {
  const a = asarray(x)
  if (a.shape.length > 1) raise('ValueError', 'np.tile takes one axis here')
  const v = flat(a)
  checkSize([v.length * asInteger(n)])
  return vector(Array.from({ length: asInteger(n) }, () => v).flat(), a.t)
}
const np_repeat = (x, n) => {
  const a = asarray(x)
  checkSize([sizeOf(a.shape) * asInteger(n)])
  return vector(
    flat(a).flatMap((v) => new Array(asInteger(n)).fill(v)),
    a.t,
  )
}
const np_sort = (x) => {
  const a = asarray(x)
  const n = a.shape[a.shape.length - 1] ?? 1
  const v = flat(a)
  const out = []
  for (let i = 0; i < v.length; i += n)
    out.push(...v.slice(i, i + n).sort((p, q) => (Number.isNaN(p) ? 1 : Number.isNaN(q) ? -1 : p - q)))
  return new ND(out, [...a.shape], a.t)
}
const np_argsort = (x) => {
  const v = flat(asarray(x))
  return vector(
    v.map((_, i) => i).sort((i, j) => v[i] - v[j]),
    'i',
  )
}
const np_unique = (x) => {
  const a = asarray(x)
  return vector(
    [...new Set(flat(a))].sort((p, q) => p - q),
    a.t,
  )
}
const np_array_equal = (a, b) => {
  const x = asarray(a)
  const y = asarray(b)
  const w = flat(y)
  return (
    x.shape.length === y.shape.length &&
    x.shape.every((s, i) => s === y.shape[i]) &&
    flat(x).every((v, i) => v === w[i])
  )
}
const np_isin = (x, among) => {
  const known = new Set(flat(asarray(among)))
  return apply((v) => +known.has(v), x, isTest, 'isin')
}
const np_size = (x) => new Int(sizeOf(asarray(x).shape))
const np_ndim = (x) => new Int(asarray(x).shape.length)
const np_shape = (x) => new Tup(asarray(x).shape.map(pi))
const np_isscalar = (x) => isNumber(kindOf(x)) || kindOf(x) === 'S'
const np_copy = (x) => copyOf(asarray(x))
const np_polyval = (p, x) => flat(asarray(p)).reduce((s, c) => add(mul(s, x), c), 0)
const finfo = {
  K: 'obj',
  attributes: {
    eps: 2.220446049250313e-16,
    max: Number.MAX_VALUE,
    min: -Number.MAX_VALUE,
    tiny: 2.2250738585072014e-308,
    smallest_normal: 2.2250738585072014e-308,
  },
}
const np_finfo = () => finfo
