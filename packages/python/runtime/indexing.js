// What stands in the brackets of an array.

const Ellipsis = { K: 'ellipsis', out: () => raise('TypeError', 'Ellipsis is no result') }
const noIndexOfArray = () =>
  raise(
    'IndexError',
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
  )
const outOfBounds = (i, axis, n) =>
  raise('IndexError', `index ${i} is out of bounds for axis ${axis} with size ${n}`)
const tooManyIndices = (a, used) =>
  raise(
    'IndexError',
    `too many indices for array: array is ${a.shape.length}-dimensional, but ${used} were indexed`,
  )

// Basic indexing: integers, slices, None, Ellipsis.
const view = (a, parts) => {
  const used = parts.filter((p) => p !== null && p !== Ellipsis).length
  if (used > a.shape.length) tooManyIndices(a, used)
  const shape = []
  const strides = []
  let { off } = a
  let axis = 0
  const keep = (n) => {
    for (; n > 0; n--, axis++) {
      shape.push(a.shape[axis])
      strides.push(a.strides[axis])
    }
  }
  for (const p of parts) {
    if (p === Ellipsis) keep(a.shape.length - used)
    else if (p === null) {
      shape.push(1)
      strides.push(0)
    } else if (p.K === 'slice') {
      const [start, count, step] = bounds(p, a.shape[axis])
      off += start * a.strides[axis]
      shape.push(count)
      strides.push(step * a.strides[axis])
      axis++
    } else {
      const i = kindOf(p) === 'B' ? undefined : integer(p)
      if (i === undefined) noIndexOfArray()
      const n = a.shape[axis]
      if (i >= n || i < -n) outOfBounds(i, axis, n)
      off += (i < 0 ? i + n : i) * a.strides[axis]
      axis++
    }
  }
  keep(a.shape.length - axis)
  return new ND(a.data, shape, a.t, off, strides)
}
const isFancy = (p) => {
  const k = kindOf(p)
  return k === 'L' || k === 'A'
}
// Rows by a list or array of integers, or by a mask.
const pick = (a, i) => {
  const at = asarray(i)
  if (at.t === 'b') {
    if (at.shape.length > a.shape.length || at.shape.some((s, n) => s !== a.shape[n]))
      raise(
        'IndexError',
        `boolean index did not match indexed array along axis 0; size of axis is ${a.shape[0]} but size of corresponding boolean axis is ${at.shape[0]}`,
      )
    const mask = flat(at)
    const rows = new ND(flat(a), [mask.length, ...a.shape.slice(at.shape.length)], a.t)
    const kept = mask.flatMap((m, n) => (m ? [n] : []))
    return gather(rows, kept, [kept.length])
  }
  if (at.t !== 'i' && sizeOf(at.shape) > 0)
    raise('IndexError', 'arrays used as indices must be of integer (or boolean) type')
  return gather(
    a,
    flat(at).map((v) => rowIndex(a, v)),
    at.shape,
  )
}
const rowIndex = (a, v) => {
  const n = a.shape[0]
  return v >= n || v < -n ? outOfBounds(v, 0, n) : v < 0 ? v + n : v
}
const gather = (a, rows, lead) => {
  const data = []
  for (const i of rows) {
    const row = rowOf(a, i)
    if (a.shape.length === 1) data.push(num(row))
    else for (const v of flat(row)) data.push(v)
  }
  return new ND(data, [...lead, ...a.shape.slice(1)], a.t)
}
ND.prototype.get = (x, i) => {
  const k = kindOf(i)
  if (k === 'I' || k === 'NI') {
    if (x.shape.length === 0) tooManyIndices(x, 1)
    return rowOf(x, rowIndex(x, i.v))
  }
  if (k === 'L' || k === 'A') return pick(x, i)
  if (k === 'slice' || k === 'None' || k === 'ellipsis') return back(view(x, [i]))
  if (k !== 'T') return noIndexOfArray()
  const fancy = i.items.findIndex(isFancy)
  if (fancy < 0) return back(view(x, i.items))
  if (i.items.some((p, n) => n !== fancy && isFancy(p)))
    raise('IndexError', 'several index arrays are not supported here')
  // One fancy axis among basic ones: brought to the front, picked from, brought back.
  const all = new Slice(null, null, null)
  const basic = view(
    x,
    i.items.map((p, n) => (n === fancy ? all : p)),
  )
  const axis = i.items.slice(0, fancy).filter((p) => p === null || p.K === 'slice').length
  return moveaxis(pick(moveaxis(basic, axis, 0), i.items[fancy]), 0, axis)
}

const assignInto = (target, value) => {
  const v = asarray(value)
  const { shape } = target
  if (v.shape.length > shape.length || broadcast(v.shape, shape).some((s, i) => s !== shape[i]))
    raise(
      'ValueError',
      `could not broadcast input array from shape ${shapeText(v.shape)} into shape ${shapeText(shape)}`,
    )
  const f = casts[target.t]
  const from = v.data === target.data ? copyOf(v) : v
  const strides = stridesFor(from, shape)
  const go = (axis, p, q) => {
    if (axis === shape.length) target.data[p] = f(from.data[q])
    else
      for (let i = 0; i < shape[axis]; i++) go(axis + 1, p + i * target.strides[axis], q + i * strides[axis])
  }
  go(0, target.off, from.off)
}
ND.prototype.set = (x, i, v) => {
  if (!isFancy(i)) {
    assignInto(view(x, kindOf(i) === 'T' ? i.items : [i]), v)
    return
  }
  const at = asarray(i)
  const value = asarray(v)
  if (at.t === 'b' && at.shape.length === x.shape.length && x.shape.length > 1) {
    const from = flat(value)
    let n = 0
    const go = (axis, p, q) => {
      if (axis === x.shape.length) {
        if (at.data[q]) x.data[p] = from[from.length === 1 ? 0 : n++]
      } else
        for (let j = 0; j < x.shape[axis]; j++)
          go(axis + 1, p + j * x.strides[axis], q + j * at.strides[axis])
    }
    go(0, x.off, at.off)
    return
  }
  const all = flat(at)
  const rows = at.t === 'b' ? all.flatMap((m, n) => (m ? [n] : [])) : all.map((n) => rowIndex(x, n))
  const isEach = value.shape.length > 0 && value.shape.length === x.shape.length
  rows.forEach((n, m) => {
    assignInto(view(x, [new Int(n)]), isEach ? rowOf(value, value.shape[0] === 1 ? 0 : m) : value)
  })
}
