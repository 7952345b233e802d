// numpy's functions on tagged values.

// What numpy makes of a Python scalar.
const npScalar = (x) => {
  const k = kindOf(x)
  return k === 'F' ? x.v : k === 'I' ? new NInt(x.v) : k === 'B' ? nb(x) : x
}
// A function of one argument, element by element; r gives the result's type for the argument's.
const apply = (f, x, r, name) => {
  if (typeof x === 'number' && r !== isTest) return f(x)
  const k = kindOf(x)
  if (isNumber(k)) {
    const t = r(elementTypes[k])
    const v = f(num(x))
    return scalar(t === 'g' ? Math.fround(v) : v, t)
  }
  if (k === 'A' || k === 'L' || k === 'T' || k === 'range') {
    const a = hooks.asarray(x)
    const t = r(a.t)
    return back(mapWith(t === 'g' ? (v) => Math.fround(f(v)) : f, a, t))
  }
  return raise(
    'TypeError',
    `loop of ufunc does not support argument 0 of type ${typeName(x)} which has no callable ${name} method`,
  )
}
hooks.asarray = asarray
// A function of two arguments, element by element.
const apply2 = (f, x, y, forced) => {
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (!isNumber(kx) || !isNumber(ky)) return hooks.elementwise(f, x, y, forced)
  const t = typeOf2(elementTypes[kx], kx, elementTypes[ky], ky, forced)
  const v = f(num(x), num(y))
  return scalar(t === 'g' ? Math.fround(v) : v, t)
}
hooks.elementwise = elementwise
// Of bools numpy makes float16, which nothing here is.
const floats = (t) =>
  t === 'b' ? raise('TypeError', "numpy's float16 of a bool is not supported here") : t === 'g' ? 'g' : 'f'
const whole = (t) => (t === 'b' ? 'i' : t)
const itself = (t) => t
const isTest = () => 'b'

const degree = 180 / Math.PI
const radian = Math.PI / 180
const np_exp = (x) => apply(Math.exp, x, floats, 'exp')
const np_exp2 = (x) => apply((v) => 2 ** v, x, floats, 'exp2')
const np_expm1 = (x) => apply(Math.expm1, x, floats, 'expm1')
const np_log = (x) => apply(Math.log, x, floats, 'log')
const np_log2 = (x) => apply(Math.log2, x, floats, 'log2')
const np_log10 = (x) => apply(Math.log10, x, floats, 'log10')
const np_log1p = (x) => apply(Math.log1p, x, floats, 'log1p')
const np_sqrt = (x) => apply(Math.sqrt, x, floats, 'sqrt')
const np_cbrt = (x) => apply(Math.cbrt, x, floats, 'cbrt')
const np_sin = (x) => apply(Math.sin, x, floats, 'sin')
const np_cos = (x) => apply(Math.cos, x, floats, 'cos')
const np_tan = (x) => apply(Math.tan, x, floats, 'tan')
const np_sinh = (x) => apply(Math.sinh, x, floats, 'sinh')
const np_cosh = (x) => apply(Math.cosh, x, floats, 'cosh')
const np_tanh = (x) => apply(Math.tanh, x, floats, 'tanh')
const np_arcsin = (x) => apply(Math.asin, x, floats, 'arcsin')
const np_arccos = (x) => apply(Math.acos, x, floats, 'arccos')
const np_arctan = (x) => apply(Math.atan, x, floats, 'arctan')
const np_arcsinh = (x) => apply(Math.asinh, x, floats, 'arcsinh')
const np_arccosh = (x) => apply(Math.acosh, x, floats, 'arccosh')
const np_arctanh = (x) => apply(Math.atanh, x, floats, 'arctanh')
const np_degrees = (x) => apply((v) => v * degree, x, floats, 'degrees')
const np_radians = (x) => apply((v) => v * radian, x, floats, 'radians')
const np_sinc = (x) => apply((v) => (v === 0 ? 1 : Math.sin(Math.PI * v) / (Math.PI * v)), x, floats, 'sinc')
const np_abs = (x) => npScalar(apply(Math.abs, x, itself, 'absolute'))
const np_fabs = (x) => apply(Math.abs, x, floats, 'fabs')
const np_square = (x) => apply((v) => v * v, x, whole, 'square')
const signed = (t) =>
  t === 'b'
    ? raise(
        'UFuncTypeError',
        "ufunc 'sign' did not contain a loop with signature matching types <class 'numpy.dtypes.BoolDType'> -> None",
      )
    : t
const np_sign = (x) => apply(sign, x, signed, 'sign')
const np_negative = (x) => npScalar(neg(kindOf(x) === 'L' || kindOf(x) === 'T' ? hooks.asarray(x) : x))
const np_positive = (x) => apply((v) => v, x, whole, 'positive')
const np_floor = (x) => apply(Math.floor, x, whole, 'floor')
const np_ceil = (x) => apply(Math.ceil, x, whole, 'ceil')
const np_trunc = (x) => apply(Math.trunc, x, whole, 'trunc')
const np_rint = (x) => apply(rint, x, floats, 'rint')
const np_reciprocal = (x) => apply((v) => 1 / v, x, whole, 'reciprocal')
const np_round = (x, decimals) => {
  const p = decimals === undefined || decimals === null ? 0 : asInteger(decimals)
  return apply((v) => roundTo(v, p), x, whole, 'rint')
}
const np_isnan = (x) => apply((v) => +Number.isNaN(v), x, isTest, 'isnan')
const np_isinf = (x) => apply((v) => +(v === Infinity || v === -Infinity), x, isTest, 'isinf')
const np_isfinite = (x) => apply((v) => +Number.isFinite(v), x, isTest, 'isfinite')
const np_signbit = (x) => apply((v) => +(v < 0 || Object.is(v, -0)), x, isTest, 'signbit')
const np_logical_not = (x) => apply((v) => +(v === 0), x, isTest, 'logical_not')
const np_nan_to_num = (x, _copy, nan, posinf, neginf) => {
  const or = (v, otherwise) => (v === undefined || v === null ? otherwise : number(v))
  const most = Number.MAX_VALUE
  return npScalar(
    apply(
      (v) =>
        Number.isNaN(v)
          ? or(nan, 0)
          : v === Infinity
            ? or(posinf, most)
            : v === -Infinity
              ? or(neginf, -most)
              : v,
      x,
      itself,
      'nan_to_num',
    ),
  )
}

const larger = (a, b) => Math.max(a, b)
const smaller = (a, b) => Math.min(a, b)
const np_maximum = (a, b) => apply2(larger, a, b)
const np_minimum = (a, b) => apply2(smaller, a, b)
const np_fmax = (a, b) => apply2((p, q) => (Number.isNaN(p) ? q : Number.isNaN(q) ? p : Math.max(p, q)), a, b)
const np_fmin = (a, b) => apply2((p, q) => (Number.isNaN(p) ? q : Number.isNaN(q) ? p : Math.min(p, q)), a, b)
const operator = (op) => (a, b) => npScalar(binary(op, npScalar(listed(a)), listed(b)))
const listed = (x) => (kindOf(x) === 'L' || kindOf(x) === 'T' ? hooks.asarray(x) : x)
const np_add = operator('+')
const np_subtract = operator('-')
const np_multiply = operator('*')
const np_divide = operator('/')
const np_floor_divide = operator('//')
const np_mod = operator('%')
const np_power = operator('**')
const np_float_power = (a, b) => apply2(pow, a, b, 'f')
const np_fmod = (a, b) => apply2((p, q) => p % q, a, b)
const np_arctan2 = (a, b) => apply2(Math.atan2, a, b, 'f')
const np_hypot = (a, b) => apply2(Math.hypot, a, b, 'f')
const withSign = (p, q) => (q < 0 || Object.is(q, -0) ? -Math.abs(p) : Math.abs(p))
const np_copysign = (a, b) => apply2(withSign, a, b, 'f')
const np_heaviside = (a, b) => apply2((p, q) => (p < 0 ? 0 : p > 0 ? 1 : p === 0 ? q : NaN), a, b, 'f')
const np_logaddexp = (a, b) =>
  apply2(
    (p, q) => (p === q ? p + Math.LN2 : larger(p, q) + Math.log1p(Math.exp(-Math.abs(p - q)))),
    a,
    b,
    'f',
  )
const np_logical_and = (a, b) => apply2((p, q) => +(p !== 0 && q !== 0), a, b, 'b')
const np_logical_or = (a, b) => apply2((p, q) => +(p !== 0 || q !== 0), a, b, 'b')
const np_logical_xor = (a, b) => apply2((p, q) => +((p !== 0) !== (q !== 0)), a, b, 'b')
const np_greater = (a, b) => apply2((p, q) => +(p > q), a, b, 'b')
const np_less = (a, b) => apply2((p, q) => +(p < q), a, b, 'b')
const np_greater_equal = (a, b) => apply2((p, q) => +(p >= q), a, b, 'b')
const np_less_equal = (a, b) => apply2((p, q) => +(p <= q), a, b, 'b')
const np_equal = (a, b) => apply2((p, q) => +(p === q), a, b, 'b')
const np_not_equal = (a, b) => apply2((p, q) => +(p !== q), a, b, 'b')
const np_clip = (x, low, high) => {
  let r = listed(x)
  if (low !== undefined && low !== null) r = apply2(larger, r, low)
  if (high !== undefined && high !== null) r = apply2(smaller, r, high)
  return npScalar(r)
}
const near = (relative, absolute) => (p, q) =>
  +(
    p === q ||
    (Number.isFinite(p) && Number.isFinite(q) && Math.abs(p - q) <= absolute + relative * Math.abs(q))
  )
const tolerance = (x, otherwise) => (x === undefined || x === null ? otherwise : number(x))
const np_isclose = (a, b, rtol, atol) => apply2(near(tolerance(rtol, 1e-5), tolerance(atol, 1e-8)), a, b, 'b')
const np_allclose = (a, b, rtol, atol) => {
  const r = np_isclose(a, b, rtol, atol)
  return r.K === 'A' ? flat(r).every((v) => v !== 0) : truth(r)
}
const np_interp = (x, xp, fp) => {
  const p = flat(asarray(xp))
  const q = flat(asarray(fp))
  const n = p.length
  const one = (v) => {
    if (Number.isNaN(v)) return NaN
    if (v <= p[0]) return q[0]
    if (v >= p[n - 1]) return q[n - 1]
    let i = 0
    while (v >= p[i + 1]) i++
    return ((q[i + 1] - q[i]) / (p[i + 1] - p[i])) * (v - p[i]) + q[i]
  }
  return apply(one, x, () => 'f', 'interp')
}
