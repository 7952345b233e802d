// The console: each message is a level and a text, said to the host's one function as host(-1 - level, text).
;({
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  keys,
  slice,
  repeat,
  padEnd,
  join,
  now,
  mapGet,
  mapSet,
  mapSize,
  mapEach,
  MapOf,
  emptyList,
  textOf,
  inspect,
  inspectInner,
}) => {
  const [debug, error, info, log, warn] = [0, 1, 2, 3, 4]
  const mostLetters = 8000
  const mostRows = 100
  const mostColumns = 20
  const mostLabels = 1000

  const counts = new MapOf()
  const starts = new MapOf()
  let margin = ''
  let host

  const say = (level, text) => {
    let out = margin
    if (margin === '') out = text
    else for (let i = 0; i < text.length; i++) out += text[i] === '\n' ? `\n${margin}` : text[i]
    host(-1 - level, out)
  }
  /** `%s` and its like in a first text, as far as there are arguments for them. */
  const filled = (text, args) => {
    let out = ''
    let used = 1
    for (let i = 0; i < text.length; i++) {
      const kind = text[i] === '%' ? text[i + 1] : undefined
      if (kind === '%') out += '%'
      else if (kind !== undefined && used < args.length && isKind(kind)) out += shownAs(kind, args[used++])
      else {
        out += text[i]
        continue
      }
      i++
    }
    return { __proto__: null, out, used }
  }
  const isKind = (kind) =>
    kind === 's' ||
    kind === 'd' ||
    kind === 'i' ||
    kind === 'f' ||
    kind === 'j' ||
    kind === 'o' ||
    kind === 'O' ||
    kind === 'c'
  const shownAs = (kind, x) => {
    if (kind === 'c') return ''
    if (kind === 's') return typeof x === 'object' && x !== null ? inspect(x, 4000) : textOf(x, 4000)
    if (kind === 'd' || kind === 'f')
      return typeof x === 'bigint' ? `${x}n` : typeof x === 'object' ? 'NaN' : textOf(+x, 40)
    if (kind === 'i') return typeof x === 'object' ? 'NaN' : textOf(+x - (+x % 1), 40)
    return inspect(x, 4000)
  }
  const textOfAll = (args) => {
    let line = ''
    let at = 0
    if (typeof args[0] === 'string' && args.length > 1) {
      const { out, used } = filled(textOf(args[0], 4000), args)
      line = out
      at = used
    }
    for (; at < args.length && line.length < mostLetters; at++)
      line += (at > 0 ? ' ' : '') + inspect(args[at], 4000)
    return line
  }
  const sayer =
    (level) =>
    (...args) =>
      say(level, textOfAll(args))

  const labelOf = (label) => (label === undefined ? 'default' : textOf(label, 200))
  const remember = (map, label, value) => {
    if (apply(mapGet, map, [label]) !== undefined || apply(mapSize, map, []) < mostLabels)
      apply(mapSet, map, [label, value])
  }
  const elapsed = (label) => {
    const start = apply(mapGet, starts, [label])
    return start === undefined ? undefined : now() - start
  }
  const timed = (label, rest) => {
    const ms = elapsed(label)
    if (ms === undefined) say(warn, `Timer '${label}' does not exist`)
    else say(log, `${label}: ${ms}ms${rest === '' ? '' : ` ${rest}`}`)
  }

  /** Rows and columns of what `table` is given; `undefined` where it is nothing of the kind. */
  const cellsOf = (x) => {
    if (typeof x !== 'object' || x === null) return undefined
    const names = emptyList()
    const rows = emptyList()
    const columnOf = (name) => {
      for (let i = 0; i < names.length; i++) if (names[i] === name) return i
      if (names.length >= mostColumns) return -1
      names[names.length] = name
      return names.length++
    }
    const addRow = (index, value) => {
      if (rows.length >= mostRows) return
      const cells = emptyList()
      cells[0] = index
      if (typeof value === 'object' && value !== null) {
        const own = keys(value)
        for (let i = 0; i < own.length; i++) {
          const found = getOwnPropertyDescriptor(value, own[i])
          const column = found !== undefined && 'value' in found ? columnOf(own[i]) : -1
          if (column >= 0) cells[column + 1] = inspectInner(found.value, 100)
        }
      } else cells.value = inspectInner(value, 100)
      rows[rows.length++] = cells
    }
    try {
      apply(mapSize, x, [])
      apply(mapEach, x, [(value, key) => addRow(inspectInner(key, 100), value)])
    } catch {
      const own = keys(x)
      for (let i = 0; i < own.length && i < mostRows; i++) addRow(own[i], x[own[i]])
    }
    return { __proto__: null, names, rows }
  }
  const tableText = ({ names, rows }) => {
    let hasValues = false
    for (let i = 0; i < rows.length; i++) if (rows[i].value !== undefined) hasValues = true
    const heads = emptyList()
    heads[heads.length++] = '(index)'
    for (let i = 0; i < names.length; i++) heads[heads.length++] = textOf(names[i], 100)
    if (hasValues) heads[heads.length++] = 'Values'
    const cell = (row, column) => (hasValues && column === heads.length - 1 ? row.value : row[column]) ?? ''
    const widths = emptyList()
    for (let column = 0; column < heads.length; column++) {
      let width = heads[column].length
      for (let i = 0; i < rows.length; i++)
        if (cell(rows[i], column).length > width) width = cell(rows[i], column).length
      widths[widths.length++] = width
    }
    const line = (left, between, right, text) => {
      let out = left
      for (let column = 0; column < heads.length; column++) out += (column > 0 ? between : '') + text(column)
      return out + right
    }
    const rule = (left, between, right) =>
      line(left, between, right, (column) => apply(repeat, '─', [widths[column] + 2]))
    const filledLine = (text) =>
      line('│ ', ' │ ', ' │', (column) => apply(padEnd, text(column), [widths[column]]))
    const lines = emptyList()
    lines[lines.length++] = rule('┌', '┬', '┐')
    lines[lines.length++] = filledLine((column) => heads[column])
    lines[lines.length++] = rule('├', '┼', '┤')
    for (let i = 0; i < rows.length; i++)
      lines[lines.length++] = filledLine((column) => cell(rows[i], column))
    lines[lines.length++] = rule('└', '┴', '┘')
    return apply(join, lines, ['\n'])
  }

  const group = (...args) => {
    if (args.length > 0) say(log, textOfAll(args))
    if (margin.length < 40) margin += '  '
  }
  const methods = {
    debug: sayer(debug),
    error: sayer(error),
    info: sayer(info),
    log: sayer(log),
    warn: sayer(warn),
    dirxml: sayer(log),
    dir: (x) => say(log, inspect(x, 4000)),
    trace: (...args) => say(debug, args.length === 0 ? 'Trace' : `Trace: ${textOfAll(args)}`),
    assert: (isSo, ...args) => {
      if (!isSo) say(error, args.length === 0 ? 'Assertion failed' : `Assertion failed: ${textOfAll(args)}`)
    },
    table: (x) => {
      const cells = cellsOf(x)
      say(log, cells === undefined ? inspect(x, 4000) : apply(slice, tableText(cells), [0, mostLetters]))
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      margin = apply(slice, margin, [2])
    },
    count: (label) => {
      const name = labelOf(label)
      const count = (apply(mapGet, counts, [name]) ?? 0) + 1
      remember(counts, name, count)
      say(log, `${name}: ${count}`)
    },
    countReset: (label) => remember(counts, labelOf(label), 0),
    time: (label) => remember(starts, labelOf(label), now()),
    timeLog: (label, ...args) => timed(labelOf(label), textOfAll(args)),
    timeEnd: (label) => {
      timed(labelOf(label), '')
      apply(mapSet, starts, [labelOf(label), undefined])
    },
    clear: () => {},
  }
  const installConsole = (given) => {
    host = given
    const console = {}
    const names = keys(methods)
    for (let i = 0; i < names.length; i++) console[names[i]] = methods[names[i]]
    defineProperty(globalThis, 'console', {
      value: console,
      writable: true,
      configurable: true,
      enumerable: false,
    })
  }
  return { installConsole }
}
