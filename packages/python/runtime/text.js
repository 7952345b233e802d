// Text as Python writes it.

const floatText = (v) => {
  if (Number.isNaN(v)) return 'nan'
  if (v === Infinity) return 'inf'
  if (v === -Infinity) return '-inf'
  if (Object.is(v, -0)) return '-0.0'
  const a = Math.abs(v)
  if (a !== 0 && (a < 1e-4 || a >= 1e16)) {
    const [m, e] = v.toExponential().split('e')
    return `${m}e${e[0]}${e.slice(1).padStart(2, '0')}`
  }
  const s = String(v)
  return s.includes('.') ? s : `${s}.0`
}
const escapes = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const quoted = (s) => {
  const text = s.replace(/[\\\n\r\t]/g, (c) => escapes[c])
  return s.includes("'") && !s.includes('"') ? `"${text}"` : `'${text.replace(/'/g, "\\'")}'`
}
// The shortest decimal that is read as the same float32.
const shortest32 = (v) => {
  for (let p = 1; p < 9; p++) if (Math.fround(Number(v.toPrecision(p))) === v) return Number(v.toPrecision(p))
  return Number(v.toPrecision(9))
}
const str = (x) => {
  const k = kindOf(x)
  switch (k) {
    case 'S':
      return x
    case 'N':
      return floatText(x)
    case 'NB':
      return x.v ? 'True' : 'False'
    case 'NI':
      return String(x.v)
    case 'N4':
      return floatText(shortest32(Math.fround(x.v)))
    case 'exc':
      return x.message
    default:
      return x?.str ? x.str(x) : repr(x)
  }
}
const repr = (x) => {
  const k = kindOf(x)
  switch (k) {
    case 'S':
      return quoted(x)
    case 'N':
      return `np.float64(${floatText(x)})`
    case 'F':
      return floatText(x.v)
    case 'I':
      return String(x.v)
    case 'B':
      return x ? 'True' : 'False'
    case 'NB':
      return `np.${x.v ? 'True' : 'False'}`
    case 'NI':
      return `np.int64(${x.v})`
    case 'N4':
      return `np.float32(${str(x)})`
    case 'None':
      return 'None'
    case 'L':
      return `[${x.map(repr).join(', ')}]`
    case 'exc':
      return `${x.name}(${x.args.map(repr).join(', ')})`
    case 'type':
      return `<class '${x.name || x.exceptionName}'>`
    case 'fn':
      return `<function ${x.py?.name ?? x.name}>`
    default:
      return x?.repr ? x.repr(x) : '<object>'
  }
}
Tup.prototype.repr = (x) =>
  x.items.length === 1 ? `(${repr(x.items[0])},)` : `(${x.items.map(repr).join(', ')})`
Dict.prototype.repr = (x) => `{${[...x.map.values()].map(([k, v]) => `${repr(k)}: ${repr(v)}`).join(', ')}}`
SetOf.prototype.repr = (x) => (x.map.size ? `{${[...x.map.values()].map(repr).join(', ')}}` : 'set()')
Range.prototype.repr = (x) => `range(${x.start}, ${x.stop}${x.step === 1 ? '' : `, ${x.step}`})`
Slice.prototype.repr = (x) => `slice(${repr(x.start)}, ${repr(x.stop)}, ${repr(x.step)})`
// numpy pads the numbers of an array to one width, with as many digits as the longest needs, up to 8.
const arrayText = (a) => {
  const v = flat(a)
  const texts =
    a.t === 'b' ? v.map((x) => (x ? 'True' : 'False')) : a.t === 'i' ? v.map(String) : floatTexts(v)
  const width = Math.max(0, ...texts.map((t) => t.length))
  let n = 0
  const go = (axis, separator) => {
    if (axis === a.shape.length) return texts[n++].padStart(width)
    const parts = Array.from({ length: a.shape[axis] }, () => go(axis + 1, separator))
    const between = axis === a.shape.length - 1 ? separator : `${separator.trim()}\n${' '.repeat(axis + 1)}`
    return `[${parts.join(between)}]`
  }
  return (separator) => {
    n = 0
    return go(0, separator)
  }
}
const floatTexts = (v) => {
  const finite = v.filter(Number.isFinite).map(Math.abs)
  const positive = finite.filter((x) => x > 0)
  const most = Math.max(0, ...positive)
  const least = Math.min(Infinity, ...positive)
  const isExponential = most >= 1e8 || least < 1e-4 || most / least > 1000
  const digits = (text) => (text.split('.')[1] ?? '').replace(/0+$/, '').length
  const plain = (x, write) => (Number.isFinite(x) ? write(x) : floatText(x))
  if (positive.length && isExponential) {
    const p = Math.max(...finite.map((x) => digits(x.toExponential(8).split('e')[0])), 0)
    return v.map((x) =>
      plain(x, () => {
        const [m, e] = x.toExponential(Math.max(p, 0)).split('e')
        return `${p === 0 ? `${m}.` : m}e${e[0]}${e.slice(1).padStart(2, '0')}`
      }),
    )
  }
  const p = Math.max(0, ...finite.map((x) => Math.min(8, digits(shortest(x)))))
  return v.map((x) =>
    plain(x, () => {
      const t = shortest(x)
      const [whole, part = ''] = t.split('.')
      return `${whole}.${part.slice(0, p)}${' '.repeat(p - Math.min(p, part.length))}`
    }),
  )
}
const shortest = (x) => fixed(x, 8).replace(/0+$/, '')
ND.prototype.str = (x) => (x.shape.length === 0 ? str(back(x)) : arrayText(x)(' '))
ND.prototype.repr = (x) =>
  `array(${x.shape.length === 0 ? str(back(x)) : arrayText(x)(', ')}${x.t === 'g' ? ', dtype=float32' : ''})`

// Half to even of the exact decimal expansion, as C's printf does it.
const fixed = (v, p) => {
  const a = Math.abs(v)
  const minus = v < 0 || Object.is(v, -0) ? '-' : ''
  if (a >= 1e21 || p > 100)
    return minus + BigInt(Math.trunc(a)) + (p > 0 ? `.${'0'.repeat(Math.min(p, 100))}` : '')
  let s = a.toFixed(p)
  if (p < 20) {
    // toFixed rounds halves up; a double that is a half exactly goes to the even digit in Python.
    const exact = a.toFixed(Math.min(100, p + 60))
    const point = exact.indexOf('.')
    if (/^50*$/.test(exact.slice(point + 1 + p))) {
      const down = exact.slice(0, p === 0 ? point : point + 1 + p)
      if ((down.charCodeAt(down.length - 1) - 48) % 2 === 0) s = down
    }
  }
  return minus + s
}
const exponential = (v, p) => {
  const [m, e] = v.toExponential(p).split('e')
  return `${m}e${e[0]}${e.slice(1).padStart(2, '0')}`
}
const general = (v, precision, isBare) => {
  const q = precision === 0 ? 1 : precision
  const e = v === 0 ? 0 : Number(v.toExponential(q - 1).split('e')[1])
  const trim = (s) => (s.includes('.') ? s.replace(/\.?0+$/, '') : s)
  if (e < -4 || e >= (isBare ? Math.min(q, 16) : q)) {
    const [m, power] = exponential(v, q - 1).split('e')
    return `${trim(m)}e${power}`
  }
  const s = trim(fixed(v, Math.max(0, q - 1 - e)))
  return isBare && !s.includes('.') ? `${s}.0` : s
}
const specification = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/
const numberText = (x, k, type, precision) => {
  const v = num(x)
  const isWhole = k === 'I' || k === 'NI' || k === 'B' || k === 'NB'
  const p = precision === undefined ? 6 : Number(precision)
  if (p > 100) raise('ValueError', 'precision too big')
  const unknown = () =>
    raise('ValueError', `Unknown format code '${type}' for object of type '${typeName(x)}'`)
  if (type === undefined && (k === 'B' || k === 'NB')) return str(x)
  if (!Number.isFinite(v)) return floatText(v) + (type === '%' ? '%' : '')
  switch (type) {
    case 'd':
    case 'n':
      return isWhole ? String(v) : unknown()
    case 'f':
    case 'F':
      return fixed(v, p)
    case '%':
      return `${fixed(v * 100, p)}%`
    case 'e':
      return exponential(v, p)
    case 'E':
      return exponential(v, p).toUpperCase()
    case 'g':
      return general(v, p, false)
    case 'G':
      return general(v, p, false).toUpperCase()
    case 'x':
    case 'b':
    case 'o':
      return isWhole ? v.toString({ x: 16, b: 2, o: 8 }[type]) : unknown()
    case 'X':
      return isWhole ? v.toString(16).toUpperCase() : unknown()
    case undefined:
      return isWhole
        ? String(v)
        : precision === undefined
          ? str(x).replace(/^np\..*\((.*)\)$/, '$1')
          : general(v, p, true)
    default:
      return unknown()
  }
}
const format = (x, spec) => {
  if (spec === '') return str(x)
  const parts = specification.exec(spec)
  if (!parts) raise('ValueError', `Invalid format specifier '${spec}' for object of type '${typeName(x)}'`)
  const [, fill, align, sign, , zero, width, comma, precision, type] = parts
  const k = kindOf(x)
  let s
  let isRight = true
  if (isNumber(k)) {
    s = numberText(x, k, type, precision)
    if (comma) s = s.replace(/^(-?)(\d+)/, (_, minus, d) => minus + d.replace(/\B(?=(\d{3})+$)/g, comma))
    if (sign && sign !== '-' && s[0] !== '-') s = sign + s
  } else if (k === 'S') {
    if (type && type !== 's') raise('ValueError', `Unknown format code '${type}' for object of type 'str'`)
    s = precision === undefined ? x : x.slice(0, Number(precision))
    isRight = false
  } else raise('TypeError', `unsupported format string passed to ${typeName(x)}.__format__`)
  const missing = Number(width ?? 0) - s.length
  if (missing <= 0) return s
  const letter = fill ?? (zero ? '0' : ' ')
  if (missing > 1e6) raise('MemoryError', 'a field is wider than a million letters')
  const padding = letter.repeat(missing)
  switch (align ?? (zero && isRight ? '=' : isRight ? '>' : '<')) {
    case '<':
      return s + padding
    case '^':
      return letter.repeat(missing >> 1) + s + letter.repeat(missing - (missing >> 1))
    case '=':
      return /^[-+ ]/.test(s) ? s[0] + padding + s.slice(1) : padding + s
    default:
      return padding + s
  }
}
const percent = (text, x) => {
  const args = x?.K === 'T' ? [...x.items] : [x]
  const out = text.replace(
    /%([-+0 #]*)(\d+)?(?:\.(\d+))?([sdifFgGeExXrou%])/g,
    (_, flags, width = '', precision, type) => {
      if (type === '%') return '%'
      if (args.length === 0) raise('TypeError', 'not enough arguments for format string')
      const v = args.shift()
      const align = flags.includes('-') ? '<' : '>'
      const cut = precision === undefined ? '' : `.${precision}`
      if (type === 's' || type === 'r')
        return format((type === 's' ? str : repr)(v), `${align}${width}${cut}`)
      if (!isNumber(kindOf(v)))
        raise('TypeError', `%${type} format: a real number is required, not ${typeName(v)}`)
      const isWhole = type === 'd' || type === 'i' || type === 'u'
      const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
      const filled = flags.includes('0') && align === '>' ? '0' : ''
      const side = filled ? '' : align
      return format(
        isWhole ? new Int(truncate(num(v))) : v,
        `${side}${sign}${filled}${width}${isWhole ? 'd' : cut + type}`,
      )
    },
  )
  if (args.length > 0 && x?.K === 'T')
    raise('TypeError', 'not all arguments converted during string formatting')
  return out
}
hooks.percent = percent
