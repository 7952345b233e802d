// Plain arrays of float64 that nothing writes to: slices of the observation, and what is made of them.

const vecMap = (f, a) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(f(a[i]))
  return out
}
const vecSquare = (a) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(a[i] * a[i])
  return out
}
// A vector with a vector, of which one may have a single element.
const vecBoth = (f, a, b) => {
  const n = together(a, b)
  const out = []
  for (let i = 0; i < n; i++) out.push(f(a[a.length === 1 ? 0 : i], b[b.length === 1 ? 0 : i]))
  return out
}
const vecAdd = (a, b) => vecBoth((p, q) => p + q, a, b)
const vecSub = (a, b) => vecBoth((p, q) => p - q, a, b)
const vecMul = (a, b) => vecBoth((p, q) => p * q, a, b)
const vecDiv = (a, b) => vecBoth((p, q) => p / q, a, b)
const vecPow = (a, b) => vecBoth(pow, a, b)
const vecAddNumber = (a, b) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(a[i] + b)
  return out
}
const vecSubNumber = (a, b) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(a[i] - b)
  return out
}
const vecMulNumber = (a, b) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(a[i] * b)
  return out
}
const vecDivNumber = (a, b) => {
  const out = []
  for (let i = 0; i < a.length; i++) out.push(a[i] / b)
  return out
}
const vecPowNumber = (a, b) => vecMap(b === 2 ? (p) => p * p : b === 0.5 ? Math.sqrt : (p) => pow(p, b), a)
const numberSubVec = (a, b) => vecMap((p) => a - p, b)
const numberDivVec = (a, b) => vecMap((p) => a / p, b)
const numberPowVec = (a, b) => vecMap((p) => pow(a, p), b)
const vecClip = (a, low, high) => vecMap((v) => Math.min(Math.max(v, low), high), a)
const vecMaximum = (a, b) => vecMap((v) => Math.max(v, b), a)
const vecMinimum = (a, b) => vecMap((v) => Math.min(v, b), a)
// observations[a:b], a vector's slice: a copy, for nothing writes to it.
const vecSlice = (a, start, stop, step) => {
  const out = []
  if (step === 1) for (let i = start; i < stop; i++) out.push(a[i])
  else for (const v of sliced(a, new Slice(box(start), box(stop), box(step)))) out.push(v)
  return out
}
const box = (v) => (v === null ? null : new Int(v))
const vecAt = (a, i) => {
  const n = a.length
  if (i >= n || i < -n) raise('IndexError', `index ${i} is out of bounds for axis 0 with size ${n}`)
  return a[i < 0 ? i + n : i]
}
const vecUnpack = (a, n) => {
  if (a.length > n) raise('ValueError', `too many values to unpack (expected ${n})`)
  if (a.length < n) raise('ValueError', `not enough values to unpack (expected ${n}, got ${a.length})`)
  return a
}
