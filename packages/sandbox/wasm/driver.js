// The guest's side of every crossing, evaluated once into the start-up image. It runs in the guest's realm, where
// any built-in may have been redefined since; so it keeps its own references and touches no prototype's method.
// Nothing here is trusted: the host checks again whatever comes out.
;(() => {
  const { parse, stringify } = JSON
  const { isArray } = Array
  const { apply, ownKeys, defineProperty, getPrototypeOf } = Reflect
  const { isView } = ArrayBuffer
  const BigIntOf = BigInt
  const StringOf = String
  const ErrorOf = Error
  const TypeErrorOf = TypeError
  const functionText = Function.prototype.toString
  const tagOf = Object.prototype.toString
  const slice = String.prototype.slice
  const isEnumerable = Object.prototype.propertyIsEnumerable
  const lengthOfView = Object.getOwnPropertyDescriptor(getPrototypeOf(Int8Array.prototype), 'length').get
  const { hasOwn, keys } = Object
  const Floats = Float64Array
  const Bytes = ArrayBuffer
  const mostForms = 4
  const mostNames = 64

  // A text is JSON, but strings carry a letter: s a string, n a number that JSON lacks, b a bigint, u undefined.
  const number = (x) => (x === 0 ? (1 / x < 0 ? '"n-0"' : '0') : x - x === 0 ? `${x}` : `"n${x}"`)

  const join = Array.prototype.join
  // Lists without a prototype, for a guest may have put setters on that of arrays.
  const emptyList = () => ({ __proto__: null, length: 0 })
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
  const refuse = (problem) => {
    throw { __proto__: null, refused: problem }
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
  const isPlain = (x) => {
    const prototype = getPrototypeOf(x)
    return prototype === null || getPrototypeOf(prototype) === null
  }
  const viewLength = (x) => {
    try {
      return apply(lengthOfView, x, [])
    } catch {
      return refuse('DataView')
    }
  }

  /** The text of a value. What the guest's own getters throw goes through. */
  const encode = (x, bytes, depth) => {
    begin(bytes)
    writeValue(x, depth)
    return end()
  }
  const isRefusal = (x) =>
    typeof x === 'object' && x !== null && getPrototypeOf(x) === null && hasOwn(x, 'refused')

  // What a batch gives besides numbers. A record of numbers, { reward, components: { name: number } }, goes into a
  // table without text where it has the form of an earlier one; of the rest there is one text.
  let forms = emptyList()
  let capacity
  let bytes
  let table
  let at = 0
  const beginRows = (mostBytes) => {
    begin(mostBytes)
    write('[[')
    forms = emptyList()
    makeTable(64)
    at = 0
  }
  /** Which form's numbers the row added to the table; -1 where it was written as text. */
  const addRow = (row, x, depth) => {
    try {
      if (typeof x === 'object' && x !== null) {
        const start = at
        for (let i = 0; i < forms.length; i++) {
          if (fill(x, forms[i])) return took(start, i)
          at = start
        }
        if (forms.length < mostForms) {
          const form = formOf(x, depth)
          if (form !== undefined && fill(x, form)) {
            forms[forms.length++] = form
            return took(start, forms.length - 1)
          }
          at = start
        }
      }
      write(piece === '[[' && pieces.length === 0 ? `${row},` : `,${row},`)
      writeValue(x, depth)
      return -1
    } catch (error) {
      if (isRefusal(error)) error.row = row
      throw error
    }
  }
  const took = (start, form) => {
    room -= (at - start) * 8
    if (room < 0) refuse('size')
    return form
  }
  /** `[[row, value, ...], form, ...]`, where a form holds the places of its numbers. */
  const endRows = () => {
    write(']')
    for (let i = 0; i < forms.length; i++) write(`,${forms[i].text}`)
    write(']')
    return end()
  }
  const makeTable = (numbers) => {
    capacity = numbers
    bytes = new Bytes(numbers * 8)
    table = new Floats(bytes)
  }
  const tableBuffer = () => bytes

  /** What a record of numbers looks like; `undefined` of anything else. */
  const formOf = (x, depth, from = 0) => {
    if (depth <= 0 || isArray(x) || isView(x) || !isPlain(x)) return undefined
    const names = keys(x)
    if (names.length > mostNames) return undefined
    const inner = emptyList()
    let text = '{'
    let width = 0
    for (let i = 0; i < names.length; i++) {
      const name = names[i]
      const value = x[name]
      if (name === '__proto__') return undefined
      text += (i > 0 ? ',' : '') + quoted(name)
      if (typeof value === 'number') {
        inner[i] = undefined
        text += from + width
        width++
      } else if (typeof value === 'object' && value !== null) {
        const form = formOf(value, depth - 1, from + width)
        if (form === undefined) return undefined
        inner[i] = form
        text += form.text
        width += form.width
      } else return undefined
    }
    return { prototype: getPrototypeOf(x), names, inner, width, text: `${text}}` }
  }
  /** Adds a record's numbers to the table where it has the form. */
  const fill = (x, form) => {
    const { names, inner } = form
    if (getPrototypeOf(x) !== form.prototype) return false
    const own = keys(x)
    if (own.length !== names.length) return false
    if (at + form.width > capacity) widen()
    for (let i = 0; i < names.length; i++) {
      const name = names[i]
      if (own[i] !== name) return false
      const value = x[name]
      const part = inner[i]
      if (part === undefined) {
        if (typeof value !== 'number') return false
        table[at++] = value
      } else if (typeof value !== 'object' || value === null || !fill(value, part)) return false
    }
    return true
  }
  const widen = () => {
    const narrow = table
    makeTable(capacity * 2)
    for (let i = 0; i < at; i++) table[i] = narrow[i]
  }

  const revive = (x) => {
    if (typeof x === 'string') {
      const rest = apply(slice, x, [1])
      switch (x[0]) {
        case 'n':
          return rest === '-0' ? -0 : +rest
        case 'b':
          return BigIntOf(rest)
        case 'u':
          return undefined
        default:
          return rest
      }
    }
    if (typeof x === 'object' && x !== null) {
      const keys = ownKeys(x)
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]
        if (key === 'length' && isArray(x)) continue
        const value = x[key]
        const live = revive(value)
        if (live !== value) defineProperty(x, key, { __proto__: null, value: live })
      }
    }
    return x
  }
  const decode = (text) => revive(parse(text))

  const textOf = (x, limit) => {
    try {
      const text = typeof x === 'string' ? x : typeof x === 'symbol' ? 'a symbol' : StringOf(x)
      return text.length > limit ? `${apply(slice, text, [0, limit])}...` : text
    } catch {
      return 'a value that cannot be shown'
    }
  }
  const member = (x, key) => {
    try {
      const value = x[key]
      return typeof value === 'string' ? textOf(value, 4000) : ''
    } catch {
      return ''
    }
  }
  /** A thrown value as JSON text of plain strings. */
  const describe = (x) => {
    if (isRefusal(x))
      return `{"refused":${stringify(textOf(x.refused, 60))},"row":${typeof x.row === 'number' ? x.row : -1}}`
    const isObject = (typeof x === 'object' && x !== null) || typeof x === 'function'
    const name = isObject ? member(x, 'name') : ''
    const message = isObject ? member(x, 'message') : textOf(x, 4000)
    const stack = isObject ? member(x, 'stack') : ''
    const shown = message === '' && name === '' ? textOf(x, 4000) : message
    return `{"name":${stringify(name)},"message":${stringify(shown)},"stack":${stringify(stack)}}`
  }

  const zero = { __proto__: null, value: 0, writable: true, enumerable: true, configurable: true }
  const source = (f) => apply(functionText, f, [])

  // The console, and the host's functions: host(id, text) is the one function of the host.
  const shown = (x) => {
    if (typeof x === 'string') return textOf(x, 4000)
    if (typeof x === 'function') return '[function]'
    if (typeof x !== 'object' || x === null) return textOf(x, 4000)
    const stack = member(x, 'stack')
    if (stack !== '') return `${member(x, 'name')}: ${member(x, 'message')}`
    try {
      return stringify(parse(encode(x, 4000, 8), (_key, value) => readable(value)))
    } catch {
      return '[object]'
    }
  }
  const readable = (x) => {
    if (typeof x !== 'string') return x
    return x === 'u' ? null : apply(slice, x, [1])
  }
  const installConsole = (host, target) => {
    const levels = ['debug', 'error', 'info', 'log', 'warn']
    for (let i = 0; i < levels.length; i++) {
      const level = levels[i]
      target[level] = (...args) => {
        let line = ''
        for (let at = 0; at < args.length && line.length < 8000; at++)
          line += (at > 0 ? ' ' : '') + shown(args[at])
        host(-1 - i, line)
      }
    }
    target.trace = target.debug
  }
  const console = {}
  defineProperty(globalThis, 'console', {
    value: console,
    writable: true,
    configurable: true,
    enumerable: false,
  })

  const install = (host, id, name, bytes, depth) => {
    const f = {
      [name](...args) {
        let text
        try {
          text = encode(args, bytes, depth)
        } catch (error) {
          throw isRefusal(error) ? new TypeErrorOf(`${name} takes plain data only`) : error
        }
        const answer = host(id, text)
        if (answer[0] !== '=') throw new ErrorOf(apply(slice, answer, [1]))
        return decode(apply(slice, answer, [1]))
      },
    }[name]
    defineProperty(globalThis, name, { value: f, writable: true, configurable: true, enumerable: true })
  }

  return {
    encode,
    decode,
    describe,
    source,
    install,
    pick: (list, index) => list[index],
    applyText: (f, text) => apply(f, undefined, decode(text)),
    /** A row to be filled with numbers. Never by assignment, which a guest's setter would see. */
    list: (length) => {
      const x = []
      for (let i = 0; i < length; i++) defineProperty(x, i, zero)
      return x
    },
    beginRows,
    addRow,
    endRows,
    tableBuffer,
    console: (host) => installConsole(host, console),
  }
})()
