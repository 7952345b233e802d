// Python's built-in functions and types, as values.

class Type {
  constructor(name, dtype, test, make) {
    this.name = name
    this.dtype = dtype
    this.test = test
    this.make = make
  }
}
Type.prototype.K = 'type'
Type.prototype.call = (f, args, named) => f.make(...args, named)
Type.prototype.equal = (x, y) => x.name === y.name

const tofloat = (x) => {
  const k = kindOf(x)
  if (isNumber(k)) return num(x)
  if (k === 'S') {
    const s = x.trim().toLowerCase().replace(/_/g, '')
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(s)) return Number(s)
    const m = /^([+-]?)(inf|infinity|nan)$/.exec(s)
    if (m) return m[2] === 'nan' ? NaN : m[1] === '-' ? -Infinity : Infinity
    return raise('ValueError', `could not convert string to float: ${repr(x)}`)
  }
  if (k !== 'A')
    return raise('TypeError', `float() argument must be a string or a real number, not '${typeName(x)}'`)
  return x.shape.length === 0 || sizeOf(x.shape) === 1
    ? flat(x)[0]
    : raise('TypeError', 'only 0-dimensional arrays can be converted to Python scalars')
}
const toint = (x) => {
  const k = kindOf(x)
  if (k === 'S')
    return /^\s*[+-]?\d+\s*$/.test(x)
      ? safe(Number(x))
      : raise('ValueError', `invalid literal for int() with base 10: ${repr(x)}`)
  if (!isNumber(k) && k !== 'A')
    raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(x)}'`,
    )
  return truncate(tofloat(x))
}
const digitsOf = (base) => '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base)
const prefixes = { 2: '0b', 8: '0o', 16: '0x' }
// int(text, base)
const parsed = (x, given) => {
  if (kindOf(x) !== 'S') raise('TypeError', "int() can't convert non-string with explicit base")
  const base = asInteger(given?.isNamed ? given[0][1] : given)
  if (base < 2 || base > 36) raise('ValueError', 'int() base must be >= 2 and <= 36, or 0')
  const [, sign, rest] = /^([+-]?)(.*)$/s.exec(x.trim().toLowerCase())
  const digits = (rest.startsWith(prefixes[base]) ? rest.slice(2) : rest).replace(/(?<=\w)_(?=\w)/g, '')
  if (digits === '' || [...digits].some((each) => !digitsOf(base).includes(each)))
    raise('ValueError', `invalid literal for int() with base ${base}: ${repr(x)}`)
  return safe(Number.parseInt(digits, base) * (sign === '-' ? -1 : 1) + 0)
}
const isOf =
  (...kinds) =>
  (x) =>
    kinds.includes(kindOf(x))
const t_float = new Type('float', 'f', isOf('F', 'N'), (x) => new Flt(x === undefined ? 0 : tofloat(x)))
const t_int = new Type('int', 'i', isOf('I', 'B'), (x, base) =>
  base === undefined ? new Int(x === undefined ? 0 : toint(x)) : new Int(parsed(x, base)),
)
const t_bool = new Type('bool', 'b', isOf('B'), (x) => x !== undefined && truth(x))
const t_str = new Type('str', undefined, isOf('S'), (x) => (x === undefined ? '' : str(x)))
const t_list = new Type('list', undefined, isOf('L'), (x) => (x === undefined ? [] : [...iter(x)]))
const t_tuple = new Type('tuple', undefined, isOf('T'), (x) => new Tup(x === undefined ? [] : [...iter(x)]))
const t_set = new Type('set', undefined, isOf('set'), (x) => setOf(x === undefined ? [] : iter(x)))
const t_dict = new Type('dict', undefined, isOf('D'), (...args) => {
  const named = args.pop()
  const [x] = args
  const d = dict(
    x === undefined ? [] : x?.K === 'D' ? x.map.values() : Array.from(iter(x), (p) => [...iter(p)]),
  )
  for (const [k, v] of named ?? []) putIn(d, k, v)
  return d
})
const t_object = new Type(
  'object',
  undefined,
  () => true,
  () => raise('TypeError', 'object() is not supported here'),
)
const typed = (t) => (x) => {
  if (x === undefined) return scalar(0, t)
  if (kindOf(x) === 'A' || kindOf(x) === 'L') return back(cast(hooks.asarray(x), t))
  return scalar(casts[t](t === 'b' ? +truth(x) : tofloat(x)), t)
}
const t_float64 = new Type('numpy.float64', 'f', isOf('N'), typed('f'))
const t_float32 = new Type('numpy.float32', 'g', isOf('N4'), typed('g'))
const t_int64 = new Type('numpy.int64', 'i', isOf('NI'), typed('i'))
const t_bool_ = new Type('numpy.bool', 'b', isOf('NB'), typed('b'))
const t_ndarray = new Type('numpy.ndarray', undefined, isOf('A'), () => raise('TypeError', 'use np.array'))
const t_number = new Type('numpy.number', undefined, isOf('N', 'NI', 'N4'), () =>
  raise('TypeError', 'abstract'),
)
const t_floating = new Type('numpy.floating', undefined, isOf('N', 'N4'), () =>
  raise('TypeError', 'abstract'),
)
const t_integer = new Type('numpy.integer', undefined, isOf('NI'), () => raise('TypeError', 'abstract'))
const t_none = new Type('NoneType', undefined, isOf('None'), () => null)

const isinstance = (x, t) => {
  if (t?.K === 'T') return t.items.some((each) => isinstance(x, each))
  if (t?.exceptionName) return x instanceof PyError && isSubclass(x.name, t.exceptionName)
  return t?.K === 'type'
    ? t.test(x)
    : raise('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union')
}
const type = (x) => {
  const known = {
    F: t_float,
    I: t_int,
    B: t_bool,
    S: t_str,
    L: t_list,
    T: t_tuple,
    D: t_dict,
    set: t_set,
    N: t_float64,
    NB: t_bool_,
    NI: t_int64,
    N4: t_float32,
    A: t_ndarray,
    None: t_none,
  }
  return known[kindOf(x)] ?? new Type(typeName(x), undefined, () => false)
}

// The arguments of max and min, which may be one iterable.
const candidates = (name, args) => {
  if (args.length !== 1)
    return args.length ? args : raise('TypeError', `${name} expected at least 1 argument, got 0`)
  return [...iter(args[0])]
}
// Python's max or min of what is there, the first of equals.
const bestOf = (order, items) => {
  let top = items[0]
  for (let i = 1; i < items.length; i++) if (truth(compare(order, items[i], top))) top = items[i]
  return top
}
const best = (name, order, args, named = []) => {
  const items = candidates(name, args)
  const option = (k) => named.find(([n]) => n === k)?.[1]
  if (items.length === 0) return option('default') ?? emptyOf(name, named)
  const by = option('key') ?? null
  let top = items[0]
  let value = by ? call(by, [top]) : top
  for (let i = 1; i < items.length; i++) {
    const v = by ? call(by, [items[i]]) : items[i]
    if (truth(compare(order, v, value))) {
      top = items[i]
      value = v
    }
  }
  return top
}
const emptyOf = (name, named) =>
  named.some(([k]) => k === 'default') ? null : raise('ValueError', `${name}() arg is an empty sequence`)
const asNamed = (f) => Object.assign(f, { named: true })
const takeNamed = (args) => (args[args.length - 1]?.isNamed ? args.pop() : undefined)
const b_max = asNamed((...args) => {
  const named = takeNamed(args)
  return best('max', '>', args, named)
})
const b_min = asNamed((...args) => {
  const named = takeNamed(args)
  return best('min', '<', args, named)
})
// Keyword arguments of a built-in, marked so that they are told from a list.
const named = (...pairs) => Object.assign(pairs, { isNamed: true })

const sorted = (x, options = []) => {
  const by = options.find(([k]) => k === 'key')?.[1] ?? null
  const isDown = truth(options.find(([k]) => k === 'reverse')?.[1] ?? false)
  const rows = Array.from(iter(x), (v) => [by ? call(by, [v]) : v, v])
  const less = (a, b) => truth(compare('<', a[0], b[0]))
  // Stable both ways, as Python's is.
  rows.sort((a, b) =>
    isDown ? (less(b, a) ? -1 : less(a, b) ? 1 : 0) : less(a, b) ? -1 : less(b, a) ? 1 : 0,
  )
  return rows.map((row) => row[1])
}
const b_sorted = asNamed((x, options) => sorted(x, options))
const b_abs = abs
const b_len = (x) => new Int(len(x))
// CPython sums floats with Neumaier's compensation from 3.12 on, plainly before.
const b_sum = (x, start) => {
  let s = start ?? new Int(0)
  if (typeof s === 'string') raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]")
  for (const v of iter(x)) s = add(s, v)
  return s
}
const b_round = (x, digits) => {
  const k = kindOf(x)
  if (k === 'A') return np_round(x, digits)
  if (k === 'NB' || !isNumber(k)) raise('TypeError', `type ${typeName(x)} doesn't define __round__ method`)
  const isWhole = k === 'I' || k === 'B'
  if (digits === undefined || digits === null) return new Int(isWhole ? num(x) : roundInt(num(x)))
  const p = asInteger(digits)
  if (isWhole) return new Int(p >= 0 ? num(x) : roundDigits(num(x), p))
  if (k === 'F') return new Flt(roundDigits(num(x), p))
  return scalar(k === 'NI' ? num(x) : roundTo(num(x), p), elementTypes[k])
}
const b_any = (x) => {
  for (const v of iter(x)) if (truth(v)) return true
  return false
}
const b_all = (x) => {
  for (const v of iter(x)) if (!truth(v)) return false
  return true
}
const b_range = range
const b_enumerate = (x, start) => {
  let n = start === undefined ? 0 : asInteger(start)
  return new Iterator(Array.from(iter(x), (v) => new Tup([new Int(n++), v])))
}
const unlike = (columns) => {
  const at = columns.findIndex((c) => c.length !== columns[0].length)
  if (at < 0) return
  const others = at === 1 ? 'argument 1' : `arguments 1-${at}`
  const word = columns[at].length < columns[0].length ? 'shorter' : 'longer'
  raise('ValueError', `zip() argument ${at + 1} is ${word} than ${others}`)
}
const b_zip = asNamed((...xs) => {
  const named = takeNamed(xs)
  const columns = xs.map((x) => [...iter(x)])
  if (truth(named?.find(([k]) => k === 'strict')?.[1] ?? false)) unlike(columns)
  const n = columns.length ? Math.min(...columns.map((c) => c.length)) : 0
  return new Iterator(Array.from({ length: n }, (_, i) => new Tup(columns.map((c) => c[i]))))
})
const b_map = (f, ...xs) => {
  const columns = xs.map((x) => [...iter(x)])
  const n = Math.min(...columns.map((c) => c.length))
  return new Iterator(
    Array.from({ length: n }, (_, i) =>
      call(
        f,
        columns.map((c) => c[i]),
      ),
    ),
  )
}
const b_filter = (f, x) => new Iterator([...iter(x)].filter((v) => truth(f === null ? v : call(f, [v]))))
const b_reversed = (x) => new Iterator([...iter(x)].reverse())
const b_iter = (x) => new Iterator(iter(x))
const b_next = (it, otherwise) => {
  if (it?.K !== 'it') raise('TypeError', `'${typeName(it)}' object is not an iterator`)
  const { done, value } = it.next()
  return done ? (otherwise === undefined ? raise('StopIteration', '') : otherwise) : value
}
// a ** b % m of whole numbers, which need not be exact before the remainder is taken.
const powerModulo = (a, b, m) => {
  const [base, exponent, modulus] = [a, b, m].map((v) =>
    BigInt(
      integer(v) ?? raise('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers'),
    ),
  )
  if (modulus === 0n) raise('ValueError', 'pow() 3rd argument cannot be 0')
  if (exponent < 0n) raise('ValueError', 'a negative exponent beside a modulus is not supported here')
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return new Int(Number(((result % modulus) + modulus) % modulus))
}
const b_pow = (a, b, m) => (m === undefined || m === null ? power(a, b) : powerModulo(a, b, m))
const b_divmod = (a, b) => new Tup([binary('//', a, b), binary('%', a, b)])
const b_repr = (x) => repr(x)
const b_format = (x, spec) => format(x, spec ?? '')
const b_callable = (x) => typeof x === 'function' || kindOf(x) === 'type'
const b_isinstance = (x, t) => isinstance(x, t)
const b_type = (x) => type(x)
const b_id = () => new Int(1)
const b_print = asNamed((...args) => {
  takeNamed(args)
  globalThis.console?.log(args.map(str).join(' '))
  return null
})
// What `math` takes for a number.
const real = (x) => {
  const k = kindOf(x)
  return isNumber(k) || k === 'A' ? tofloat(x) : raise('TypeError', `must be real number, not ${typeName(x)}`)
}
