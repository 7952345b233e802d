// Operators on tagged values.

const unsupportedOperands = (op, x, y) => {
  // A np.float64 is a float, and asks numpy about texts.
  const isText = typeof x === 'string' || typeof y === 'string'
  if (isText && (typeof x === 'number' || typeof y === 'number'))
    raise(
      'UFuncTypeError',
      `ufunc '${ufuncs[op]}' did not contain a loop with signature matching types (${dtypeText(x)}, ${dtypeText(y)}) -> None`,
    )
  const name = (v) => (typeof v === 'number' ? 'float' : typeName(v))
  return raise(
    'TypeError',
    `unsupported operand type(s) for ${op === '**' ? '** or pow()' : op}: '${name(x)}' and '${name(y)}'`,
  )
}
const dtypeText = (x) => (typeof x === 'string' ? `dtype('<U${x.length}')` : "dtype('float64')")

// A function of two in float32, of which one may be a float of Python.
const single = (f) => (p, q) => Math.fround(f(Math.fround(p), Math.fround(q)))
const binary = (op, x, y) => {
  if (x?.K === 'A') return x.binary(op, x, y)
  if (y?.K === 'A') return y.binary(op, x, y)
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (isNumber(kx) && isNumber(ky))
    return isNumpy(kx) || isNumpy(ky) ? numpyNumbers(op, x, kx, y, ky) : pythonNumbers(op, x, kx, y, ky)
  return others(op, x, kx, y, ky)
}
const numpyNumbers = (op, x, kx, y, ky) => {
  const t = promote(elementTypes[kx], kx, elementTypes[ky], ky)
  const r = resultOf(op, t)
  const f = elementOf(op, t === 'b' && r !== 'b' ? 'i' : t)
  const v = (r === 'g' ? single(f) : f)(num(x), num(y))
  return scalar(v, r)
}
const pythonNumbers = (op, x, kx, y, ky) => {
  const a = num(x)
  const b = num(y)
  if (kx === 'F' || ky === 'F') {
    switch (op) {
      case '+':
        return new Flt(a + b)
      case '-':
        return new Flt(a - b)
      case '*':
        return new Flt(a * b)
      case '/':
        return new Flt(fdiv(a, b))
      case '//':
        return new Flt(pfloor(a, b))
      case '%':
        return new Flt(pmod(a, b))
      case '**':
        return new Flt(fpow(a, b))
      default:
        return unsupportedOperands(op, x, y)
    }
  }
  switch (op) {
    case '+':
      return pi(a + b)
    case '-':
      return pi(a - b)
    case '*':
      return pi(a * b)
    case '/':
      return new Flt(idiv(a, b))
    case '//':
      return pi(ifloor(a, b))
    case '%':
      return pi(imod(a, b))
    case '**':
      return b >= 0
        ? pi(a ** b)
        : a === 0
          ? raise('ZeroDivisionError', '0.0 cannot be raised to a negative power')
          : new Flt(pow(a, b))
    case '<<':
    case '>>':
      return pi(shift(op, a, b))
    default: {
      const v = bitwise(op)(a, b)
      return kx === 'B' && ky === 'B' ? v !== 0 : pi(v)
    }
  }
}
// What is there only where a program asks for it.
const hooks = {}

const sequences = (k) => k === 'L' || k === 'T' || k === 'S'
const others = (op, x, kx, y, ky) => {
  if (op === '+') {
    if (kx === 'S' && ky === 'S') return x + y
    if (kx === 'L' && ky === 'L') return [...x, ...y]
    if (kx === 'T' && ky === 'T') return new Tup([...x.items, ...y.items])
    if (kx === 'S') raise('TypeError', `can only concatenate str (not "${typeName(y)}") to str`)
    if (kx === 'L') raise('TypeError', `can only concatenate list (not "${typeName(y)}") to list`)
    if (kx === 'T') raise('TypeError', `can only concatenate tuple (not "${typeName(y)}") to tuple`)
  }
  if (op === '*') {
    if (sequences(kx) && integer(y) !== undefined) return repeat(x, num(y))
    if (sequences(ky) && integer(x) !== undefined) return repeat(y, num(x))
    if (sequences(kx)) raise('TypeError', `can't multiply sequence by non-int of type '${typeName(y)}'`)
    if (sequences(ky)) raise('TypeError', `can't multiply sequence by non-int of type '${typeName(x)}'`)
  }
  if (op === '%' && kx === 'S') return hooks.percent(x, y)
  return x?.binary ? x.binary(op, x, y) : unsupportedOperands(op, x, y)
}
const repeat = (x, n) => {
  const length = typeof x === 'string' ? x.length : (x.items ?? x).length
  if (length * n > 1e7) raise('MemoryError', 'a sequence beyond 10,000,000 elements')
  if (typeof x === 'string') return x.repeat(Math.max(0, n))
  const out = []
  for (let i = 0; i < n; i++) for (const v of x.items ?? x) out.push(v)
  return x.items ? new Tup(out) : out
}

const add = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a + b : binary('+', a, b))
const sub = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : binary('-', a, b))
const mul = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a * b : binary('*', a, b))
const truediv = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a / b : binary('/', a, b))
const power = (a, b) => (typeof a === 'number' && typeof b === 'number' ? pow(a, b) : binary('**', a, b))

// In-place forms: an array keeps its memory and its dtype, a list its identity.
const inplace = (op, x, y) => {
  if (Array.isArray(x) && op === '+') {
    for (const v of [...iter(y)]) x.push(v)
    return x
  }
  return x?.inplace ? x.inplace(op, x, y) : binary(op, x, y)
}

const noNegative =
  'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.'
const neg = (x) => {
  const k = kindOf(x)
  switch (k) {
    case 'N':
      return -x
    case 'F':
      return new Flt(-x.v)
    case 'I':
    case 'B':
      return new Int(0 - num(x))
    case 'NI':
      return new NInt(0 - x.v)
    case 'N4':
      return new NF4(-x.v)
    case 'NB':
      return raise('TypeError', noNegative)
    default:
      return x?.neg ? x.neg(x) : raise('TypeError', `bad operand type for unary -: '${typeName(x)}'`)
  }
}
const pos = (x) => {
  const k = kindOf(x)
  if (k === 'B') return new Int(+x)
  return isNumber(k) || k === 'A' ? x : raise('TypeError', `bad operand type for unary +: '${typeName(x)}'`)
}
const noInvert =
  "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''"
const invert = (x) => {
  const k = kindOf(x)
  if (k === 'I' || k === 'B') return new Int(-num(x) - 1)
  if (k === 'NI') return new NInt(-x.v - 1)
  if (k === 'NB') return nb(!x.v)
  if (k === 'N' || k === 'N4') return raise('TypeError', noInvert)
  return x?.invert ? x.invert(x) : raise('TypeError', `bad operand type for unary ~: '${typeName(x)}'`)
}
const abs = (x) => {
  const k = kindOf(x)
  switch (k) {
    case 'N':
      return Math.abs(x)
    case 'F':
      return new Flt(Math.abs(x.v))
    case 'I':
    case 'B':
      return new Int(Math.abs(num(x)))
    case 'NI':
      return new NInt(Math.abs(x.v))
    case 'N4':
      return new NF4(Math.abs(x.v))
    case 'NB':
      return x
    default:
      return x?.abs ? x.abs(x) : raise('TypeError', `bad operand type for abs(): '${typeName(x)}'`)
  }
}

const orders = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}
const compare = (op, x, y) => {
  if (typeof x === 'number' && typeof y === 'number') return nb(orders[op](x, y))
  if (x?.K === 'A') return x.compare(op, x, y)
  if (y?.K === 'A') return y.compare(op, x, y)
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (isNumber(kx) && isNumber(ky)) {
    if (!isNumpy(kx) && !isNumpy(ky)) return orders[op](num(x), num(y))
    const isSingle = promote(elementTypes[kx], kx, elementTypes[ky], ky) === 'g'
    const cast = isSingle ? Math.fround : Number
    return nb(orders[op](cast(num(x)), cast(num(y))))
  }
  if (op === '==' || op === '!=') return equal(x, y) === (op === '==')
  if (kx === 'S' && ky === 'S') return orders[op](x, y)
  if (kx === 'set' && ky === 'set') return within(op, x, y)
  if (kx === ky && (kx === 'L' || kx === 'T')) {
    const a = x.items ?? x
    const b = y.items ?? y
    for (let i = 0; i < a.length && i < b.length; i++) if (!same(a[i], b[i])) return compare(op, a[i], b[i])
    return orders[op](a.length, b.length)
  }
  return raise(
    'TypeError',
    `'${op}' not supported between instances of '${typeName(x)}' and '${typeName(y)}'`,
  )
}
// Sets are ordered by what they contain; of two neither may be within the other.
const within = (op, x, y) => {
  const [inner, outer] = op[0] === '<' ? [x, y] : [y, x]
  const isWithin = [...inner.map.keys()].every((k) => outer.map.has(k))
  return isWithin && (op.length === 2 || inner.map.size < outer.map.size)
}
const same = (x, y) => x === y || truth(compare('==', x, y))
const equal = (x, y) => {
  const kx = kindOf(x)
  const ky = kindOf(y)
  if (isNumber(kx) && isNumber(ky)) return num(x) === num(y)
  if (kx !== ky) return false
  if (kx === 'L' || kx === 'T') {
    const a = x.items ?? x
    const b = y.items ?? y
    return a.length === b.length && a.every((v, i) => same(v, b[i]))
  }
  return x?.equal ? x.equal(x, y) : x === y
}
const is = (x, y) => {
  if (x === y) return true
  const k = kindOf(x)
  return k === kindOf(y) && k === 'I' && x.v === y.v
}
const contains = (c, x) => {
  if (typeof c === 'string')
    return typeof x === 'string'
      ? c.includes(x)
      : raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(x)}`)
  if (Array.isArray(c)) return c.some((v) => same(v, x))
  return c?.contains
    ? c.contains(c, x)
    : raise('TypeError', `argument of type '${typeName(c)}' is not iterable`)
}
Tup.prototype.contains = (c, x) => c.items.some((v) => same(v, x))
