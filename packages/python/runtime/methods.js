// What values have behind a dot: `m_name` its methods, `p_name` its properties, by the letter of the kind.

const one = (a) =>
  sizeOf(a.shape) === 1 ? a : raise('ValueError', 'can only convert an array of size 1 to a Python scalar')
const pythonScalar = (v, t) => (t === 'i' ? new Int(v) : t === 'b' ? v !== 0 : new Flt(v))
const m_item = {
  A: (x, i) => {
    const a = asarray(x)
    return i === undefined
      ? pythonScalar(flat(one(a))[0], a.t)
      : pythonScalar(flat(a)[rowIndex(np_ravel(a), asInteger(i))], a.t)
  },
}
const toList = (a) =>
  a.shape.length === 0
    ? pythonScalar(a.data[a.off], a.t)
    : Array.from({ length: a.shape[0] }, (_, i) => {
        const row = rowOf(a, i)
        return row?.K === 'A' ? toList(row) : pythonScalar(num(row), a.t)
      })
const m_tolist = { A: (x) => toList(asarray(x)) }
const m_sum = { A: np_sum }
const m_mean = { A: np_mean }
const m_max = { A: np_max }
const m_min = { A: np_min }
const m_std = { A: np_std }
const m_var = { A: np_var }
const m_prod = { A: np_prod }
const m_any = { A: np_any }
const m_all = { A: np_all }
const m_argmax = { A: np_argmax }
const m_argmin = { A: np_argmin }
const m_argsort = { A: np_argsort }
const m_cumsum = { A: np_cumsum }
const m_ptp = { A: np_ptp }
const m_flatten = { A: (x) => np_ravel(x) }
const m_ravel = { A: (x) => np_ravel(x) }
const m_reshape = { A: (x, ...s) => reshape(asarray(x), s.length === 1 ? dims(s[0]) : s.map(asInteger)) }
const m_astype = { A: (x, d) => back(copyOf(cast(asarray(x), dtypeOf(d)))) }
const m_dot = { A: np_dot }
const m_clip = { A: np_clip }
const m_round = { A: np_round }
const m_transpose = { A: (x) => transposed(asarray(x)) }
const m_squeeze = { A: np_squeeze }
const m_repeat = { A: np_repeat }
const m_nonzero = { A: np_nonzero }
const m_fill = {
  A: (x, v) => {
    assignInto(x, v)
    return null
  },
}
const p_shape = { A: (x) => new Tup(asarray(x).shape.map((s) => new Int(s))) }
const p_size = { A: (x) => new Int(sizeOf(asarray(x).shape)) }
const p_ndim = { A: (x) => new Int(asarray(x).shape.length) }
const p_T = { A: (x) => (kindOf(x) === 'A' ? transposed(x) : x) }
const p_dtype = { A: (x) => ({ f: t_float64, g: t_float32, i: t_int64, b: t_bool_ })[asarray(x).t] }
const p_flat = { A: (x) => np_ravel(x) }
const p_real = { A: (x) => x, F: (x) => x, I: (x) => x }
const p_imag = { A: (x) => mul(x, new Int(0)), F: () => new Flt(0), I: () => new Int(0) }
const p_args = { exc: (x) => new Tup(x.args) }
const p___name__ = {
  fn: (x) => x.py?.name.split('.').pop() ?? x.name.replace(/^\$(np_|math_)?/, ''),
  type: (x) => x.name.replace(/^numpy\./, '') || x.exceptionName,
}

// Where a search from `i` to `j` begins in what has n items, and how many it sees.
const span = (n, i, j) => bounds(slice(i ?? null, j ?? null, null), n)
const placeIn = (a, v, i, j) => {
  const [start, count] = span(a.length, i, j)
  const at = a.slice(start, start + count).findIndex((q) => same(q, v))
  return at < 0 ? at : at + start
}
const asText = (v, name = '') =>
  typeof v === 'string' ? v : raise('TypeError', `${name}must be str, not ${typeName(v)}`)
const found = (s, v, i, j, search) => {
  const [start, count] = span(s.length, i, j)
  const at = search(s.slice(start, start + count), asText(v))
  return at < 0 ? at : at + start
}
const first = (t, v) => t.indexOf(v)
const last = (t, v) => t.lastIndexOf(v)
const nothing = (f) => {
  f()
  return null
}
const m_append = { L: (a, v) => nothing(() => a.push(v)) }
const m_extend = { L: (a, v) => nothing(() => a.push(...iter(v))) }
const m_insert = { L: (a, i, v) => nothing(() => a.splice(asInteger(i), 0, v)) }
const m_reverse = { L: (a) => nothing(() => a.reverse()) }
const m_clear = {
  L: (a) => nothing(() => a.splice(0)),
  D: (d) => nothing(() => d.map.clear()),
  set: (s) => nothing(() => s.map.clear()),
}
const m_copy = {
  A: (x) => (kindOf(x) === 'A' ? copyOf(x) : x),
  L: (a) => [...a],
  D: (d) => dict(d.map.values()),
  set: (s) => new SetOf(new Map(s.map)),
}
const popped = (a, i) => {
  const n = i === undefined ? -1 : asInteger(i)
  if (a.length === 0) raise('IndexError', 'pop from empty list')
  if (n >= a.length || n < -a.length) raise('IndexError', 'pop index out of range')
  return a.splice(n, 1)[0]
}
const m_pop = {
  L: popped,
  D: (d, k, v) => {
    const entry = d.map.get(key(k))
    if (!entry) return v === undefined ? noKey(k) : v
    d.map.delete(key(k))
    return entry[1]
  },
}
const m_remove = {
  L: (a, v) =>
    nothing(() => {
      const i = placeIn(a, v)
      if (i < 0) raise('ValueError', 'list.remove(x): x not in list')
      a.splice(i, 1)
    }),
  set: (s, v) => nothing(() => s.map.delete(key(v)) || noKey(v)),
}
const m_index = {
  L: (a, v, from, to) => {
    const i = placeIn(a, v, from, to)
    return i < 0 ? raise('ValueError', `${repr(v)} is not in list`) : new Int(i)
  },
  T: (t, v, from, to) => {
    const i = placeIn(t.items, v, from, to)
    return i < 0 ? raise('ValueError', 'tuple.index(x): x not in tuple') : new Int(i)
  },
  S: (s, v, from, to) => {
    const i = found(s, v, from, to, first)
    return i < 0 ? raise('ValueError', 'substring not found') : new Int(i)
  },
}
const m_find = { S: (s, v, from, to) => new Int(found(s, v, from, to, first)) }
const m_rfind = { S: (s, v, from, to) => new Int(found(s, v, from, to, last)) }
const m_count = {
  L: (a, v) => new Int(a.filter((q) => same(q, v)).length),
  T: (t, v) => new Int(t.items.filter((q) => same(q, v)).length),
  S: (s, v, from, to) => {
    const [start, count] = span(s.length, from, to)
    return new Int(v === '' ? count + 1 : s.slice(start, start + count).split(asText(v)).length - 1)
  },
}
const m_sort = {
  L: Object.assign((a, named) => nothing(() => a.splice(0, a.length, ...sorted(a, named))), { named: true }),
  A: (x) => nothing(() => assignInto(x, np_sort(x))),
}
const m_get = { D: (d, k, v) => d.map.get(key(k))?.[1] ?? (d.map.has(key(k)) ? null : (v ?? null)) }
const m_items = { D: (d) => Array.from(d.map.values(), (entry) => new Tup([...entry])) }
const m_keys = { D: keysOf }
const m_values = { D: valuesOf }
const m_setdefault = {
  D: (d, k, v) => {
    if (!d.map.has(key(k))) putIn(d, k, v ?? null)
    return d.map.get(key(k))[1]
  },
}
const m_update = {
  D: (d, other, named) =>
    nothing(() => {
      for (const [k, v] of other?.K === 'D' ? other.map.values() : other ? iter(other) : []) putIn(d, k, v)
      for (const [k, v] of named ?? []) putIn(d, k, v)
    }),
  set: (s, ...others) =>
    nothing(() => {
      for (const each of others) for (const v of iter(each)) s.map.set(key(v), v)
    }),
}
const m_add = { set: (s, v) => nothing(() => s.map.has(key(v)) || s.map.set(key(v), v)) }
const m_discard = { set: (s, v) => nothing(() => s.map.delete(key(v))) }
const ofSets =
  (op) =>
  (s, ...others) =>
    others.reduce((all, each) => binary(op, all, setOf(iter(each))), new SetOf(new Map(s.map)))
const m_union = { set: ofSets('|') }
const m_intersection = { set: ofSets('&') }
const m_difference = { set: ofSets('-') }
const m_symmetric_difference = { set: ofSets('^') }
const m_isdisjoint = { set: (s, other) => len(binary('&', s, setOf(iter(other)))) === 0 }
const m_issuperset = { set: (s, other) => truth(compare('>=', s, setOf(iter(other)))) }
const m_issubset = { set: (s, other) => truth(compare('<=', s, setOf(iter(other)))) }

const m_format = {
  S: Object.assign(
    (s, ...rest) => {
      const named = Array.isArray(rest[rest.length - 1]) && rest[rest.length - 1].isNamed ? rest.pop() : []
      let n = 0
      return s.replace(
        /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}/g,
        (all, name, conversion, spec) => {
          if (all === '{{' || all === '}}') return all[0]
          const at = name === '' ? n++ : /^\d+$/.test(name) ? Number(name) : name
          const v = typeof at === 'number' ? rest[at] : named.find(([k]) => k === at)?.[1]
          if (v === undefined)
            return typeof at === 'number'
              ? raise('IndexError', `Replacement index ${at} out of range for positional args tuple`)
              : noKey(at)
          return format(conversion === 'r' ? repr(v) : v, spec ?? '')
        },
      )
    },
    { named: true },
  ),
}
const m_join = {
  S: (s, x) =>
    Array.from(iter(x), (v, i) =>
      typeof v === 'string'
        ? v
        : raise('TypeError', `sequence item ${i}: expected str instance, ${typeName(v)} found`),
    ).join(s),
}
const m_lower = { S: (s) => s.toLowerCase() }
const m_upper = { S: (s) => s.toUpperCase() }
const m_capitalize = { S: (s) => s.charAt(0).toUpperCase() + s.slice(1).toLowerCase() }
// A text without what stands at its ends: blanks, or any of `letters`.
const stripped = (s, letters, isLeft, isRight) => {
  if (letters === undefined || letters === null)
    return isLeft ? (isRight ? s.trim() : s.trimStart()) : s.trimEnd()
  asText(letters, 'strip arg ')
  let from = 0
  let to = s.length
  while (isLeft && from < to && letters.includes(s[from])) from++
  while (isRight && to > from && letters.includes(s[to - 1])) to--
  return s.slice(from, to)
}
const m_strip = { S: (s, letters) => stripped(s, letters, true, true) }
const m_lstrip = { S: (s, letters) => stripped(s, letters, true, false) }
const m_rstrip = { S: (s, letters) => stripped(s, letters, false, true) }
// The words of a text; after `most` of them the rest as it is.
const words = (s, most) => {
  const out = []
  let rest = s.trimStart()
  while (rest !== '') {
    const end = out.length === most ? -1 : rest.search(/\s/)
    if (end < 0) return [...out, rest]
    out.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return out
}
const m_split = {
  S: (s, d, limit) => {
    const most = limit === undefined ? -1 : asInteger(limit)
    if (d === undefined || d === null)
      return most < 0 ? s.trim().split(/\s+/).filter(Boolean) : words(s, most)
    if (d === '') raise('ValueError', 'empty separator')
    const parts = s.split(asText(d))
    return most < 0 || parts.length <= most ? parts : [...parts.slice(0, most), parts.slice(most).join(d)]
  },
}
const isAffixed = (name) => (s, p, from, to) => {
  const [start, count] = span(s.length, from, to)
  const part = s.slice(start, start + count)
  const options = p?.K === 'T' ? p.items : [p]
  return options.some((each) =>
    typeof each === 'string'
      ? part[name](each)
      : raise(
          'TypeError',
          `${name.toLowerCase()} first arg must be str or a tuple of str, not ${typeName(p)}`,
        ),
  )
}
const m_startswith = { S: isAffixed('startsWith') }
const m_endswith = { S: isAffixed('endsWith') }
const m_replace = {
  S: (s, a, b, limit) => {
    const parts = a === '' ? ['', ...s, ''] : s.split(asText(a, 'replace() argument 1 '))
    const most = limit === undefined ? -1 : asInteger(limit)
    if (most < 0 || parts.length <= most) return parts.join(asText(b, 'replace() argument 2 '))
    return [...parts.slice(0, most), parts.slice(most).join(a)].join(b)
  },
}
const padded = (name) => (s, width, fill) => s[name](asInteger(width), fill ?? ' ')
const m_ljust = { S: padded('padEnd') }
const m_rjust = { S: padded('padStart') }
const m_zfill = {
  S: (s, width) => {
    const sign = /^[+-]/.test(s) ? s[0] : ''
    return sign + s.slice(sign.length).padStart(asInteger(width) - sign.length, '0')
  },
}
const m_isdigit = { S: (s) => /^\d+$/.test(s) }
const m_is_integer = {
  F: (x) => num(x) % 1 === 0,
  A: (x) => num(x) % 1 === 0,
}
