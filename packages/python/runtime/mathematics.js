// The module `math`, whose functions take floats and raise where C's would set an error.

const domain = (v, r, isRange) => {
  if (Number.isNaN(r) && !Number.isNaN(v)) raise('ValueError', 'math domain error')
  if ((r === Infinity || r === -Infinity) && Number.isFinite(v))
    raise(isRange ? 'OverflowError' : 'ValueError', isRange ? 'math range error' : 'math domain error')
  return r
}
const math_exp = (v) => domain(v, Math.exp(v), true)
const math_exp2 = (v) => domain(v, 2 ** v, true)
const math_expm1 = (v) => domain(v, Math.expm1(v), true)
const logarithm = (v, f) => (v <= 0 ? raise('ValueError', 'math domain error') : f(v))
const math_log = (v, base) =>
  base === undefined ? logarithm(v, Math.log) : fdiv(logarithm(v, Math.log), logarithm(base, Math.log))
const math_log2 = (v) => logarithm(v, Math.log2)
const math_log10 = (v) => logarithm(v, Math.log10)
const math_log1p = (v) => (v <= -1 ? raise('ValueError', 'math domain error') : Math.log1p(v))
const math_sqrt = (v) => domain(v, Math.sqrt(v))
const math_cbrt = (v) => Math.cbrt(v)
const math_sin = (v) => domain(v, Math.sin(v))
const math_cos = (v) => domain(v, Math.cos(v))
const math_tan = (v) => domain(v, Math.tan(v))
const math_sinh = (v) => domain(v, Math.sinh(v), true)
const math_cosh = (v) => domain(v, Math.cosh(v), true)
const math_tanh = (v) => Math.tanh(v)
const math_asin = (v) => domain(v, Math.asin(v))
const math_acos = (v) => domain(v, Math.acos(v))
const math_atan = (v) => Math.atan(v)
const math_asinh = (v) => Math.asinh(v)
const math_acosh = (v) => domain(v, Math.acosh(v))
const math_atanh = (v) => domain(v, Math.atanh(v))
const math_atan2 = (a, b) => Math.atan2(a, b)
const math_hypot = (...v) => Math.hypot(...v)
const math_fabs = (v) => Math.abs(v)
const math_degrees = (v) => v * (180 / Math.PI)
const math_radians = (v) => v * (Math.PI / 180)
const math_pow = (x, y) => {
  if ((x === 0 && y < 0) || (x < 0 && Number.isFinite(x) && Number.isFinite(y) && y % 1 !== 0))
    raise('ValueError', 'math domain error')
  const r = pow(x, y)
  if (!Number.isFinite(r) && Number.isFinite(x) && Number.isFinite(y))
    raise('OverflowError', 'math range error')
  return r
}
const math_fmod = (a, b) =>
  (b === 0 && !Number.isNaN(a)) || (!Number.isFinite(a) && !Number.isNaN(a) && !Number.isNaN(b))
    ? raise('ValueError', 'math domain error')
    : a % b
const math_copysign = (p, q) => (q < 0 || Object.is(q, -0) ? -Math.abs(p) : Math.abs(p))
const math_floor = (v) => truncate(Math.floor(v))
const math_ceil = (v) => truncate(Math.ceil(v))
const math_trunc = (v) => truncate(v)
const math_isnan = (v) => Number.isNaN(v)
const math_isinf = (v) => v === Infinity || v === -Infinity
const math_isfinite = (v) => Number.isFinite(v)
const math_isclose = (x, y, relative = 1e-9, absolute = 0) =>
  x === y ||
  (Number.isFinite(x) &&
    Number.isFinite(y) &&
    Math.abs(x - y) <= Math.max(relative * Math.max(Math.abs(x), Math.abs(y)), absolute))
const math_factorial = (v) => {
  if (v < 0) raise('ValueError', 'factorial() not defined for negative values')
  let r = 1
  for (let i = 2; i <= v; i++) r = safe(r * i)
  return r
}
// ---- of sequences, tagged
const math_dist = (a, b) => {
  const q = [...iter(b)]
  return new Flt(Math.hypot(...Array.from(iter(a), (v, i) => number(v) - number(q[i]))))
}
// Shewchuk's exact sum.
const math_fsum = (x) => {
  const partials = []
  for (const item of iter(x)) {
    let v = number(item)
    let n = 0
    for (let p of partials) {
      if (Math.abs(v) < Math.abs(p)) [v, p] = [p, v]
      const high = v + p
      const low = p - (high - v)
      if (low !== 0) partials[n++] = low
      v = high
    }
    partials.length = n
    partials.push(v)
  }
  let s = 0
  for (let i = partials.length - 1; i >= 0; i--) s += partials[i]
  return new Flt(s)
}
const math_prod = (x) => {
  let r = new Int(1)
  for (const v of iter(x)) r = mul(r, v)
  return r
}
// A function of `math` as a value: tagged numbers in, a tagged one out.
const mathFunction =
  (f, wrap) =>
  (...args) =>
    wrap(f(...args.map(tofloat)))
