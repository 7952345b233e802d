// Arithmetic on numbers whose kinds are known.

const fmod = (a, b) => {
  if (b === 0) return NaN
  let r = a % b
  if (r !== 0) {
    if (r < 0 !== b < 0) r += b
  } else r = b < 0 ? -0 : 0
  return r
}
const pmod = (a, b) => (b === 0 ? raise('ZeroDivisionError', 'float modulo') : fmod(a, b))
const imod = (a, b) => (b === 0 ? raise('ZeroDivisionError', 'integer modulo by zero') : fmod(a, b) + 0)
const ffloor = (a, b) => {
  if (b === 0) return a / b
  const m = a % b
  let d = (a - m) / b
  if (m !== 0 && m < 0 !== b < 0) d -= 1
  if (d !== 0) {
    const f = Math.floor(d)
    return d - f > 0.5 ? f + 1 : f
  }
  return a / b < 0 ? -0 : 0
}
const pfloor = (a, b) => (b === 0 ? raise('ZeroDivisionError', 'float floor division by zero') : ffloor(a, b))
const ifloor = (a, b) =>
  b === 0 ? raise('ZeroDivisionError', 'integer division or modulo by zero') : ffloor(a, b) + 0
// JavaScript's power differs from C's where the base is 1 or -1.
const pow = (a, b) => (a === 1 ? 1 : a === -1 && (b === Infinity || b === -Infinity) ? 1 : a ** b)
const fpow = (a, b) => {
  if (a === 0 && b < 0) raise('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && b % 1 !== 0)
    raise('TypeError', 'a negative float to a fraction is complex, which is not supported here')
  const r = pow(a, b)
  if (!Number.isFinite(r) && Number.isFinite(a) && Number.isFinite(b))
    raise('OverflowError', "(34, 'Numerical result out of range')")
  return r
}
const fdiv = (a, b) => (b === 0 ? raise('ZeroDivisionError', 'float division by zero') : a / b)
const idiv = (a, b) => (b === 0 ? raise('ZeroDivisionError', 'division by zero') : a / b)
const truncate = (v) => {
  if (Number.isNaN(v)) raise('ValueError', 'cannot convert float NaN to integer')
  if (v === Infinity || v === -Infinity) raise('OverflowError', 'cannot convert float infinity to integer')
  return safe(Math.trunc(v) + 0)
}
// Python's max and min of numbers: the first of equals, and NaN wins only where it comes first.
const maxOf = (...v) => {
  let best = v[0]
  for (let i = 1; i < v.length; i++) if (v[i] > best) best = v[i]
  return best
}
const minOf = (...v) => {
  let best = v[0]
  for (let i = 1; i < v.length; i++) if (v[i] < best) best = v[i]
  return best
}
// Half to even.
const rint = (v) => {
  if (Math.abs(v) >= 4503599627370496 || Number.isNaN(v)) return v
  const f = Math.floor(v)
  const d = v - f
  const r = d < 0.5 ? f : d > 0.5 ? f + 1 : f % 2 === 0 ? f : f + 1
  return r === 0 && (v < 0 || Object.is(v, -0)) ? -0 : r
}
const sign = (v) => (v > 0 ? 1 : v < 0 ? -1 : v === 0 ? 0 : NaN)
const roundInt = (v) => {
  truncate(v)
  return rint(v) + 0
}
// np.round of a float64.
const roundTo = (v, p) => {
  if (p === 0) return rint(v)
  const s = 10 ** Math.abs(p)
  return p > 0 ? rint(v * s) / s : rint(v / s) * s
}
// round(float, p), by the decimal expansion.
const roundDigits = (v, p) => {
  if (!Number.isFinite(v)) return v
  if (p < 0) {
    const s = 10 ** -p
    return rint(v / s) * s
  }
  return Number(fixed(v, p))
}

// numpy's operators on elements of one type: f float64, g float32, i int64, b bool.
const elementOf = (op, t) => {
  switch (op) {
    case '+':
      return t === 'b' ? (p, q) => p | q : t === 'i' ? (p, q) => safe(p + q) : (p, q) => p + q
    case '-':
      if (t === 'b')
        raise(
          'TypeError',
          'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.',
        )
      return t === 'i' ? (p, q) => safe(p - q) : (p, q) => p - q
    case '*':
      return t === 'b' ? (p, q) => p & q : t === 'i' ? (p, q) => safe(p * q) : (p, q) => p * q
    case '/':
      return (p, q) => p / q
    case '//':
      return t === 'i' || t === 'b' ? (p, q) => (q === 0 ? 0 : ffloor(p, q) + 0) : ffloor
    case '%':
      return t === 'i' || t === 'b' ? (p, q) => (q === 0 ? 0 : fmod(p, q) + 0) : fmod
    case '**':
      return t === 'i' || t === 'b'
        ? (p, q) =>
            q < 0 ? raise('ValueError', 'Integers to negative integer powers are not allowed.') : safe(p ** q)
        : pow
    default:
      if (t === 'f' || t === 'g')
        raise(
          'TypeError',
          `ufunc '${ufuncs[op]}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
        )
      if (t === 'b') return op === '&' ? (p, q) => p & q : op === '|' ? (p, q) => p | q : (p, q) => p ^ q
      return bitwise(op)
  }
}
// Bits of whole numbers, of which JavaScript has 32.
const bitwise = (op) => (p, q) => {
  const a = BigInt(p)
  const b = BigInt(q)
  return safe(Number(op === '&' ? a & b : op === '|' ? a | b : a ^ b))
}
const shift = (op, a, b) => {
  if (b < 0) raise('ValueError', 'negative shift count')
  if (op === '<<') return safe(a * 2 ** b)
  return b > 1023 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** b)
}
// The type of a result whose operands have these.
const resultOf = (op, t) =>
  op === '/' ? (t === 'g' ? 'g' : 'f') : t === 'b' && (op === '//' || op === '%' || op === '**') ? 'i' : t
const ufuncs = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floor_divide',
  '%': 'remainder',
  '**': 'power',
  '&': 'bitwise_and',
  '|': 'bitwise_or',
  '^': 'bitwise_xor',
}
const rank = { b: 0, i: 1, g: 2, f: 3 }
const elementTypes = { N: 'f', F: 'f', I: 'i', B: 'b', NB: 'b', NI: 'i', N4: 'g' }
const scalar = (v, t) => (t === 'f' ? v : t === 'i' ? new NInt(v) : t === 'b' ? nb(v) : new NF4(v))
// The type of a function of two, which may be one for all.
const typeOf2 = (ta, ka, tb, kb, forced) => {
  if (forced === 'f' && ta === 'b' && tb === 'b')
    raise('TypeError', "numpy's float16 of bools is not supported here")
  return forced ?? promote(ta, ka, tb, kb)
}
// numpy 2's promotion: Python's int and float are weak.
const promote = (ta, ka, tb, kb) => {
  const weakA = ka === 'I' || ka === 'F'
  const weakB = kb === 'I' || kb === 'F'
  if (weakA === weakB) {
    if (ta === tb) return ta
    if ((ta === 'g' && tb === 'i') || (ta === 'i' && tb === 'g')) return 'f'
    return rank[ta] > rank[tb] ? ta : tb
  }
  const [strong, weak] = weakA ? [tb, ta] : [ta, tb]
  if (weak === 'f') return strong === 'g' ? 'g' : 'f'
  return strong === 'b' ? 'i' : strong
}
