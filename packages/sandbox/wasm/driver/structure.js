// Values as QuickJS's binary form takes them: it knows dates, typed arrays, shared and cyclic structure, and refuses
// what else is no plain data. What it lacks goes as a list [[root], holder, key, content, kind, ...]: at holder[key]
// stands the content of a Map, Set or Error.
;({
  isArray,
  apply,
  ownKeys,
  defineProperty,
  getOwnPropertyDescriptor,
  isView,
  isEnumerable,
  isPlain,
  tagOf,
  slice,
  timeOf,
  bufferLength,
  mapSize,
  mapEach,
  mapGet,
  mapSet,
  setSize,
  setEach,
  setAdd,
  MapOf,
  SetOf,
  ErrorOf,
  refuse,
  member,
}) => {
  const attempt = (f, x) => {
    try {
      return apply(f, x, [])
    } catch {
      return undefined
    }
  }
  const put = (x, key, value) =>
    defineProperty(x, key, { __proto__: null, value, writable: true, configurable: true, enumerable: true })

  const lower = (root, mostDepth) => {
    const list = []
    let length = 0
    const push = (x) => put(list, length++, x)
    const seen = new MapOf()
    const kinds = new MapOf()

    const place = (holder, key, x, depth) => {
      const made = made1(x, depth)
      put(holder, key, made)
      const kind = typeof made === 'object' && made !== null ? apply(mapGet, kinds, [made]) : undefined
      if (kind === undefined) return
      push(holder)
      push(key)
      push(made)
      push(kind)
    }
    const made1 = (x, depth) => {
      if (typeof x === 'function' || typeof x === 'symbol') return refuse(typeof x)
      if (typeof x !== 'object' || x === null) return x
      const known = apply(mapGet, seen, [x])
      if (known !== undefined) return known
      if (depth <= 0) return refuse('depth')
      if (isView(x) || attempt(timeOf, x) !== undefined || attempt(bufferLength, x) !== undefined) return x
      if (isArray(x)) {
        const made = []
        apply(mapSet, seen, [x, made])
        const count = x.length
        for (let i = 0; i < count; i++) place(made, i, x[i], depth - 1)
        return made
      }
      const kind = kindOf(x)
      if (kind !== undefined) {
        const made = []
        apply(mapSet, seen, [x, made])
        apply(mapSet, kinds, [made, kind])
        content(x, kind, (i, value) => place(made, i, value, depth - 1))
        return made
      }
      if (!isPlain(x)) {
        const tag = apply(slice, apply(tagOf, x, []), [8, -1])
        if (tag !== 'Object') refuse(tag)
      }
      const made = {}
      apply(mapSet, seen, [x, made])
      const keys = ownKeys(x)
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]
        if (typeof key === 'symbol' || !apply(isEnumerable, x, [key])) continue
        if (key === '__proto__') refuse('__proto__')
        place(made, key, x[key], depth - 1)
      }
      return made
    }
    const kindOf = (x) => {
      if (attempt(mapSize, x) !== undefined) return 'map'
      if (attempt(setSize, x) !== undefined) return 'set'
      return apply(tagOf, x, []) === '[object Error]' ? 'error' : undefined
    }
    const content = (x, kind, add) => {
      let at = 0
      if (kind === 'map')
        apply(mapEach, x, [
          (value, key) => {
            add(at++, key)
            add(at++, value)
          },
        ])
      else if (kind === 'set') apply(setEach, x, [(value) => add(at++, value)])
      else {
        add(0, member(x, 'name'))
        add(1, member(x, 'message'))
        const cause = getOwnPropertyDescriptor(x, 'cause')
        if (cause !== undefined) add(2, cause.value)
      }
    }

    const holder = []
    push(holder)
    place(holder, 0, root, mostDepth)
    return list
  }

  /** The value that a list of `lower`'s form stands for, here one of the host. */
  const lift = (list) => {
    const made = new MapOf()
    for (let i = 1; i < list.length; i += 4) {
      const content = list[i + 2]
      let value = apply(mapGet, made, [content])
      if (value === undefined) {
        const kind = list[i + 3]
        value = kind === 'map' ? new MapOf() : kind === 'set' ? new SetOf() : newError(content)
        apply(mapSet, made, [content, value])
      }
      put(list[i], list[i + 1], value)
    }
    apply(mapEach, made, [
      (value, content) => {
        if (attempt(mapSize, value) !== undefined)
          for (let i = 0; i < content.length; i += 2) apply(mapSet, value, [content[i], content[i + 1]])
        else if (attempt(setSize, value) !== undefined)
          for (let i = 0; i < content.length; i++) apply(setAdd, value, [content[i]])
        else if (content.length > 2)
          defineProperty(value, 'cause', {
            __proto__: null,
            value: content[2],
            writable: true,
            configurable: true,
            enumerable: false,
          })
      },
    ])
    return list[0][0]
  }
  const newError = ([name, message]) => {
    const error = new ErrorOf(message)
    if (name !== 'Error')
      defineProperty(error, 'name', {
        __proto__: null,
        value: name,
        writable: true,
        configurable: true,
        enumerable: false,
      })
    return error
  }

  return { lower, lift }
}
