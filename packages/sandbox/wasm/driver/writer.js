// Values as text, written within a limit. Nothing live goes in: what is no plain data is refused.
;({
  stringify,
  isArray,
  apply,
  ownKeys,
  isView,
  tagOf,
  slice,
  isEnumerable,
  lengthOfView,
  join,
  emptyList,
  refuse,
  isPlain,
}) => {
  // A text is JSON, but strings carry a letter: s a string, n a number that JSON lacks, b a bigint, u undefined.
  const number = (x) => (x === 0 ? (1 / x < 0 ? '"n-0"' : '0') : x - x === 0 ? `${x}` : `"n${x}"`)

  // Text is written in pieces: to append to one long string would copy it each time.
  let room = 0
  let piece = ''
  let pieces = emptyList()
  const begin = (bytes) => {
    room = bytes
    piece = ''
    pieces = emptyList()
  }
  const write = (text) => {
    room -= text.length
    if (room < 0) refuse('size')
    piece += text
    if (piece.length > 1000) {
      pieces[pieces.length++] = piece
      piece = ''
    }
  }
  const end = () => {
    if (pieces.length === 0) return piece
    pieces[pieces.length++] = piece
    return apply(join, pieces, [''])
  }
  /** Takes from what may still be written. */
  const charge = (bytes) => {
    room -= bytes
    if (room < 0) refuse('size')
  }
  const writeValue = (x, depth) => {
    switch (typeof x) {
      case 'number':
        return write(number(x))
      case 'boolean':
        return write(x ? 'true' : 'false')
      case 'undefined':
        return write('"u"')
      case 'string':
        if (x.length > room) refuse('size')
        return write(stringify(`s${x}`))
      case 'bigint':
        if (!fits(x)) refuse('size')
        return write(`"b${x}"`)
      case 'object':
        return x === null ? write('null') : writeObject(x, depth)
      default:
        return refuse(typeof x)
    }
  }
  // A bigint of n bits has no more than n / 3 + 2 digits.
  const fits = (x) => {
    let rest = x < 0n ? -x : x
    for (let bits = 0; rest > 0n; bits += 65536) {
      if (bits > room * 3) return false
      rest >>= 65536n
    }
    return true
  }

  const writeObject = (x, depth) => {
    if (depth <= 0) refuse('depth')
    if (isArray(x) || isView(x)) return writeList(x, isArray(x) ? x.length : viewLength(x), depth)
    if (!isPlain(x)) {
      const tag = apply(tagOf, x, [])
      if (tag !== '[object Object]') refuse(apply(slice, tag, [8, -1]))
    }
    write('{')
    const keys = ownKeys(x)
    const count = keys.length
    let isFirst = true
    for (let i = 0; i < count; i++) {
      const key = keys[i]
      if (typeof key === 'symbol') continue
      if (!apply(isEnumerable, x, [key])) continue
      if (key === '__proto__') refuse('__proto__')
      if (key.length > room) refuse('size')
      write(isFirst ? quoted(key) : `,${quoted(key)}`)
      isFirst = false
      writeValue(x[key], depth - 1)
    }
    write('}')
  }
  // The rows of a batch have the same few keys, each with its colon.
  const known = emptyList()
  const texts = emptyList()
  let next = 0
  const quoted = (key) => {
    for (let i = 0; i < 16 && known[i] !== undefined; i++) if (known[i] === key) return texts[i]
    const text = `${stringify(key)}:`
    if (key.length < 100) {
      known[next] = key
      texts[next] = text
      next = (next + 1) % 16
    }
    return text
  }
  const writeList = (x, length, depth) => {
    write('[')
    for (let i = 0; i < length; i++) {
      if (i > 0) write(',')
      writeValue(x[i], depth - 1)
    }
    write(']')
  }
  const viewLength = (x) => {
    try {
      return apply(lengthOfView, x, [])
    } catch {
      return refuse('DataView')
    }
  }

  /** The text of a value. What the guest's own getters throw goes through; what they log is written in between. */
  const encode = (x, bytes, depth) => {
    const outer = { __proto__: null, room, piece, pieces }
    begin(bytes)
    try {
      writeValue(x, depth)
      return end()
    } finally {
      room = outer.room
      piece = outer.piece
      pieces = outer.pieces
    }
  }

  return { begin, write, end, charge, writeValue, quoted, encode }
}
