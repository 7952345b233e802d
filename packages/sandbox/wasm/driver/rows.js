// The results of a batch that are no numbers.
;({
  isArray,
  isView,
  isPlain,
  keys,
  getPrototypeOf,
  Floats,
  Bytes,
  emptyList,
  isRefusal,
  begin,
  write,
  end,
  charge,
  writeValue,
  quoted,
}) => {
  const mostForms = 4
  const mostNames = 64

  // What a batch gives besides numbers. A record of numbers, { reward, components: { name: number } }, goes into a
  // table without text where it has the form of an earlier one; of the rest there is one text.
  let forms = emptyList()
  let capacity
  let bytes
  let table
  let at = 0
  let hasText = false
  const beginRows = (mostBytes) => {
    begin(mostBytes)
    write('[[')
    hasText = false
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
      write(hasText ? `,${row},` : `${row},`)
      hasText = true
      writeValue(x, depth)
      return -1
    } catch (error) {
      if (isRefusal(error)) error.row = row
      throw error
    }
  }
  const took = (start, form) => {
    charge((at - start) * 8)
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

  return { beginRows, addRow, endRows, tableBuffer }
}
