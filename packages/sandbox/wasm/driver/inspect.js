// Values as a person reads them on a console. Getters are not run; what has no room is cut.
;({
  stringify,
  isArray,
  apply,
  ownKeys,
  getPrototypeOf,
  getOwnPropertyDescriptor,
  isView,
  is,
  slice,
  repeat,
  tagOf,
  functionText,
  symbolText,
  lengthOfView,
  bufferLength,
  mapSize,
  mapEach,
  setSize,
  setEach,
  timeOf,
  isoOf,
  emptyList,
  textOf,
  member,
}) => {
  const mostItems = 100
  const mostDepth = 5
  const lineWidth = 72
  let room = 0

  const spend = (text) => {
    room -= text.length
    return room < 0 ? '...' : text
  }
  const attempt = (f, x) => {
    try {
      return apply(f, x, [])
    } catch {
      return undefined
    }
  }
  const quotedText = (text) => {
    const json = stringify(text.length > 4000 ? `${apply(slice, text, [0, 4000])}...` : text)
    for (let i = 0; i < text.length && i < 4000; i++)
      if (text[i] === "'" || text[i] === '\\' || text[i] < ' ') return json
    return `'${apply(slice, json, [1, -1])}'`
  }
  const primitive = (x) => {
    switch (typeof x) {
      case 'string':
        return quotedText(x)
      case 'number':
        return is(x, -0) ? '-0' : `${x}`
      case 'bigint':
        return `${textOf(x, 1000)}n`
      case 'symbol':
        return apply(symbolText, x, [])
      default:
        return `${x}`
    }
  }
  const ownText = (x, key) => {
    const found = getOwnPropertyDescriptor(x, key)
    return found !== undefined && typeof found.value === 'string' ? found.value : ''
  }
  const functionHead = (f) => {
    const name = ownText(f, 'name')
    const isClass = apply(slice, apply(functionText, f, []), [0, 5]) === 'class'
    if (isClass) return `[class ${name === '' ? '(anonymous)' : name}]`
    const kind = apply(slice, apply(tagOf, f, []), [8, -1])
    return name === '' ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`
  }
  /** The name of what made an object; empty where that is `Object`. */
  const className = (x) => {
    for (let each = getPrototypeOf(x); each !== null; each = getPrototypeOf(each)) {
      const maker = getOwnPropertyDescriptor(each, 'constructor')
      if (maker === undefined || typeof maker.value !== 'function') continue
      const name = ownText(maker.value, 'name')
      return name === 'Object' ? '' : name
    }
    return getPrototypeOf(x) === null ? '[Object: null prototype]' : ''
  }
  const isError = (x) => apply(tagOf, x, []) === '[object Error]'
  const errorHead = (x) => {
    const name = member(x, 'name')
    const message = member(x, 'message')
    return message === '' ? name : `${name}: ${message}`
  }

  const isName = (key) => {
    if (key === '') return false
    for (let i = 0; i < key.length; i++) {
      const c = key[i]
      const isLetter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || c === '$' || c > '\x7f'
      if (!isLetter && !(i > 0 && c >= '0' && c <= '9')) return false
    }
    return true
  }

  const inspectValue = (x, depth, indent, above) => {
    if (typeof x === 'function') return spend(functionHead(x))
    if (typeof x !== 'object' || x === null) return spend(primitive(x))
    for (let each = above; each !== undefined; each = each.above) if (each.x === x) return spend('[Circular]')
    const here = { __proto__: null, x, above }
    const deeper = (value) => inspectValue(value, depth + 1, indent + 2, here)

    const time = attempt(timeOf, x)
    if (time !== undefined) return spend(is(time, NaN) ? 'Invalid Date' : apply(isoOf, x, []))
    const tag = apply(slice, apply(tagOf, x, []), [8, -1])
    if (tag === 'RegExp') return spend(textOf(x, 1000))
    if (isError(x)) {
      const cause = getOwnPropertyDescriptor(x, 'cause')
      const head = spend(depth === 0 ? errorHead(x) : `[${errorHead(x)}]`)
      return cause === undefined || depth >= mostDepth ? head : `${head} { [cause]: ${deeper(cause.value)} }`
    }
    const name = className(x)
    if (depth >= mostDepth) return spend(`[${isArray(x) ? 'Array' : name === '' ? 'Object' : name}]`)

    const items = emptyList()
    const add = (text) => {
      items[items.length++] = text
    }
    const more = (count) => {
      if (count > mostItems) add(spend(`... ${count - mostItems} more items`))
    }
    const size = attempt(mapSize, x)
    const members = size ?? attempt(setSize, x)
    const viewed = isView(x) ? attempt(lengthOfView, x) : undefined
    const bytes = attempt(bufferLength, x)
    let head = name
    if (isArray(x) || viewed !== undefined) {
      const count = viewed ?? x.length
      for (let i = 0; i < count && i < mostItems && room >= 0; i++) {
        const item = getOwnPropertyDescriptor(x, `${i}`)
        add(item === undefined ? spend('<empty>') : shownMember(item, deeper))
      }
      more(count)
      head = viewed === undefined ? (name === 'Array' ? '' : name) : `${name}(${count})`
    } else if (members !== undefined) {
      let index = 0
      apply(size === undefined ? setEach : mapEach, x, [
        (value, key) => {
          if (index++ < mostItems && room >= 0)
            add(size === undefined ? deeper(value) : `${deeper(key)} => ${deeper(value)}`)
        },
      ])
      more(members)
      head = `${name}(${members})`
    } else if (bytes !== undefined) add(spend(`byteLength: ${bytes}`))
    addOwn(x, add, deeper, isArray(x) || viewed !== undefined)
    const [open, close] = isArray(x) || viewed !== undefined ? ['[', ']'] : ['{', '}']
    return laidOut(head, open, close, items, indent)
  }
  const shownMember = (found, deeper) =>
    'value' in found ? deeper(found.value) : spend(found.get === undefined ? '[Setter]' : '[Getter]')

  const addOwn = (x, add, deeper, isList) => {
    const own = ownKeys(x)
    let count = 0
    for (let i = 0; i < own.length && room >= 0; i++) {
      const key = own[i]
      if (isList && typeof key === 'string' && (key === 'length' || `${key >>> 0}` === key)) continue
      const found = getOwnPropertyDescriptor(x, key)
      if (found === undefined || !found.enumerable) continue
      if (count++ === mostItems) return add(spend('...'))
      const name =
        typeof key === 'symbol' ? `[${apply(symbolText, key, [])}]` : isName(key) ? key : quotedText(key)
      add(`${spend(`${name}: `)}${shownMember(found, deeper)}`)
    }
  }
  /** On one line where it fits, else one line an item. */
  const laidOut = (name, open, close, items, indent) => {
    const head = name === '' ? open : `${name} ${open}`
    if (items.length === 0) return `${head}${close}`
    let width = head.length + indent
    let line = ''
    for (let i = 0; i < items.length && width <= lineWidth; i++) {
      width += items[i].length + 2
      line += i > 0 ? `, ${items[i]}` : items[i]
    }
    if (width <= lineWidth) return `${head} ${line} ${close}`
    const margin = `\n${apply(repeat, ' ', [indent + 2])}`
    let text = head
    for (let i = 0; i < items.length; i++) text += `${margin}${items[i]}${i + 1 < items.length ? ',' : ''}`
    return `${text}\n${apply(repeat, ' ', [indent])}${close}`
  }

  /** The text of a value, of `most` letters or little more. */
  const inspectInner = (x, most) => {
    const outer = room
    room = most
    try {
      return inspectValue(x, 0, 0, undefined)
    } catch {
      return '[object]'
    } finally {
      room = outer
    }
  }
  /** The same, but a text alone stands as it is. */
  const inspect = (x, most) => (typeof x === 'string' ? textOf(x, most) : inspectInner(x, most))

  return { inspect, inspectInner }
}
