// What goes over all numbers of an array, or along an axis.

// numpy's pairwise sum: eight lanes from eight elements on, halves beyond 128.
const pairwise = (d, o, n) => {
  if (n < 8) {
    let r = -0
    for (let i = 0; i < n; i++) r += d[o + i]
    return r
  }
  if (n <= 128) {
    const r = [d[o], d[o + 1], d[o + 2], d[o + 3], d[o + 4], d[o + 5], d[o + 6], d[o + 7]]
    let i = 8
    for (; i < n - (n % 8); i += 8) for (let j = 0; j < 8; j++) r[j] += d[o + i + j]
    let s = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]))
    for (; i < n; i++) s += d[o + i]
    return s
  }
  let h = n >> 1
  h -= h % 8
  return pairwise(d, o, h) + pairwise(d, o + h, n - h)
}
// The same in float32, rounded at each step.
const pairwise32 = (d, o, n) => {
  const { fround } = Math
  if (n < 8) {
    let r = -0
    for (let i = 0; i < n; i++) r = fround(r + d[o + i])
    return r
  }
  if (n <= 128) {
    const r = d.slice(o, o + 8)
    let i = 8
    for (; i < n - (n % 8); i += 8) for (let j = 0; j < 8; j++) r[j] = fround(r[j] + d[o + i + j])
    const pair = (j) => fround(r[j] + r[j + 1])
    let s = fround(fround(pair(0) + pair(2)) + fround(pair(4) + pair(6)))
    for (; i < n; i++) s = fround(s + d[o + i])
    return s
  }
  let h = Math.floor(n / 2)
  h -= h % 8
  return fround(pairwise32(d, o, h) + pairwise32(d, o + h, n - h))
}
const total = (v, t) =>
  v.length === 0 ? 0 : 0 + (t === 'g' ? pairwise32(v, 0, v.length) : pairwise(v, 0, v.length))
const plainTotal = (v, t) => {
  let s = 0
  if (t === 'g') for (const q of v) s = Math.fround(s + q)
  else for (const q of v) s += q
  return s
}
const axisOf = (axis, n) => {
  if (axis === undefined || axis === null) return null
  const v = asInteger(axis)
  if (v >= n || v < -n) raise('AxisError', `axis ${v} is out of bounds for array of dimension ${n}`)
  return v < 0 ? v + n : v
}
const isTrue = (x) => x !== undefined && x !== null && truth(x)
// f takes the numbers, and whether they lie side by side; t is the result's type, or gives it for an argument's.
const reduce = (x, axis, keepdims, f, t) => {
  const a = asarray(x)
  const at = axisOf(axis, a.shape.length)
  const r = typeof t === 'function' ? t(a.t) : t
  const isKept = isTrue(keepdims)
  const round = r === 'g' ? Math.fround : (v) => v
  if (at === null) {
    const v = round(f(flat(a), true, r))
    return isKept
      ? new ND(
          [v],
          a.shape.map(() => 1),
          r,
        )
      : scalar(v, r)
  }
  const last = a.shape.length - 1
  const moved = moveaxis(a, at, last)
  const all = flat(moved)
  const n = a.shape[at]
  const rows = sizeOf(moved.shape.slice(0, -1))
  const data = []
  for (let i = 0; i < rows; i++) data.push(round(f(all.slice(i * n, i * n + n), at === last, r)))
  const shape = isKept ? a.shape.map((s, i) => (i === at ? 1 : s)) : moved.shape.slice(0, -1)
  return back(new ND(data, shape, r))
}
const asSum = (t) => (t === 'b' ? 'i' : t)
const asFloat = (t) => (t === 'g' ? 'g' : 'f')
const asItself = (t) => t
const extreme = (v, name, better) => {
  if (v.length === 0)
    raise('ValueError', `zero-size array to reduction operation ${name} which has no identity`)
  let best = v[0]
  for (let i = 1; i < v.length && !Number.isNaN(best); i++)
    if (better(v[i], best) || Number.isNaN(v[i])) best = v[i]
  return best
}
const highest = (v) => extreme(v, 'maximum', (a, b) => a > b)
const lowest = (v) => extreme(v, 'minimum', (a, b) => a < b)
const placeOf = (v, name, better) => {
  if (v.length === 0) raise('ValueError', `attempt to get ${name} of an empty sequence`)
  let at = 0
  for (let i = 1; i < v.length && !Number.isNaN(v[at]); i++)
    if (better(v[i], v[at]) || Number.isNaN(v[i])) at = i
  return at
}
const meanOf = (v) => total(v) / v.length
const varianceOf = (v, ddof) => {
  const m = meanOf(v)
  return total(v.map((q) => (q - m) * (q - m))) / (v.length - ddof)
}
const normOf = (v) => {
  let s = 0
  for (const q of v) s += q * q
  return Math.sqrt(s)
}
const medianOf = (v) => {
  const s = [...v].sort((a, b) => a - b)
  const h = s.length >> 1
  return s.some(Number.isNaN) ? NaN : s.length % 2 ? s[h] : (s[h - 1] + s[h]) / 2
}

const np_sum = (x, axis, dtype, _out, keepdims) =>
  reduce(
    dtype ? asarray(x, dtypeOf(dtype)) : x,
    axis,
    keepdims,
    (v, isLast, t) => (isLast ? total(v, t) : plainTotal(v, t)),
    asSum,
  )
const np_prod = (x, axis, _dtype, _out, keepdims) =>
  reduce(
    x,
    axis,
    keepdims,
    (v, _isLast, t) => v.reduce((a, b) => (t === 'g' ? Math.fround(a * b) : a * b), 1),
    asSum,
  )
const np_mean = (x, axis, _dtype, _out, keepdims) =>
  reduce(x, axis, keepdims, (v, isLast, t) => (isLast ? total(v, t) : plainTotal(v, t)) / v.length, asFloat)
const np_average = (x, axis, weights) => {
  if (weights === undefined || weights === null) return np_mean(x, axis)
  const w = asarray(weights)
  return truediv(np_sum(mul(asarray(x), w), axis), np_sum(w, axis))
}
const np_max = (x, axis, _out, keepdims) => reduce(x, axis, keepdims, highest, asItself)
const np_min = (x, axis, _out, keepdims) => reduce(x, axis, keepdims, lowest, asItself)
const np_std = (x, axis, _dtype, _out, ddof, keepdims) =>
  reduce(x, axis, keepdims, (v) => Math.sqrt(varianceOf(v, ddof ? num(ddof) : 0)), asFloat)
const np_var = (x, axis, _dtype, _out, ddof, keepdims) =>
  reduce(x, axis, keepdims, (v) => varianceOf(v, ddof ? num(ddof) : 0), asFloat)
const np_median = (x, axis, _out, _overwrite, keepdims) => reduce(x, axis, keepdims, medianOf, asFloat)
const np_any = (x, axis, _out, keepdims) => reduce(x, axis, keepdims, (v) => +v.some((q) => q !== 0), 'b')
const np_all = (x, axis, _out, keepdims) => reduce(x, axis, keepdims, (v) => +v.every((q) => q !== 0), 'b')
const np_argmax = (x, axis) => reduce(x, axis, undefined, (v) => placeOf(v, 'argmax', (a, b) => a > b), 'i')
const np_argmin = (x, axis) => reduce(x, axis, undefined, (v) => placeOf(v, 'argmin', (a, b) => a < b), 'i')
const np_ptp = (x, axis) => reduce(x, axis, undefined, (v) => highest(v) - lowest(v), asItself)
const np_count_nonzero = (x, axis) => reduce(x, axis, undefined, (v) => v.filter((q) => q !== 0).length, 'i')
const ignoring = (f) => (v) => f(v.filter((q) => !Number.isNaN(q)))
const np_nansum = (x, axis) => reduce(x, axis, undefined, ignoring(total), asSum)
const np_nanmean = (x, axis) => reduce(x, axis, undefined, ignoring(meanOf), asFloat)
const np_nanmax = (x, axis) => reduce(x, axis, undefined, ignoring(highest), asItself)
const np_nanmin = (x, axis) => reduce(x, axis, undefined, ignoring(lowest), asItself)
const quantile = (x, q, axis, scale) => {
  const places = kindOf(q) === 'A' || kindOf(q) === 'L' || kindOf(q) === 'T' ? flat(asarray(q)) : [number(q)]
  const one = (p) =>
    reduce(
      x,
      axis,
      undefined,
      (v) => {
        const s = [...v].sort((a, b) => a - b)
        const at = (p / scale) * (s.length - 1)
        const low = Math.floor(at)
        const high = Math.min(low + 1, s.length - 1)
        const t = at - low
        const d = s[high] - s[low]
        return t >= 0.5 ? s[high] - d * (1 - t) : s[low] + d * t
      },
      asFloat,
    )
  return places.length === 1 && isNumber(kindOf(q)) ? one(places[0]) : asarray(places.map(one))
}
const np_percentile = (x, q, axis) => quantile(x, q, axis, 100)
const np_quantile = (x, q, axis) => quantile(x, q, axis, 1)
const along = (x, axis, f) => {
  const a = asarray(x)
  const at = axisOf(axis, a.shape.length)
  if (at === null || a.shape.length === 1) return vector(f(flat(a)), asSum(a.t))
  const moved = moveaxis(a, at, a.shape.length - 1)
  const n = a.shape[at]
  const all = flat(moved)
  const data = []
  for (let i = 0; i < all.length; i += n) for (const v of f(all.slice(i, i + n))) data.push(v)
  return moveaxis(new ND(data, moved.shape, asSum(a.t)), a.shape.length - 1, at)
}
const running = (f, start) => (v) => {
  let s = start
  return v.map((q) => {
    s = f(s, q)
    return s
  })
}
const np_cumsum = (x, axis) =>
  along(
    x,
    axis,
    running((a, b) => a + b, 0),
  )
const np_cumprod = (x, axis) =>
  along(
    x,
    axis,
    running((a, b) => a * b, 1),
  )
const np_linalg_norm = (x, ord, axis, keepdims) => {
  const a = asarray(x)
  const isPlain = ord === undefined || ord === null
  if (!isPlain && a.shape.length > 1 && (axis === undefined || axis === null))
    raise('ValueError', 'np.linalg.norm: a matrix norm is not supported here')
  const p = isPlain ? 2 : number(ord)
  const f = (v) => {
    if (p === 2) return normOf(v)
    const sizes = v.map(Math.abs)
    if (p === Infinity) return highest(sizes)
    if (p === -Infinity) return lowest(sizes)
    if (p === 1) return total(sizes)
    if (p === 0) return v.filter((q) => q !== 0).length
    return total(sizes.map((q) => q ** p)) ** (1 / p)
  }
  return reduce(a.t === 'f' || a.t === 'g' ? a : cast(a, 'f'), axis, keepdims, f, asFloat)
}

// The same on a plain array of float64 that nothing writes to.
const vec_sum = total
const vec_mean = meanOf
const vec_max = highest
const vec_min = lowest
const vec_norm = normOf
const vec_std = (v) => Math.sqrt(varianceOf(v, 0))
const vec_var = (v) => varianceOf(v, 0)
const vec_prod = (v) => {
  let r = 1
  for (const q of v) r *= q
  return r
}
const vec_median = medianOf
const vec_dot = (a, b) => {
  if (a.length !== b.length)
    raise(
      'ValueError',
      `shapes (${a.length},) and (${b.length},) not aligned: ${a.length} (dim 0) != ${b.length} (dim 0)`,
    )
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i] * b[i]
  return s
}
const together = (a, b) =>
  a.length !== b.length && a.length !== 1 && b.length !== 1
    ? raise(
        'ValueError',
        `operands could not be broadcast together with shapes (${a.length},) (${b.length},) `,
      )
    : a.length === 1
      ? b.length
      : a.length
