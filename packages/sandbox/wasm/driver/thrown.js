// What a guest threw, as JSON text of plain strings.
;({ stringify, isArray, apply, slice, StringOf, isRefusal }) => {
  const mostCauses = 3
  const mostErrors = 5
  const isObject = (x) => (typeof x === 'object' && x !== null) || typeof x === 'function'

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
  const inner = (x, key) => {
    try {
      return x[key]
    } catch {
      return undefined
    }
  }
  /** `TypeError: why`, in short. */
  const headOf = (x) => {
    if (!isObject(x)) return textOf(x, 200)
    const name = member(x, 'name')
    const message = member(x, 'message')
    const text = name !== '' && message !== '' ? `${name}: ${message}` : name === '' ? message : name
    return textOf(text === '' ? x : text, 200)
  }
  /** The reasons that errors carry along: causes, each behind the one it caused, and those of an AggregateError. */
  const causesOf = (x) => {
    let text = ''
    let each = x
    for (let count = 0; count < mostCauses; count++) {
      each = isObject(each) ? inner(each, 'cause') : undefined
      if (each === undefined || each === null) break
      text += `${count > 0 ? ',' : ''}${stringify(headOf(each))}`
    }
    return `[${text}]`
  }
  const errorsOf = (x) => {
    const list = isObject(x) ? inner(x, 'errors') : undefined
    try {
      if (!isArray(list)) return '[]'
    } catch {
      return '[]'
    }
    let text = ''
    const count = inner(list, 'length')
    for (let index = 0; index < count && index < mostErrors; index++)
      text += `${index > 0 ? ',' : ''}${stringify(headOf(inner(list, index)))}`
    return `[${text}]`
  }

  const describe = (x) => {
    if (isRefusal(x))
      return `{"refused":${stringify(textOf(x.refused, 60))},"row":${typeof x.row === 'number' ? x.row : -1}}`
    const name = isObject(x) ? member(x, 'name') : ''
    const message = isObject(x) ? member(x, 'message') : textOf(x, 4000)
    const stack = isObject(x) ? member(x, 'stack') : ''
    const shown = message === '' && name === '' ? textOf(x, 4000) : message
    return `{"name":${stringify(name)},"message":${stringify(shown)},"stack":${stringify(stack)},"causes":${causesOf(x)},"errors":${errorsOf(x)}}`
  }

  return { textOf, member, headOf, describe }
}
