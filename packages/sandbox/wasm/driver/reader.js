// Text of the host as values; see writer.js for its form.
;({ parse, isArray, apply, ownKeys, defineProperty, slice, BigIntOf }) => {
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

  return { decode }
}
