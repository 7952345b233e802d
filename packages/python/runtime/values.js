// How a Python value is held where its kind is not known before running ("tagged"):
//   np.float64 a JS number, float Flt, int Int, bool a JS boolean, np.bool_ NBool, np.int64 NInt, np.float32 NF4,
//   None null, str a JS string, list a JS array, tuple Tup, dict Dict, set SetOf, ndarray ND, function a JS function.
// Where the lowering knows the kind, numbers of every kind are plain JS numbers.
//
// `x.K` is the kind's letter; `kindOf` gives it for what JavaScript has itself.
// A statement `Class.prototype.name = ...` is part of a prelude where both the class and the unit `name` are: so what
// dispatches on values knows only the kinds that a program can make.

class Flt {
  constructor(v) {
    this.v = v
  }
}
Flt.prototype.K = 'F'
class Int {
  constructor(v) {
    this.v = v
  }
}
Int.prototype.K = 'I'
class NBool {
  constructor(v) {
    this.v = v
  }
}
NBool.prototype.K = 'NB'
class NInt {
  constructor(v) {
    this.v = v
  }
}
NInt.prototype.K = 'NI'
class NF4 {
  constructor(v) {
    this.v = v
  }
}
NF4.prototype.K = 'N4'
class Tup {
  constructor(items) {
    this.items = items
  }
}
Tup.prototype.K = 'T'

const nTrue = new NBool(true)
const nFalse = new NBool(false)
const nb = (v) => (v ? nTrue : nFalse)
const pf = (v) => new Flt(v)
const safe = (v) =>
  Number.isSafeInteger(v) ? v : raise('OverflowError', 'an int beyond 2**53 is not supported here')
const pi = (v) => new Int(safe(v))
const ni = (v) => new NInt(safe(v))
const tup = (...items) => new Tup(items)

const kindOf = (x) => {
  switch (typeof x) {
    case 'number':
      return 'N'
    case 'boolean':
      return 'B'
    case 'string':
      return 'S'
    case 'function':
      return x.exceptionName ? 'type' : 'fn'
    case 'undefined':
      return raise('UnboundLocalError', 'a variable is used before it has a value')
    default:
      return x === null ? 'None' : Array.isArray(x) ? 'L' : (x.K ?? 'obj')
  }
}
const kindNames = {
  N: 'numpy.float64',
  F: 'float',
  I: 'int',
  B: 'bool',
  NB: 'numpy.bool',
  NI: 'numpy.int64',
  N4: 'numpy.float32',
  None: 'NoneType',
  S: 'str',
  L: 'list',
  T: 'tuple',
  D: 'dict',
  set: 'set',
  A: 'numpy.ndarray',
  fn: 'function',
  range: 'range',
  slice: 'slice',
  exc: 'Exception',
  type: 'type',
  it: 'generator',
}
const typeName = (x) => {
  const k = kindOf(x)
  return k === 'exc' ? x.name : (kindNames[k] ?? 'object')
}
const isNumber = (k) =>
  k === 'N' || k === 'F' || k === 'I' || k === 'B' || k === 'NB' || k === 'NI' || k === 'N4'
const isNumpy = (k) => k === 'A' || k === 'N' || k === 'NI' || k === 'NB' || k === 'N4'
const isBoxed = (k) => k === 'F' || k === 'I' || k === 'NB' || k === 'NI' || k === 'N4'

// The JS number of any tagged scalar.
const num = (x) => (typeof x === 'number' ? x : typeof x === 'boolean' ? +x : +x.v)
// The same where it may be no number at all.
const number = (x) =>
  isNumber(kindOf(x)) ? num(x) : raise('TypeError', `must be real number, not ${typeName(x)}`)

// An index as a JS number; undefined for what is none.
const integer = (x) => {
  const k = kindOf(x)
  return k === 'I' || k === 'NI' || k === 'B' ? num(x) : undefined
}
const asInteger = (x) =>
  integer(x) ?? raise('TypeError', `'${typeName(x)}' object cannot be interpreted as an integer`)

const truth = (x) => {
  switch (typeof x) {
    case 'boolean':
      return x
    case 'number':
      return x !== 0
    case 'string':
      return x !== ''
    case 'undefined':
      return kindOf(x)
    case 'function':
      return true
  }
  if (x === null) return false
  if (Array.isArray(x)) return x.length > 0
  const k = x.K
  if (isBoxed(k)) return k === 'NB' ? x.v : x.v !== 0
  return x.truth ? x.truth(x) : true
}
Tup.prototype.truth = (x) => x.items.length > 0
